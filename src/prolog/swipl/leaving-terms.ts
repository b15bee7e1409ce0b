/** Terms on their way to SWI-Prolog, without recursion. */
import { Atom, Compound, DOT, deref, Float, Int, listElements, Nil, Str, type Term } from '../../index.ts';
import type { Crossing } from './crossing.ts';
import { isDict } from './dict.ts';
import { type Functions, REP_UTF8, type Ref } from './interpreter.ts';
import type { Memory } from './memory.ts';
import type { Symbols } from './symbols.ts';
import { STRING, type Texts } from './texts.ts';

const PASS_EXCEPTION = 0x10;

/** In place of a functor. */
const OF_LIST = 0;
const OF_DICT = -1;

/** A compound term of which the arguments are on their way. */
interface Opened {
  readonly args: readonly Term[];
  readonly into: Ref;
  /** Where its arguments are put. */
  readonly refs: Ref;
  /** Name and arity; of a list the elements are put from the last one on. */
  readonly functor: number;
  /** What comes behind a list, which has to be there before the list is. */
  readonly tail?: Term;
  at: number;
}

export class LeavingTerms {
  readonly #c: Functions;
  readonly #memory: Memory;
  readonly #texts: Texts;
  readonly #symbols: Symbols;

  constructor(c: Functions, memory: Memory, texts: Texts, symbols: Symbols) {
    this.#c = c;
    this.#memory = memory;
    this.#texts = texts;
    this.#symbols = symbols;
  }

  /** Puts a term where a reference stands for. */
  put(term: Term, into: Ref, crossing: Crossing): void {
    const opened: Opened[] = [];
    this.#enter(term, into, opened, crossing);
    for (let top = opened.at(-1); top !== undefined; top = opened.at(-1)) {
      if (top.functor === OF_LIST) {
        if (top.at < top.args.length) this.#c._PL_cons_list(top.into, top.refs, top.into);
        if (top.at-- > 0) this.#enter(top.args[top.at]!, top.refs, opened, crossing);
        else opened.pop();
      } else if (top.at < top.args.length) {
        this.#enter(top.args[top.at]!, top.refs + top.at++, opened, crossing);
      } else {
        if (top.functor === OF_DICT) this.#putDict(top.into, top.refs - 1);
        else if (top.args.length === 0) this.#putEmpty(top.into, top.functor);
        else this.#c._PL_cons_functor_v(top.into, top.functor, top.refs);
        opened.pop();
      }
    }
  }

  /** Puts a term that has no parts, and opens one that has. */
  #enter(given: Term, ref: Ref, opened: Opened[], crossing: Crossing): void {
    for (let term: Term | undefined = given; term !== undefined; ) {
      const value: Term = deref(term);
      if (!(value instanceof Compound)) {
        this.#put(value, ref, crossing);
        return;
      }
      const part = this.#open(value, ref);
      opened.push(part);
      term = part.tail;
    }
  }

  #open(term: Compound, into: Ref): Opened {
    if (isDict(term))
      return { args: term.args, into, refs: this.#c._PL_new_term_refs(3) + 1, functor: OF_DICT, at: 0 };
    if (term.name === DOT && term.args.length === 2) {
      const { items, tail } = listElements(term);
      return {
        args: items,
        tail,
        into,
        refs: this.#c._PL_new_term_ref(),
        functor: OF_LIST,
        at: items.length,
      };
    }
    const { args } = term;
    const refs = args.length === 0 ? 0 : this.#c._PL_new_term_refs(args.length);
    return { args, into, refs, functor: this.#symbols.functor(term.name, args.length), at: 0 };
  }

  #put(value: Exclude<Term, Compound>, into: Ref, crossing: Crossing): void {
    const c = this.#c;
    if (value instanceof Atom) this.#symbols.putAtom(value.name, into);
    else if (value instanceof Str) this.#texts.put(value.value, into, STRING);
    else if (value instanceof Nil) c._PL_put_nil(into);
    else if (value instanceof Float) c._PL_put_float(into, value.value);
    else if (value instanceof Int) this.#putInteger(value.value, into);
    else {
      const ref = crossing.ref(value);
      if (ref !== undefined) c._PL_put_term(into, ref);
      else {
        c._PL_put_variable(into);
        crossing.keep(value, c._PL_copy_term_ref(into));
      }
    }
  }

  #putInteger(value: number | bigint, into: Ref): void {
    if (typeof value === 'number') {
      if (value === (value | 0)) this.#c._PL_put_integer(into, value);
      else this.#c._PL_put_int64(into, BigInt(value));
    } else {
      this.#memory.withText(`${value}`, (address, length) =>
        this.#c._PL_put_term_from_chars(into, REP_UTF8, length, address),
      );
    }
  }

  /** Makes a dict of the tag and the pairs that stand behind `refs`. */
  #putDict(into: Ref, refs: Ref): void {
    const dictPairs = this.#symbols.predicate('system', 'dict_pairs', 3);
    this.#c._PL_call_predicate(0, PASS_EXCEPTION, dictPairs, refs);
    this.#c._PL_put_term(into, refs);
  }

  /** Puts a compound term without arguments: `foo()`. */
  #putEmpty(into: Ref, functor: number): void {
    this.#c._PL_put_variable(into);
    this.#c._PL_unify_compound(into, functor);
  }
}
