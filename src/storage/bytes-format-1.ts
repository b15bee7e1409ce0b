/**
 * Format 1, the first one: it is read and no longer written. A term is a letter and its content: `a` an atom and `s` a string,
 * each a text; `n` []; `i` an integer, its decimal digits as a text; `f` a float, eight bytes; `v` a variable, its number; `c`
 * a compound, its name as a text, how many arguments, and these. Numbers of a session are doubles.
 */
import { Atom, Compound, Float, int, nil, Str, type Term, Var } from '../term/term.ts';
import type { ByteReader } from './bytes-reader.ts';

const decimal = /^-?\d+$/;

/** Reads one value after another in this format. */
export class Format1Reader {
  readonly #bytes: ByteReader;

  constructor(bytes: ByteReader) {
    this.#bytes = bytes;
  }

  number(): number {
    return this.#bytes.double();
  }

  place(): number {
    return this.#bytes.double();
  }

  termApart(): Term {
    return this.term();
  }

  term(): Term {
    const top: Term[] = [nil];
    const variables: Var[] = [];
    const pending: { args: Term[]; index: number }[] = [{ args: top, index: 0 }];
    let owed = 1;
    while (pending.length > 0) {
      const open = pending[pending.length - 1]!;
      if (open.index === open.args.length) {
        pending.pop();
        continue;
      }
      const letter = String.fromCharCode(this.#bytes.byte());
      const part = letter === 'c' ? this.#compound(owed - 1) : this.#simple(letter, variables);
      open.args[open.index++] = part;
      owed--;
      if (part instanceof Compound) {
        owed += part.args.length;
        pending.push({ args: part.args as Term[], index: 0 });
      }
    }
    return top[0]!;
  }

  /** A compound whose arguments are to come. */
  #compound(owed: number): Compound {
    const name = this.#bytes.name();
    return new Compound(name, new Array<Term>(this.#bytes.count(owed)));
  }

  #simple(letter: string, variables: Var[]): Term {
    const bytes = this.#bytes;
    switch (letter) {
      case 'a':
        return new Atom(bytes.name());
      case 's':
        return new Str(bytes.text());
      case 'n':
        return nil;
      case 'i': {
        const digits = bytes.text();
        if (!decimal.test(digits)) throw bytes.failure('decimal digits');
        return int(BigInt(digits));
      }
      case 'f':
        return new Float(bytes.double());
      case 'v': {
        const number = bytes.natural();
        if (number > variables.length) throw bytes.failure(`variable ${variables.length} or an earlier one`);
        return (variables[number] ??= new Var());
      }
      default:
        throw bytes.failure('the letter of a term');
    }
  }
}
