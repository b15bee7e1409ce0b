/** Text of an interpreter: what atoms, strings and numbers are written as. */
import { representationError } from '../../index.ts';
import { type Functions, REP_UTF8, type Ref } from './interpreter.ts';
import type { Memory } from './memory.ts';

/** What text is put as. */
export const ATOM = 2;
export const STRING = 6;

/** Any text or number, as it is written by `write/1`. */
const AS_TEXT = 0x0002 | 0x0001 | 0x0008 | 0x0020 | 0x0080;
export const AS_INTEGER = 0x0008;

export class Texts {
  readonly #c: Functions;
  readonly #memory: Memory;

  constructor(c: Functions, memory: Memory) {
    this.#c = c;
    this.#memory = memory;
  }

  /** The text of an atom, string or number. */
  of(ref: Ref, flags = AS_TEXT): string {
    const { first, second } = this.#memory;
    if (!this.#c._PL_get_nchars(ref, first, second, flags | REP_UTF8)) throw representationError('text');
    return this.#memory.text(this.#memory.int(second), this.#memory.int(first));
  }

  /** Puts a text where a reference stands for. @throws PrologError for half a character */
  put(text: string, into: Ref, type: number): void {
    this.#memory.withText(text, (address, length) =>
      this.#c._PL_put_chars(into, type | REP_UTF8, length, address),
    );
  }
}
