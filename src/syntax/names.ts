/**
 * The names met lately, with their atoms and what they are as operators. Saves the reader from making a string of every name in a text, and the names
 * from holding on to the texts that they were read from.
 */
import { Atom } from '../term/term.ts';
import type { OperatorRoles, OperatorTable } from './operator-table.ts';

export interface Name {
  readonly text: string;
  readonly atom: Atom;
  /** What the name was as an operator when it was last looked up, in which table and version of that. */
  roles: OperatorRoles | undefined;
  table: OperatorTable | undefined;
  version: number;
}

/** What a name is as an operator. */
export function rolesOf(name: Name, table: OperatorTable): OperatorRoles | undefined {
  if (name.table !== table || name.version !== table.version) {
    name.roles = table.roles(name.text);
    name.table = table;
    name.version = table.version;
  }
  return name.roles;
}

const SLOTS = 4096;
const slots: (Name | undefined)[] = new Array(SLOTS).fill(undefined);

/** The name that stands at `text[start, end)`. The caller has computed `hash` from its characters with {@link hashStep}. */
export function nameAt(text: string, start: number, end: number, hash: number): Name {
  const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
  const slice = text.slice(start, end);
  const known = slots[slot];
  if (known !== undefined && known.text === slice) return known;
  const name = makeName(detach(slice, text));
  slots[slot] = name;
  return name;
}

/** Adds a character to the hash of a name, which begins as 0. */
export function hashStep(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

export function makeName(text: string): Name {
  return { text, atom: new Atom(text), roles: undefined, table: undefined, version: 0 };
}

/** A slice of a text as a string of its own: engines let a slice keep all of the text alive. */
export function detach(slice: string, text: string): string {
  return slice.length < 13 || text.length < 256 ? slice : ` ${slice}`.slice(1);
}
