/**
 * Terms on their way between SWI-Prolog and clausal, without loss and without recursion: what arrives, what leaves, and the
 * names that both have in common.
 */
import type { Term } from '../../index.ts';
import { ArrivingTerms } from './arriving-terms.ts';
import { Crossing } from './crossing.ts';
import type { Functions, Ref } from './interpreter.ts';
import { LeavingTerms } from './leaving-terms.ts';
import type { Memory } from './memory.ts';
import { Symbols } from './symbols.ts';
import { Texts } from './texts.ts';

export class Terms {
  readonly #symbols: Symbols;
  readonly #arriving: ArrivingTerms;
  readonly #leaving: LeavingTerms;

  constructor(c: Functions, memory: Memory) {
    const texts = new Texts(c, memory);
    this.#symbols = new Symbols(c, memory, texts);
    this.#arriving = new ArrivingTerms(c, memory, texts, this.#symbols);
    this.#leaving = new LeavingTerms(c, memory, texts, this.#symbols);
  }

  /** The term that a reference stands for. @throws PrologError for what clausal has no terms for */
  toClausal(ref: Ref, crossing = new Crossing()): Term {
    return this.#arriving.take(ref, crossing);
  }

  /** Puts a term where a reference stands for. */
  toSwi(term: Term, into: Ref, crossing = new Crossing()): void {
    this.#leaving.put(term, into, crossing);
  }

  /** The predicate of a module, whether it is defined or not yet. */
  predicate(module: string, name: string, arity: number): number {
    return this.#symbols.predicate(module, name, arity);
  }
}
