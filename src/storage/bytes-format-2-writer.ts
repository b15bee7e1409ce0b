/** Writes terms and numbers in format 2, which sessions of format 3 are made of. */
import { representationError } from '../term/error.ts';
import { SMALL } from '../term/pairs.ts';
import {
  Atom,
  Compound,
  deref,
  Float,
  Int,
  isCell,
  listElements,
  Nil,
  nil,
  Str,
  type Term,
  type Var,
} from '../term/term.ts';
import { isAcyclic } from '../term/walk.ts';
import {
  ATOM,
  COMPOUND,
  FLOAT,
  LARGE_NEGATIVE,
  LARGE_POSITIVE,
  LIST,
  LIST_WITH_END,
  MANY_NAMES,
  MANY_VARIABLES,
  NEGATIVE,
  NIL,
  OTHER_COMPOUND,
  POSITIVE,
  SMALL_INTEGERS,
  STRING,
  VARIABLE,
} from './bytes-format-2.ts';
import { ByteWriter, type Kind } from './bytes-writer.ts';

/** Writes one value after another in this format. */
export class Format2Writer {
  readonly #bytes = new ByteWriter();
  readonly #names = new Map<string, number>();
  readonly #pending: Term[] = [];
  readonly #variables: Var[] = [];
  #numbers: Map<Var, number> | undefined;

  begin(version: number, kind: Kind): void {
    this.#bytes.begin(version, kind);
    this.#forget();
  }

  /** The bytes since it began. */
  seal(): Buffer {
    this.#forget();
    return this.#bytes.seal();
  }

  number(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) this.#integer(value);
    else this.#float(value);
  }

  count(count: number): void {
    this.#bytes.natural(count);
  }

  /** A fact as it is in format 3. */
  fact(place: number, fact: Term): void {
    this.#integer(place);
    const start = this.#bytes.beginPart();
    this.#names.clear();
    this.term(fact);
    this.#bytes.endPart(start);
  }

  /** Bytes that were written before. */
  copy(source: Buffer, start: number, end: number): void {
    this.#bytes.raw(source, start, end);
  }

  /** @throws PrologError `representation_error(cyclic_term)` */
  term(term: Term): void {
    if (this.#variables.length > 0) this.#forgetVariables();
    const pending = this.#pending;
    let parts = 0;
    let endsSurely = false;
    let part: Term | undefined = deref(term);
    while (part !== undefined) {
      if (part instanceof Compound) {
        const inner: readonly Term[] = isCell(part) ? this.#list(part) : this.#compound(part);
        parts += inner.length;
        if (parts > SMALL && !endsSurely) {
          if (!isAcyclic(term)) throw representationError('cyclic_term');
          endsSurely = true;
        }
        part = this.#parts(inner);
      } else {
        this.#simple(part);
        part = undefined;
      }
      if (part === undefined && pending.length > 0) part = deref(pending.pop()!);
    }
  }

  /** Writes parts up to the first compound, which it answers; those behind it wait. */
  #parts(parts: readonly Term[]): Compound | undefined {
    for (let i = 0; i < parts.length; i++) {
      const part = deref(parts[i]!);
      if (part instanceof Compound) {
        for (let rest = parts.length - 1; rest > i; rest--) this.#pending.push(parts[rest]!);
        return part;
      }
      this.#simple(part);
    }
    return undefined;
  }

  #compound({ name, args }: Compound): readonly Term[] {
    const { length } = args;
    if (length > 0 && length < 4) {
      this.#name(COMPOUND + length * 32, name);
    } else {
      this.#name(OTHER_COMPOUND, name);
      this.#bytes.natural(length);
    }
    return args;
  }

  #list(cell: Compound): readonly Term[] {
    const { items, tail } = listElements(cell);
    this.#bytes.byte(tail === nil ? LIST : LIST_WITH_END);
    this.#bytes.natural(items.length);
    if (tail !== nil) items.push(tail);
    return items;
  }

  #simple(part: Exclude<Term, Compound>): void {
    if (part instanceof Atom) this.#name(ATOM, part.name);
    else if (part instanceof Int) {
      if (typeof part.value === 'number') this.#integer(part.value);
      else this.#largeInteger(part.value);
    } else if (part instanceof Str) {
      this.#bytes.byte(STRING);
      this.#bytes.text(part.value);
    } else if (part instanceof Float) this.#float(part.value);
    else if (part instanceof Nil) this.#bytes.byte(NIL);
    else this.#variable(part);
  }

  #name(tag: number, name: string): void {
    const number = this.#names.get(name);
    if (number === undefined) {
      this.#names.set(name, this.#names.size + 1);
      this.#bytes.byte(tag);
      this.#bytes.text(name);
    } else if (number < MANY_NAMES) {
      this.#bytes.byte(tag + number);
    } else {
      this.#bytes.byte(tag + MANY_NAMES);
      this.#bytes.natural(number - MANY_NAMES);
    }
  }

  #integer(value: number): void {
    if (value >= 0) {
      this.#bytes.byte(value < SMALL_INTEGERS ? value : POSITIVE);
      if (value >= SMALL_INTEGERS) this.#bytes.natural(value - SMALL_INTEGERS);
    } else {
      this.#bytes.byte(NEGATIVE);
      this.#bytes.natural(-1 - value);
    }
  }

  #largeInteger(value: bigint): void {
    const digits = (value < 0n ? -value : value).toString(16);
    const magnitude = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
    this.#bytes.byte(value < 0n ? LARGE_NEGATIVE : LARGE_POSITIVE);
    this.#bytes.natural(magnitude.length);
    this.#bytes.raw(magnitude);
  }

  #float(value: number): void {
    this.#bytes.byte(FLOAT);
    this.#bytes.double(value);
  }

  #variable(variable: Var): void {
    const number = this.#numberOf(variable);
    this.#bytes.byte(VARIABLE + Math.min(number, MANY_VARIABLES));
    if (number >= MANY_VARIABLES) this.#bytes.natural(number - MANY_VARIABLES);
  }

  #numberOf(variable: Var): number {
    const variables = this.#variables;
    if (variables.length > MANY_VARIABLES) this.#numbers ??= new Map(variables.map((one, i) => [one, i]));
    const known = this.#numbers === undefined ? variables.indexOf(variable) : this.#numbers.get(variable);
    if (known !== undefined && known >= 0) return known;
    this.#numbers?.set(variable, variables.length);
    return variables.push(variable) - 1;
  }

  /** Keeps no terms of what was written, or could not be. */
  #forget(): void {
    if (this.#names.size > 0) this.#names.clear();
    if (this.#pending.length > 0) this.#pending.length = 0;
    if (this.#variables.length > 0) this.#forgetVariables();
  }

  #forgetVariables(): void {
    this.#variables.length = 0;
    this.#numbers = undefined;
  }
}
