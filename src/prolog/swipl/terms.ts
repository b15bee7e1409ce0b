/**
 * Terms on their way between SWI-Prolog and clausal, without loss and without recursion. Dicts are data,
 * `'$dict'(Tag, [Key-Value, …])`; what clausal has no terms for is refused.
 */
import {
  Atom,
  Compound,
  compareTerms,
  compound,
  DOT,
  deref,
  Float,
  float,
  Int,
  int,
  list,
  listElements,
  Nil,
  nil,
  properList,
  representationError,
  Str,
  str,
  type Term,
  Var,
} from '../../index.ts';
import { type AtomRef, type Functions, REP_UTF8, type Ref, TYPE } from './interpreter.ts';
import type { Memory } from './memory.ts';

/** What a dict is as data. */
const DICT = '$dict';

const ATOM = 2;
const STRING = 6;
/** Any text or number, as it is written by `write/1`. */
const AS_TEXT = 0x0002 | 0x0001 | 0x0008 | 0x0020 | 0x0080;
const AS_INTEGER = 0x0008;
const PASS_EXCEPTION = 0x10;

const OF_LIST = 0;
const OF_DICT = -1;

/** So many names of functors are kept. */
const MOST_NAMES = 4096;
/** Names up to here are kept. */
const LONGEST_NAME = 64;

/** The variables of terms that cross together: one here for each one there. */
export class Crossing {
  /** Whether what clausal has no terms for is text: an error with a part that cannot cross is better than another one. */
  readonly isLenient: boolean;
  readonly known = new Map<number, Var>();
  readonly refs = new Map<Var, Ref>();

  constructor(isLenient = false) {
    this.isLenient = isLenient;
  }
}

/** Terms on their way here, of which the parts are still to come. */
interface Arriving {
  readonly opened: { readonly ref: Ref; readonly into: Term[]; readonly at: number }[];
  readonly crossing: Crossing;
}

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

export class Terms {
  readonly #c: Functions;
  readonly #memory: Memory;
  readonly #names = new Map<AtomRef, string>();
  readonly #atoms = new Map<string, AtomRef>();
  readonly #functors = new Map<string, number>();
  readonly #predicates = new Map<string, number>();
  #dictPairs: number | undefined;

  constructor(c: Functions, memory: Memory) {
    this.#c = c;
    this.#memory = memory;
  }

