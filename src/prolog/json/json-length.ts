/** Whether values of JSON fit on one line. Characters that are escaped count as one. */
import {
  Atom,
  Compound,
  deref,
  Float,
  Int,
  instantiationError,
  Str,
  type Term,
  typeError,
  Var,
  writeTerm,
} from '../../index.ts';
import { lengthOf } from '../builtins/text.ts';
import { type JsonParts, jsonPair, jsonParts } from './json-parts.ts';
import { type Constant, constantOf, type JsonStyle } from './json-style.ts';
import type { OtherTerms } from './other-terms.ts';

/** As constants are looked for here: what two of them have in common is the first. */
const ORDER: readonly Constant[] = ['null', 'false', 'true'];

/**
 * Whether the parts fit between a column and the width. Looks no further than to where they do not.
 * @throws PrologError `instantiation_error`, `type_error(pair, Pair)`
 */
export function fitsOnLine(parts: JsonParts, column: number, style: JsonStyle, others: OtherTerms): boolean {
  let length = column + 2;
  const opened = [{ parts, at: 0 }];
  for (let top = opened.at(-1); top !== undefined; top = opened.at(-1)) {
    if (length > style.width) return false;
    const { isObject, items } = top.parts;
    if (top.at === items.length) {
      opened.pop();
      continue;
    }
    if (top.at > 0) length += 2;
    const item = deref(items[top.at++]!);
    let value = item;
    if (isObject) {
      const pair = jsonPair(item);
      if (pair === undefined) throw typeError('pair', item);
      value = pair[1];
      length += textLength(pair[0]) + 2;
    }
    if (length > style.width) return false;
    if (value instanceof Var) throw instantiationError();
    const inner = jsonParts(value, '');
    if (inner === undefined) length += simpleLength(value, style, others);
    else {
      length += 2;
      opened.push({ parts: inner, at: 0 });
    }
  }
  return true;
}

function simpleLength(given: Term, { constants }: JsonStyle, others: OtherTerms): number {
  const value = others.known(given)?.like ?? given;
  const constant = constantOf(value, constants, ORDER);
  if (constant !== undefined) return constant.length;
  if (value instanceof Int) return String(value.value).length;
  if (value instanceof Float) return writeTerm(value).length;
  if (value instanceof Atom || value instanceof Str) return textLength(value);
  if (value instanceof Compound && value.name === '@' && value.args.length === 1) {
    const arg = deref(value.args[0]!);
    if (arg instanceof Atom) return lengthOf(arg.name);
  }
  return others.length(value) + 2;
}

/** What is no text, as the names of pairs may be, fits nowhere. */
function textLength(text: Term): number {
  if (text instanceof Atom) return lengthOf(text.name) + 2;
  return text instanceof Str ? lengthOf(text.value) + 2 : Infinity;
}
