/** Texts put together from lists, and taken apart: `atomic_list_concat/2,3`, `split_string/4`. */
import {
  Compound,
  DOT,
  deref,
  domainError,
  instantiationError,
  list,
  Nil,
  Str,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { bounded } from './bounds.ts';
import { atomicText, atomicTextOf, plainTextOf, textTerm } from './text.ts';

export const listTextPredicates: PredicateTable = {
  'atomic_list_concat/2': (items) => {
    const joined = textsOf(items!);
    if (joined === undefined) throw instantiationError();
    return [items!, textTerm(joined.join(''), 'atom')];
  },
  'atomic_list_concat/3': (items, separator, text) => joinOrSplit(items!, separator!, text!),
  'split_string/4': (text, separators, pad) => [
    text!,
    separators!,
    pad!,
    list(split(plainTextOf(text!), plainTextOf(separators!), plainTextOf(pad!)).map((part) => new Str(part))),
  ],
};

/** The texts of the items; undefined when there are variables among them, or the list is partial. */
function textsOf(items: Term): string[] | undefined {
  const texts: string[] = [];
  let isPartial = false;
  let rest = deref(items);
  for (
    ;
    rest instanceof Compound && rest.name === DOT && rest.args.length === 2;
    rest = deref(rest.args[1]!)
  ) {
    const item = deref(rest.args[0]!);
    const text = atomicText(item);
    if (text !== undefined) texts.push(text);
    else if (item instanceof Var) isPartial = true;
    else throw typeError('text', item);
  }
  if (!(rest instanceof Nil || rest instanceof Var)) throw typeError('list', rest);
  return isPartial || rest instanceof Var ? undefined : texts;
}

function joinOrSplit(items: Term, separator: Term, text: Term): Outcome {
  const by = atomicTextOf(separator, 'text');
  const texts = textsOf(items);
  if (texts !== undefined) return [items, separator, textTerm(texts.join(by), 'atom')];
  if (deref(text) instanceof Var) throw instantiationError();
  const whole = atomicTextOf(text);
  if (by === '') throw domainError('non_empty_atom', separator);
  const parts = whole.split(by);
  bounded(parts.length);
  return [list(parts.map((part) => textTerm(part, 'atom'))), separator, text];
}

/** The parts between separators, without the padding around them. */
function split(text: string, separators: string, pad: string): string[] {
  const isSeparator = new Set(separators);
  const isPadding = new Set(pad);
  const chars = [...text];
  let start = 0;
  let end = chars.length;
  while (start < end && isPadding.has(chars[start]!)) start++;
  while (end > start && isPadding.has(chars[end - 1]!)) end--;
  const parts: string[] = [];
  for (let from = start; ; ) {
    while (from < end && isPadding.has(chars[from]!)) from++;
    let to = from;
    while (to < end && !isSeparator.has(chars[to]!)) to++;
    let last = to;
    while (last > from && isPadding.has(chars[last - 1]!)) last--;
    bounded(parts.push(chars.slice(from, last).join('')));
    if (to === end) return parts;
    from = to + 1;
  }
}
