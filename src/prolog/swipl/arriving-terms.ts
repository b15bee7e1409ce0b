/** Terms on their way from SWI-Prolog, without recursion. What clausal has no terms for is refused. */
import {
  Atom,
  Compound,
  compareTerms,
  compound,
  DOT,
  float,
  int,
  list,
  nil,
  type PrologError,
  representationError,
  saying,
  str,
  type Term,
  typeError,
} from '../../index.ts';
import type { Crossing } from './crossing.ts';
import { DICT } from './dict.ts';
import { type Functions, type Ref, TYPE } from './interpreter.ts';
import type { Memory } from './memory.ts';
import type { Symbols } from './symbols.ts';
import { AS_INTEGER, type Texts } from './texts.ts';

/** Why a blob does not cross. */
const BLOB = 'streams, references and the like stay in SWI-Prolog';

/** Terms on their way here, of which the parts are still to come. */
interface Arriving {
  readonly opened: { readonly ref: Ref; readonly into: Term[]; readonly at: number }[];
  readonly crossing: Crossing;
}

export class ArrivingTerms {
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

  /** The term that a reference stands for. @throws PrologError for what clausal has no terms for */
  take(ref: Ref, crossing: Crossing): Term {
    const whole: Term[] = [nil];
    const arriving: Arriving = { opened: [], crossing };
    const { opened } = arriving;
    this.#fill(ref, whole, 0, arriving);
    if (opened.length > 0 && !this.#c._PL_is_acyclic(ref)) throw representationError('cyclic_term');
    const arg = this.#c._PL_new_term_ref();
    for (let next = opened.pop(); next !== undefined; next = opened.pop()) {
      const { ref: part, into, at } = next;
      const type = this.#c._PL_term_type(part);
      into[at] =
        type === TYPE.pair
          ? this.#list(part, arg, arriving)
          : type === TYPE.dict
            ? this.#dict(part, arg, arriving)
            : this.#compound(part, arg, arriving);
    }
    return whole[0]!;
  }

  /** Has an array filled with what a reference stands for, now or later. */
  #fill(part: Ref, into: Term[], at: number, { opened, crossing }: Arriving): void {
    const simple = this.#simple(part, crossing);
    if (simple !== undefined) into[at] = simple;
    else opened.push({ ref: this.#c._PL_copy_term_ref(part), into, at });
  }

  /** A term without parts; undefined for a compound one. */
  #simple(ref: Ref, crossing: Crossing): Term | undefined {
    switch (this.#c._PL_term_type(ref)) {
      case TYPE.variable: {
        const id = this.#c._WASM_variable_id(ref);
        return crossing.arriving(id, () => this.#c._PL_copy_term_ref(ref));
      }
      case TYPE.atom:
        this.#c._PL_get_atom(ref, this.#memory.first);
        return new Atom(this.#symbols.name(this.#memory.int(this.#memory.first)));
      case TYPE.blob:
        return this.#text(ref, crossing.isLenient, (text) => typeError('plain_term', text, saying(BLOB)));
      case TYPE.integer:
        return int(this.#integer(ref));
      case TYPE.float:
        this.#c._PL_get_float(ref, this.#memory.first);
        return float(this.#memory.double(this.#memory.first));
      case TYPE.string:
        return str(this.#texts.of(ref));
      case TYPE.nil:
        return nil;
      case TYPE.rational:
        return this.#text(ref, crossing.isLenient, () => representationError('rational'));
      default:
        return undefined;
    }
  }

  /** What clausal has no term for, as text. */
  #text(ref: Ref, isLenient: boolean, refused: (text: Atom) => PrologError): Atom {
    const text = new Atom(this.#texts.of(ref));
    if (isLenient) return text;
    throw refused(text);
  }

  #integer(ref: Ref): number | bigint {
    const { first } = this.#memory;
    return this.#c._PL_get_int64(ref, first)
      ? this.#memory.long(first)
      : BigInt(this.#texts.of(ref, AS_INTEGER));
  }

  #list(ref: Ref, head: Ref, arriving: Arriving): Term {
    const tail = this.#c._PL_copy_term_ref(ref);
    // Cells are made from the first on, each with room for the rest
    const first: Term[] = [nil, nil];
    let last: Term[] | undefined;
    while (this.#c._PL_get_list(tail, head, tail)) {
      const cell: Term[] = last === undefined ? first : [nil, nil];
      if (last !== undefined) last[1] = new Compound(DOT, cell);
      this.#fill(head, cell, 0, arriving);
      last = cell;
    }
    if (!this.#c._PL_get_nil(tail)) this.#fill(tail, last!, 1, arriving);
    return new Compound(DOT, first);
  }

  #compound(ref: Ref, arg: Ref, arriving: Arriving): Term {
    const { first, second } = this.#memory;
    this.#c._PL_get_compound_name_arity(ref, first, second);
    const arity = this.#memory.int(second);
    const name = this.#symbols.name(this.#memory.int(first));
    const args: Term[] = new Array(arity).fill(nil);
    for (let i = 0; i < arity; i++) {
      this.#c._PL_get_arg(i + 1, ref, arg);
      this.#fill(arg, args, i, arriving);
    }
    return new Compound(name, args);
  }

  #dict(ref: Ref, arg: Ref, arriving: Arriving): Term {
    const parts: Term[] = [nil, nil];
    this.#c._PL_get_arg(1, ref, arg);
    this.#fill(arg, parts, 0, arriving);
    const pairs: Compound[] = [];
    // A value comes before its key
    for (let i = 2; this.#c._PL_get_arg(i + 1, ref, arg); i += 2) {
      const pair: Term[] = [nil, nil];
      this.#fill(arg, pair, 0, arriving);
      this.#c._PL_get_arg(i, ref, arg);
      this.#fill(arg, pair, 1, arriving);
      pairs.push(compound('-', pair) as Compound);
    }
    pairs.sort((a, b) => compareTerms(a.args[0]!, b.args[0]!));
    parts[1] = list(pairs);
    return new Compound(DICT, parts);
  }
}
