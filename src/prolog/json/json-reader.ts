/** Terms from JSON: `json([Name=Value, …])`, lists, atoms, numbers, and what the literals are. */
import { Atom, compound, errorOf, Float, int, list, type PrologError, type Term } from '../../index.ts';

/** What a literal is: `null`, `true` or `false`. */
export type Literals = Readonly<Record<string, Term>>;

/** The value at the beginning of a text, and where it ends; undefined for a text of white space only. */
export function jsonTerm(text: string, literals: Literals): { term: Term; end: number } | undefined {
  const reader = new JsonReader(text, literals);
  if (reader.isAtEnd()) return undefined;
  const term = reader.value();
  return { term, end: reader.at };
}

const SPACE = /\s*/y;
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /[a-z]+/y;
const CODE = /[0-9a-fA-F]{4}/y;
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** An object or an array that is being read. */
interface Opened {
  readonly isObject: boolean;
  readonly items: Term[];
  /** The name of the value to come. */
  name: Atom | undefined;
}

class JsonReader {
  readonly #text: string;
  readonly #literals: Literals;
  readonly #opened: Opened[] = [];
  at = 0;

  constructor(text: string, literals: Literals) {
    this.#text = text;
    this.#literals = literals;
  }

  isAtEnd(): boolean {
    this.#match(SPACE);
    return this.at >= this.#text.length;
  }

  value(): Term {
    for (;;) {
      const begun = this.#begin();
      const whole = begun && this.#end(begun);
      if (whole !== undefined) return whole;
    }
  }

  /** A value that has no parts; undefined for one that has, where the first of them is next. */
  #begin(): Term | undefined {
    if (this.isAtEnd()) throw jsonError('unexpected_end_of_file');
    const char = this.#text[this.at];
    if (char === '{' || char === '[') return this.#open(char === '{');
    if (char === '"') return new Atom(this.#string());
    const number = this.#match(NUMBER);
    if (number !== undefined) return numberTerm(number);
    const word = this.#match(WORD) ?? '';
    if (!Object.hasOwn(this.#literals, word)) throw jsonError('illegal_json');
    return this.#literals[word]!;
  }

  #open(isObject: boolean): Term | undefined {
    this.at++;
    this.#match(SPACE);
    const opened: Opened = { isObject, items: [], name: undefined };
    if (this.#text[this.at] === closing(opened)) {
      this.at++;
      return termOf(opened);
    }
    if (isObject) opened.name = this.#name();
    this.#opened.push(opened);
    return undefined;
  }

  /** Takes a value to where it belongs, and what ends with it; the whole, or undefined where another value is next. */
  #end(value: Term): Term | undefined {
    let done = value;
    for (let top = this.#opened.at(-1); top !== undefined; top = this.#opened.at(-1)) {
      top.items.push(top.name === undefined ? done : compound('=', [top.name, done]));
      this.#match(SPACE);
      const char = this.#text[this.at++];
      if (char === ',') {
        this.#match(SPACE);
        if (top.isObject) top.name = this.#name();
        return undefined;
      }
      if (char !== closing(top)) throw jsonError(top.isObject ? 'illegal_object' : 'illegal_array');
      this.#opened.pop();
      done = termOf(top);
    }
    return done;
  }

  /** A name, and the colon behind it. */
  #name(): Atom {
    if (this.#text[this.at] !== '"') throw jsonError('illegal_json');
    const name = new Atom(this.#string());
    this.#match(SPACE);
    if (this.#text[this.at] !== ':') throw jsonError('illegal_json');
    this.at++;
    return name;
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
    const digits = char === 'u' ? this.#match(CODE) : undefined;
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

function closing({ isObject }: Opened): string {
  return isObject ? '}' : ']';
}

function termOf({ isObject, items }: Opened): Term {
  return isObject ? compound('json', [list(items)]) : list(items);
}

function numberTerm(text: string): Term {
  if (!/[.eE]/.test(text)) return int(BigInt(text));
  const value = Number(text);
  if (!Number.isFinite(value)) throw errorOf(compound('syntax_error', [new Atom('illegal_number')]));
  return new Float(value);
}

export function jsonError(what: string): PrologError {
  return errorOf(compound('syntax_error', [compound('json', [new Atom(what)])]));
}
