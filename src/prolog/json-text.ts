/** JSON as terms, `json([Name=Value, …])`, lists, atoms, numbers and `@(true)`, and these as JSON. */
import {
  Atom,
  Compound,
  compound,
  deref,
  errorOf,
  Float,
  Int,
  instantiationError,
  int,
  list,
  type PrologError,
  properList,
  resourceError,
  Str,
  type Term,
  typeError,
  Var,
  writeTerm,
} from '../index.ts';

/** Values within values: no more, as reading and writing goes along them by recursion. */
const DEEPEST = 1000;

/** What a literal is: `null`, `true` or `false`. */
export type Literals = Readonly<Record<string, Term>>;

export const LITERALS: Literals = {
  null: compound('@', [new Atom('null')]),
  true: compound('@', [new Atom('true')]),
  false: compound('@', [new Atom('false')]),
};

/** The value at the beginning of a text, and where it ends; undefined for a text of white space only. */
export function jsonTerm(text: string, literals: Literals): { term: Term; end: number } | undefined {
  const reader = new JsonReader(text, literals);
  if (reader.isAtEnd()) return undefined;
  const term = reader.value(0);
  return { term, end: reader.at };
}

const SPACE = /\s*/y;
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

class JsonReader {
  readonly #text: string;
  readonly #literals: Literals;
  at = 0;

  constructor(text: string, literals: Literals) {
    this.#text = text;
    this.#literals = literals;
  }

  isAtEnd(): boolean {
    this.#match(SPACE);
    return this.at >= this.#text.length;
  }