  /** The term that a reference stands for. @throws PrologError for what clausal has no terms for */
  toClausal(ref: Ref, crossing = new Crossing()): Term {
    const whole: Term[] = [nil];
    const arriving: Arriving = { opened: [], crossing };
    const { opened } = arriving;
    this.#take(ref, whole, 0, arriving);
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
  #take(part: Ref, into: Term[], at: number, { opened, crossing }: Arriving): void {
    const simple = this.#simple(part, crossing);
    if (simple !== undefined) into[at] = simple;
    else opened.push({ ref: this.#c._PL_copy_term_ref(part), into, at });
  }

  /** A term without parts; undefined for a compound one. */
  #simple(ref: Ref, { known, refs, isLenient }: Crossing): Term | undefined {
    switch (this.#c._PL_term_type(ref)) {
      case TYPE.variable: {
        const id = this.#c._WASM_variable_id(ref);
        let variable = known.get(id);
        if (variable === undefined) {
          variable = new Var();
          known.set(id, variable);
          refs.set(variable, this.#c._PL_copy_term_ref(ref));
        }
        return variable;
      }
      case TYPE.atom:
        this.#c._PL_get_atom(ref, this.#memory.first);
        return new Atom(this.#name(this.#memory.int(this.#memory.first)));
      case TYPE.blob:
        return new Atom(this.text(ref));
      case TYPE.integer:
        return int(this.#integer(ref));
      case TYPE.float:
        this.#c._PL_get_float(ref, this.#memory.first);
        return float(this.#memory.double(this.#memory.first));
      case TYPE.string:
        return str(this.text(ref));
      case TYPE.nil:
        return nil;
      case TYPE.rational:
        if (isLenient) return new Atom(this.text(ref));
        throw representationError('rational');
      default:
        return undefined;
    }
  }

  #integer(ref: Ref): number | bigint {
    const { first } = this.#memory;
    return this.#c._PL_get_int64(ref, first) ? this.#memory.long(first) : BigInt(this.text(ref, AS_INTEGER));
  }

  /** The text of an atom, string or number. */
  text(ref: Ref, flags = AS_TEXT): string {
    const { first, second } = this.#memory;
    if (!this.#c._PL_get_nchars(ref, first, second, flags | REP_UTF8)) throw representationError('text');
    return this.#memory.text(this.#memory.int(second), this.#memory.int(first));
  }

  #list(ref: Ref, head: Ref, arriving: Arriving): Term {
    const tail = this.#c._PL_copy_term_ref(ref);
    // Cells are made from the first on, each with room for the rest
    const first: Term[] = [nil, nil];
    let last: Term[] | undefined;
    while (this.#c._PL_get_list(tail, head, tail)) {
      const cell: Term[] = last === undefined ? first : [nil, nil];
      if (last !== undefined) last[1] = new Compound(DOT, cell);
      this.#take(head, cell, 0, arriving);
      last = cell;
    }
    if (!this.#c._PL_get_nil(tail)) this.#take(tail, last!, 1, arriving);
    return new Compound(DOT, first);
  }

  #compound(ref: Ref, arg: Ref, arriving: Arriving): Term {
    const { first, second } = this.#memory;
    this.#c._PL_get_compound_name_arity(ref, first, second);
    const arity = this.#memory.int(second);
    const name = this.#name(this.#memory.int(first));
    const args: Term[] = new Array(arity).fill(nil);
    for (let i = 0; i < arity; i++) {
      this.#c._PL_get_arg(i + 1, ref, arg);
      this.#take(arg, args, i, arriving);
    }
    return new Compound(name, args);
  }

  #dict(ref: Ref, arg: Ref, arriving: Arriving): Term {
    const parts: Term[] = [nil, nil];
    this.#c._PL_get_arg(1, ref, arg);
    this.#take(arg, parts, 0, arriving);
    const pairs: Compound[] = [];
    // A value comes before its key
    for (let i = 2; this.#c._PL_get_arg(i + 1, ref, arg); i += 2) {
      const pair: Term[] = [nil, nil];
      this.#take(arg, pair, 0, arriving);
      this.#c._PL_get_arg(i, ref, arg);
      this.#take(arg, pair, 1, arriving);
      pairs.push(compound('-', pair) as Compound);
    }
    pairs.sort((a, b) => compareTerms(a.args[0]!, b.args[0]!));
    parts[1] = list(pairs);
    return new Compound(DICT, parts);
  }

  /** Whether a reference stands for a compound term of that name. */
  isCompound(ref: Ref, name: string): boolean {
    const { first, second } = this.#memory;
    if (!this.#c._PL_get_compound_name_arity(ref, first, second)) return false;
    return this.#name(this.#memory.int(first)) === name;
  }

  #name(atom: AtomRef): string {
    let name = this.#names.get(atom);
    if (name !== undefined) return name;
    const ref = this.#c._PL_new_term_ref();
    this.#c._PL_put_atom(ref, atom);
    name = this.text(ref);
    if (name.length > LONGEST_NAME) return name;
    if (this.#names.size >= MOST_NAMES) this.#forget(this.#names.keys(), this.#names);
    this.#c._PL_register_atom(atom);
    this.#names.set(atom, name);
    return name;
  }

  /** Puts a term where a reference stands for. */
  toSwi(term: Term, into: Ref, crossing = new Crossing()): void {
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
    return { args, into, refs, functor: this.#functor(term.name, args.length), at: 0 };
  }

  #put(value: Exclude<Term, Compound>, into: Ref, { refs }: Crossing): void {
    const c = this.#c;
    if (value instanceof Atom) this.#putAtom(value.name, into);
    else if (value instanceof Str) this.#putText(value.value, into, STRING);
    else if (value instanceof Nil) c._PL_put_nil(into);
    else if (value instanceof Float) c._PL_put_float(into, value.value);
    else if (value instanceof Int) this.#putInteger(value.value, into);
    else {
      const ref = refs.get(value);
      if (ref !== undefined) c._PL_put_term(into, ref);
      else {
        c._PL_put_variable(into);
        refs.set(value, c._PL_copy_term_ref(into));
      }
    }
  }

  #forget(atoms: Iterable<AtomRef>, from: Map<unknown, unknown>): void {
    for (const known of atoms) this.#c._PL_unregister_atom(known);
    from.clear();
  }

  #putAtom(name: string, into: Ref): void {
    let known = this.#atoms.get(name);
    if (known === undefined) {
      if (name.length > LONGEST_NAME) {
        this.#putText(name, into, ATOM);
        return;
      }
      if (this.#atoms.size >= MOST_NAMES) this.#forget(this.#atoms.values(), this.#atoms);
      known = this.atom(name);
      this.#atoms.set(name, known);
    }
    this.#c._PL_put_atom(into, known);
  }

  #putText(text: string, into: Ref, type: number): void {
    this.#memory.withText(text, (address, length) =>
      this.#c._PL_put_chars(into, type | REP_UTF8, length, address),
    );
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
    this.#dictPairs ??= this.predicate('system', 'dict_pairs', 3);
    this.#c._PL_call_predicate(0, PASS_EXCEPTION, this.#dictPairs, refs);
    this.#c._PL_put_term(into, refs);
  }

  /** Puts a compound term without arguments: `foo()`. */
  #putEmpty(into: Ref, functor: number): void {
    this.#c._PL_put_variable(into);
    this.#c._PL_unify_compound(into, functor);
  }

