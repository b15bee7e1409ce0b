/**
 * Atoms, functors and predicates of an interpreter, by name. What is asked for often is remembered, and held there as long
 * as it is.
 */
import { type AtomRef, type Functions, REP_UTF8, type Ref } from './interpreter.ts';
import type { Memory } from './memory.ts';
import { ATOM, type Texts } from './texts.ts';

/** So many names are kept. */
const MOST_NAMES = 4096;
/** Names up to here are kept. */
const LONGEST_NAME = 64;

export class Symbols {
  readonly #c: Functions;
  readonly #memory: Memory;
  readonly #texts: Texts;
  readonly #names = new Map<AtomRef, string>();
  readonly #atoms = new Map<string, AtomRef>();
  /** By name, and there by arity. */
  readonly #functors = new Map<string, number[]>();
  #functorCount = 0;
  readonly #predicates = new Map<string, number>();

  constructor(c: Functions, memory: Memory, texts: Texts) {
    this.#c = c;
    this.#memory = memory;
    this.#texts = texts;
  }

  /** The name of an atom. */
  name(atom: AtomRef): string {
    let name = this.#names.get(atom);
    if (name !== undefined) return name;
    const ref = this.#c._PL_new_term_ref();
    this.#c._PL_put_atom(ref, atom);
    name = this.#texts.of(ref);
    if (name.length > LONGEST_NAME) return name;
    if (this.#names.size >= MOST_NAMES) this.#forget(this.#names.keys(), this.#names);
    this.#c._PL_register_atom(atom);
    this.#names.set(atom, name);
    return name;
  }

  /** Puts the atom of that name where a reference stands for. */
  putAtom(name: string, into: Ref): void {
    let known = this.#atoms.get(name);
    if (known === undefined) {
      if (name.length > LONGEST_NAME) {
        this.#texts.put(name, into, ATOM);
        return;
      }
      if (this.#atoms.size >= MOST_NAMES) this.#forget(this.#atoms.values(), this.#atoms);
      known = this.#atom(name);
      this.#atoms.set(name, known);
    }
    this.#c._PL_put_atom(into, known);
  }

  /** The functor of a name and an arity. */
  functor(name: string, arity: number): number {
    const known = this.#functors.get(name)?.[arity];
    if (known !== undefined) return known;
    const atom = this.#atom(name);
    const functor = this.#c._PL_new_functor(atom, arity);
    this.#c._PL_unregister_atom(atom); // the functor holds it
    if (this.#functorCount++ === MOST_NAMES) {
      this.#functors.clear();
      this.#functorCount = 0;
    }
    const ofName = this.#functors.get(name) ?? [];
    ofName[arity] = functor;
    this.#functors.set(name, ofName);
    return functor;
  }

  /** A registered atom. */
  #atom(name: string): AtomRef {
    return this.#memory.withText(name, (address, length) =>
      this.#c._PL_new_atom_mbchars(REP_UTF8, length, address),
    );
  }

  /** The predicate of a module, whether it is defined or not yet. */
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

  #forget(atoms: Iterable<AtomRef>, from: Map<unknown, unknown>): void {
    for (const known of atoms) this.#c._PL_unregister_atom(known);
    from.clear();
  }
}