  value(depth: number): Term {
    if (depth > DEEPEST) throw resourceError('json_depth');
    if (this.isAtEnd()) throw jsonError('unexpected_end_of_file');
    const char = this.#text[this.at];
    if (char === '{') return this.#object(depth);
    if (char === '[') return list(this.#items(']', 'illegal_array', () => this.value(depth + 1)));
    if (char === '"') return new Atom(this.#string());
    const number = this.#match(NUMBER);
    if (number !== undefined) return numberTerm(number);
    const word = this.#match(/[a-z]+/y) ?? '';
    if (!Object.hasOwn(this.#literals, word)) throw jsonError('illegal_json');
    return this.#literals[word]!;
  }

  #object(depth: number): Term {
    const pairs = this.#items('}', 'illegal_object', () => {
      if (this.#text[this.at] !== '"') throw jsonError('illegal_json');
      const name = new Atom(this.#string());
      this.#match(SPACE);
      if (this.#text[this.at] !== ':') throw jsonError('illegal_json');
      this.at++;
      return compound('=', [name, this.value(depth + 1)]);
    });
    return compound('json', [list(pairs)]);
  }

  /** What stands between brackets. */
  #items(close: string, wrong: string, item: () => Term): Term[] {
    this.at++;
    this.#match(SPACE);
    if (this.#text[this.at] === close) {
      this.at++;
      return [];
    }
    for (const items: Term[] = []; ; this.#match(SPACE)) {
      items.push(item());
      this.#match(SPACE);
      const char = this.#text[this.at++];
      if (char === close) return items;
      if (char !== ',') throw jsonError(wrong);
    }
  }

  #string(): string {
    let text = '';
    for (this.at++; ; ) {
      const char = this.#text[this.at++];
      if (char === undefined) throw jsonError('eof_in_string');
      if (char === '"') return text;
      text += char === '\\' ? this.#escape() : char;
    }
  }

  #escape(): string {
    const char = this.#text[this.at++] ?? '';
    if (/["\\/]/.test(char)) return char;
    if (Object.hasOwn(ESCAPES, char)) return ESCAPES[char]!;
    const digits = char === 'u' ? this.#match(/[0-9a-fA-F]{4}/y) : undefined;
    if (digits === undefined) throw jsonError('illegal_string_escape');
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}

function numberTerm(text: string): Term {
  if (!/[.eE]/.test(text)) return int(BigInt(text));
  const value = Number(text);
  if (!Number.isFinite(value)) throw errorOf(compound('syntax_error', [new Atom('illegal_number')]));
  return new Float(value);
}

/** A value as it is written: one text, or parts between brackets. */
type Written = string | { readonly open: string; readonly close: string; readonly parts: readonly Part[] };

interface Part {
  /** `"name":`, in objects. */
  readonly label: string;
  readonly value: Written;
}

/** The text of a term, on one line where it fits into the width, as it does always where that is 0. */
export function jsonText(term: Term, width: number, isLenient = false): string {
  const value = written(term, isLenient, 0);
  return width === 0 ? inline(value) : laidOut(value, 0, 0, width);
}

function written(term: Term, isLenient: boolean, depth: number): Written {
  if (depth > DEEPEST) throw resourceError('json_depth');
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (value instanceof Atom) return quoted(value.name);
  if (value instanceof Str) return quoted(value.value);
  if (value instanceof Int || value instanceof Float) return writeTerm(value);
  const part = (label: string, item: Term): Part => ({ label, value: written(item, isLenient, depth + 1) });
  const items = properList(value);
  if (items !== undefined) return { open: '[', close: ']', parts: items.map((item) => part('', item)) };
  if (value instanceof Compound && value.args.length === 1) {
    const [arg] = value.args.map(deref);
    const pairs = value.name === 'json' ? properList(arg!) : undefined;
    if (pairs !== undefined) {
      const parts = pairs.map((pair) => {
        const [name, item] = nameAndValue(deref(pair));
        return part(`${quoted(name)}:`, item);
      });
      return { open: '{', close: '}', parts };
    }
    if (value.name === '@' && arg instanceof Atom) return arg.name;
  }
  if (isLenient) return quoted(writeTerm(value));
  throw typeError('json_term', value);
}

function nameAndValue(pair: Term): [name: string, value: Term] {
  if (pair instanceof Compound) {
    const { name, args } = pair;
    if (args.length === 1) return [name, args[0]!];
    const key = deref(args[0]!);
    const text = key instanceof Str ? key.value : key instanceof Atom ? key.name : undefined;
    if (args.length === 2 && (name === '=' || name === '-')) return [text ?? writeTerm(key), args[1]!];
  }
  throw pair instanceof Var ? instantiationError() : typeError('pair', pair);
}

function inline(value: Written): string {
  if (typeof value === 'string') return value;
  const { open, close, parts } = value;
  const texts = parts.map(({ label, value: item }) => `${label}${isScalar(item) ? '' : ' '}${inline(item)}`);
  return `${open}${texts.join(', ')}${open === '[' && parts.length > 0 ? ' ' : ''}${close}`;
}

function laidOut(value: Written, column: number, indent: number, width: number): string {
  const short = inline(value);
  if (typeof value === 'string' || value.parts.length === 0 || column + short.length <= width) return short;
  const inner = indent + 2;
  const lines = value.parts.map(({ label, value: item }) => {
    const start = `${label}${label === '' || isScalar(item) ? '' : ' '}`;
    return `${' '.repeat(inner)}${start}${laidOut(item, inner + start.length, inner, width)}`;
  });
  return `${value.open}\n${lines.join(',\n')}\n${' '.repeat(indent)}${value.close}`;
}

function isScalar(value: Written): boolean {
  return typeof value === 'string';
}

function quoted(text: string): string {
  const escaped = text.replace(/["\\\p{Cc}]|<\//gu, (char) => {
    const short = Object.keys(ESCAPES).find((name) => ESCAPES[name] === char);
    if (short !== undefined) return `\\${short}`;
    if (char === '</') return '<\\/';
    return /["\\]/.test(char) ? `\\${char}` : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

export function jsonError(what: string): PrologError {
  return errorOf(compound('syntax_error', [compound('json', [new Atom(what)])]));
}