  #functor(name: string, arity: number): number {
    const key = `${arity} ${name}`;
    let functor = this.#functors.get(key);
    if (functor !== undefined) return functor;
    if (this.#functors.size >= MOST_NAMES) this.#functors.clear();
    const atom = this.atom(name);
    functor = this.#c._PL_new_functor(atom, arity);
    this.#c._PL_unregister_atom(atom); // the functor holds it
    this.#functors.set(key, functor);
    return functor;
  }

  /** A registered atom. */
  atom(name: string): AtomRef {
    return this.#memory.withText(name, (address, length) =>
      this.#c._PL_new_atom_mbchars(REP_UTF8, length, address),
    );
  }

  predicate(module: string, name: string, arity: number): number {
    const key = `${module}:${name}/${arity}`;
    let predicate = this.#predicates.get(key);
    if (predicate === undefined) {
      predicate = this.#memory.withText(`${name}\0${module}`, (address) =>
        this.#c._PL_predicate(address, arity, address + name.length + 1),
      );
      this.#predicates.set(key, predicate);
    }
    return predicate;
  }
}

/** Whether it can be a dict there: what looks like one and is none stays what it is. */
function isDict({ name, args }: Compound): boolean {
  if (name !== DICT || args.length !== 2) return false;
  const keys = properList(args[1]!)?.map(keyOf);
  return keys !== undefined && !keys.includes(undefined) && new Set(keys).size === keys.length;
}

/** The key of `Key-Value`: an atom or a small integer. */
function keyOf(pair: Term): string | number | undefined {
  const value = deref(pair);
  if (!(value instanceof Compound) || value.name !== '-' || value.args.length !== 2) return undefined;
  const key = deref(value.args[0]!);
  if (key instanceof Atom) return `${key.name}`;
  return key instanceof Int && Math.abs(Number(key.value)) < MOST_KEY ? Number(key.value) : undefined;
}

/** Integers below it are keys of dicts. */
const MOST_KEY = 2 ** 53;
