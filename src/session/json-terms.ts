/**
 * JSON values as terms from which they come back exactly. Other than `toTerm`, this tells true from `'true'` and takes
 * objects of any keys: they are `json([Key = Value, ...])`, as SWI-Prolog's `json_read/2` has them.
 */
import {
  Atom,
  atom,
  Compound,
  compound,
  deref,
  Float,
  Int,
  int,
  list,
  Nil,
  properList,
  Str,
  str,
  type Term,
} from '../term/term.ts';

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** Arrays and objects may be in so many others, so that no value can use up the stack. */
export const DEEPEST = 1000;

/**
 * The term of a JSON value. A string is an atom, or a Prolog string where that atom is a constant (`"true"`); a number is
 * an integer where it is a safe one, else a float; true, false and null are atoms; an array is a list.
 * @throws RangeError for a value that is nested too deep.
 */
export function jsonTerm(value: Json, depth = 0): Term {
  switch (typeof value) {
    case 'string':
      return CONSTANTS.has(value) ? str(value) : atom(value);
    case 'number':
      return Number.isSafeInteger(value) ? int(value) : new Float(value);
    case 'boolean':
      return atom(String(value));
  }
  if (value === null) return atom('null');
  if (depth > DEEPEST) throw new RangeError(`a value is nested more than ${DEEPEST} arrays and objects deep`);
  const items: Term[] = [];
  if (Array.isArray(value)) {
    for (const item of value) items.push(jsonTerm(item, depth + 1));
    return list(items);
  }
  for (const [key, item] of Object.entries(value)) {
    items.push(compound('=', [atom(key), jsonTerm(item, depth + 1)]));
  }
  return compound('json', [list(items)]);
}

/** The JSON value of a term, undefined where it stands for none. An atom and a string of one text are the same. */
export function jsonValue(term: Term, depth = 0): Json | undefined {
  const value = deref(term);
  if (value instanceof Atom) return CONSTANTS.has(value.name) ? CONSTANTS.get(value.name) : value.name;
  if (value instanceof Str) return value.value;
  if (value instanceof Nil) return [];
  if (value instanceof Int) return typeof value.value === 'number' ? value.value : undefined;
  if (value instanceof Float) return Number.isFinite(value.value) ? value.value : undefined;
  if (!(value instanceof Compound) || depth > DEEPEST) return undefined;
  const isObject = value.name === 'json' && value.args.length === 1;
  const items = properList(isObject ? value.args[0]! : value);
  if (items === undefined) return undefined;
  return isObject ? objectOf(items, depth) : arrayOf(items, depth);
}

/** The constants by the atoms that stand for them. */
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function arrayOf(items: readonly Term[], depth: number): Json | undefined {
  const values: Json[] = [];
  for (const item of items) {
    const value = jsonValue(item, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function objectOf(pairs: readonly Term[], depth: number): JsonObject | undefined {
  const entries: [string, Json][] = [];
  for (const each of pairs) {
    const pair = deref(each);
    if (!(pair instanceof Compound && pair.name === '=' && pair.args.length === 2)) return undefined;
    const key = deref(pair.args[0]!);
    const value = jsonValue(pair.args[1]!, depth + 1);
    if (!(key instanceof Atom) || value === undefined) return undefined;
    entries.push([key.name, value]);
  }
  return Object.fromEntries(entries); // makes a property of its own even of `__proto__`
}
