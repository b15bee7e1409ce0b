/** Reads terms and numbers in format 2. */
import { Atom, Compound, DOT, Float, Int, int, nil, Str, type Term, Var } from '../term/term.ts';
import {
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
import type { ByteReader } from './bytes-reader.ts';

/** A compound whose arguments are being read, or a list, whose cells are made as it goes. */
class Opening {
  /** What is read next is `args[index]`, from the first call of {@link advance} on. */
  index = -1;

  constructor(
    public args: Term[],
    /** How many items of a list are not read yet; 0 for a compound. */
    public items: number,
    /** Whether another end than `[]` follows the items. */
    readonly hasEnd: boolean,
    readonly outer: Opening | undefined,
  ) {}

  /** Goes to the next part; answers false when there is none. */
  advance(): boolean {
    if (this.items === 0) return ++this.index < this.args.length;
    if (this.index < 0) {
      this.index = 0;
    } else if (this.index === 1) {
      return false;
    } else if (--this.items > 0) {
      const cell: Term[] = [nil, nil];
      this.args[1] = new Compound(DOT, cell);
      this.args = cell;
    } else {
      if (!this.hasEnd) return false;
      this.items = 1;
      this.index = 1;
    }
    return true;
  }
}

/** Reads one value after another in this format. */
export class Format2Reader {
  readonly #bytes: ByteReader;
  readonly #atoms: (Atom | undefined)[] = [];
  readonly #names: string[] = [];
  #variables: Var[] = [];
  #lastPlace = 0;
  /** How many parts of the term are promised, each of a byte or more. */
  #owed = 0;

  constructor(bytes: ByteReader) {
    this.#bytes = bytes;
  }

  number(): number {
    const number = this.#simple(this.#bytes.byte());
    if ((number instanceof Int || number instanceof Float) && typeof number.value === 'number') {
      return number.value;
    }
    throw this.#bytes.failure('a number');
  }

  place(): number {
    return (this.#lastPlace += this.number());
  }

  /** The next term, of which the names are its own. */
  termApart(): Term {
    if (this.#names.length > 0) {
      this.#names.length = 0;
      this.#atoms.length = 0;
    }
    return this.term();
  }

  term(): Term {
    if (this.#variables.length > 0) this.#variables = [];
    this.#owed = 1;
    let open: Opening | undefined = new Opening([nil], 0, false, undefined);
    const top = open.args;
    while (open !== undefined) {
      if (!open.advance()) {
        open = open.outer;
        continue;
      }
      const tag = this.#bytes.byte();
      this.#owed--;
      let inner: Opening | undefined;
      if (tag >= COMPOUND + 32 && tag < NIL) {
        const compound = this.#compound(tag);
        open.args[open.index] = compound;
        if (compound.args.length > 0) inner = new Opening(compound.args as Term[], 0, false, open);
      } else if (tag === LIST || tag === LIST_WITH_END) {
        const items = this.#count();
        if (items === 0) throw this.#bytes.failure('a list of one item or more');
        const cell: Term[] = [nil, nil];
        open.args[open.index] = new Compound(DOT, cell);
        inner = new Opening(cell, items, tag === LIST_WITH_END, open);
      } else {
        open.args[open.index] = this.#simple(tag);
      }
      if (inner !== undefined) open = inner;
    }
    return top[0]!;
  }

  /** A compound whose arguments are to come. */
  #compound(tag: number): Compound {
    const name = this.#names[this.#name(tag & 31)]!;
    if (tag >= OTHER_COMPOUND) return new Compound(name, new Array<Term>(this.#count()));
    const arity = (tag - COMPOUND) >> 5;
    this.#owed += arity;
    return new Compound(name, new Array<Term>(arity));
  }

  /** How many parts follow: not more than there are bytes, so that nothing large is made in vain. */
  #count(): number {
    const count = this.#bytes.count(this.#owed);
    this.#owed += count;
    return count;
  }

  #simple(tag: number): Term {
    const bytes = this.#bytes;
    if (tag < SMALL_INTEGERS) return new Int(tag);
    if (tag < COMPOUND + 32) {
      const name = this.#name(tag & 31);
      return (this.#atoms[name] ??= new Atom(this.#names[name]!));
    }
    if (tag >= VARIABLE) return this.#variable(tag & 15);
    switch (tag) {
      case NIL:
        return nil;
      case POSITIVE:
        return new Int(this.#safe(bytes.natural() + SMALL_INTEGERS));
      case NEGATIVE:
        return new Int(this.#safe(-1 - bytes.natural()));
      case LARGE_POSITIVE:
        return int(bytes.magnitude());
      case LARGE_NEGATIVE:
        return int(-bytes.magnitude());
      case FLOAT:
        return new Float(bytes.double());
      case STRING:
        return new Str(bytes.text());
      default:
        throw bytes.failure('the first byte of a term');
    }
  }

  #safe(value: number): number {
    if (!Number.isSafeInteger(value)) throw this.#bytes.failure('an integer of less than 2 ** 53');
    return value;
  }

  /** The number of the name, from 0. */
  #name(low: number): number {
    if (low === 0) {
      this.#atoms.push(undefined);
      return this.#names.push(this.#bytes.name()) - 1;
    }
    const number = low < MANY_NAMES ? low : low + this.#bytes.natural();
    if (number > this.#names.length) {
      throw this.#bytes.failure(`the number of one of ${this.#names.length} names`);
    }
    return number - 1;
  }

  #variable(low: number): Var {
    const number = low < MANY_VARIABLES ? low : low + this.#bytes.natural();
    const variables = this.#variables;
    if (number < variables.length) return variables[number]!;
    if (number > variables.length)
      throw this.#bytes.failure(`variable ${variables.length} or an earlier one`);
    const variable = new Var();
    variables.push(variable);
    return variable;
  }
}
