/** JSON from terms, in lines as library(http/json) of SWI-Prolog 9 has them. */
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
import { plainTextOf } from '../builtins/text.ts';
import { fitsOnLine } from './json-length.ts';
import { JsonLines } from './json-lines.ts';
import { type JsonParts, jsonPair, jsonParts } from './json-parts.ts';
import { jsonString } from './json-string.ts';
import { type Constant, constantOf, type JsonStyle } from './json-style.ts';
import type { OtherTerms } from './other-terms.ts';

/** As constants are looked for here: what two of them have in common is the first. */
const ORDER: readonly Constant[] = ['true', 'false', 'null'];

/**
 * The text of a value that begins at a column. Objects and arrays are on one line where they fit on it.
 * @throws PrologError `instantiation_error`, `type_error(json_term, Term)`, `type_error(pair, Pair)`,
 * `type_error(json_pair, Pair)`, `type_error(text, Name)`, `resource_error(memory)`
 */
export function jsonText(value: Term, style: JsonStyle, column: number, others: OtherTerms): string {
  return new Writing(style, column, others).textOf(deref(value));
}

/** An object or an array that is being written. */
interface Opened {
  readonly parts: JsonParts;
  readonly isOnLine: boolean;
  /** Where its lines begin, and those of its parts. */
  readonly indent: number;
  readonly inner: number;
  at: number;
}

class Writing {
  readonly #style: JsonStyle;
  readonly #others: OtherTerms;
  readonly #opened: Opened[] = [];
  readonly #lines: JsonLines;

  constructor(style: JsonStyle, column: number, others: OtherTerms) {
    this.#style = style;
    this.#lines = new JsonLines(column, style.tab);
    this.#others = others;
  }

  textOf(value: Term): string {
    const { width, indent } = this.#style;
    this.#value(value, indent, width === 0);
    for (let top = this.#opened.at(-1); top !== undefined; top = this.#opened.at(-1)) {
      if (top.at < top.parts.items.length) this.#part(top);
      else {
        this.#close(top);
        this.#opened.pop();
      }
    }
    return this.#lines.text;
  }

  #part(opened: Opened): void {
    const { parts, isOnLine, inner } = opened;
    if (opened.at > 0) this.#lines.write(isOnLine ? ', ' : ',');
    if (!isOnLine) this.#lines.newLine(inner);
    let value = deref(parts.items[opened.at++]!);
    if (parts.isObject) {
      const pair = jsonPair(value);
      if (pair === undefined)
        throw value instanceof Var ? instantiationError() : typeError('json_pair', value);
      this.#lines.write(`${jsonString(plainTextOf(pair[0]))}:`);
      value = pair[1];
    }
    this.#value(value, inner, isOnLine);
  }

  #value(value: Term, indent: number, isOnLine: boolean): void {
    if (value instanceof Var) throw instantiationError();
    const parts = jsonParts(value, this.#style.tag);
    if (parts === undefined) {
      this.#simple(value);
      return;
    }
    const { column } = this.#lines;
    if (column !== 0 && column !== indent) this.#lines.write(' ');
    this.#lines.write(parts.isObject ? '{' : '[');
    const fits = isOnLine || fitsOnLine(parts, indent, this.#style, this.#others);
    const inner = fits ? indent : indent + this.#style.step;
    this.#opened.push({ parts, isOnLine: fits, indent, inner, at: 0 });
  }

  #close({ parts: { isObject, items }, isOnLine, indent }: Opened): void {
    if (!isOnLine) this.#lines.newLine(indent);
    else if (!isObject && items.length > 0) this.#lines.write(' ');
    this.#lines.write(isObject ? '}' : ']');
  }

  /** A value without parts. */
  #simple(value: Term): void {
    const known = this.#others.known(value);
    if (known?.isJson) this.#lines.writeLines(known.text);
    else this.#lines.write(known === undefined ? this.#textOfSimple(value) : jsonString(known.text));
  }

  #textOfSimple(value: Term): string {
    const others = this.#others;
    if (value instanceof Int) return String(value.value);
    if (value instanceof Float) return writeTerm(value);
    const constant = constantOf(value, this.#style.constants, ORDER);
    if (constant !== undefined) return constant;
    if (value instanceof Atom) return jsonString(value.name);
    if (value instanceof Str) return jsonString(value.value);
    if (value instanceof Compound && value.name === '#' && value.args.length === 1) {
      const arg = deref(value.args[0]!);
      if (arg instanceof Atom) return jsonString(arg.name);
      return jsonString(arg instanceof Str ? arg.value : others.text(arg));
    }
    if (this.#style.takesUnknown) return jsonString(others.text(value));
    throw typeError('json_term', value);
  }
}
