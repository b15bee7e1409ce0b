/**
 * JavaScript values as terms and back. A string is an atom here, at any depth; that a string at the top of a pattern is
 * text is for those who take patterns to say.
 */
import { SMALL } from './pairs.ts';
import {
  Atom,
  Compound,
  DOT,
  deref,
  Float,
  int,
  isCell,
  isTerm,
  listElements,
  Nil,
  nil,
  type Term,
  Var,
} from './term.ts';

/** A JavaScript value that stands for a term: see {@link toTerm}. */
export type TermLike =
  | Term
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly TermLike[]
  | { readonly [functor: string]: TermLike };

/** What a term comes back as: see {@link fromTerm}. */
export type Value = string | number | bigint | Var | Value[] | { [functor: string]: Value };

/** An array or object whose term goes to `args[index]`, and the one that it stands in. */
interface Work {
  readonly value: object;
  readonly args: Term[];
  readonly index: number;
  readonly parent: Work | undefined;
  readonly depth: number;
}

/**
 * The term that a JavaScript value stands for. A string is an atom, a number or bigint an integer (a float where it is
 * no safe integer), a boolean or null an atom, an array a list; `{ cart: x }` is `cart(x)`, and `{ cart: [x, y] }`
 * `cart(x, y)`; a Term is itself.
 * @throws TypeError for anything else, saying what to write instead.
 */
export function toTerm(value: TermLike): Term {
  if (typeof value !== 'object' || value === null || isTerm(value)) return scalar(value, undefined, 0);
  const flat = flatTerm(value);
  if (flat !== undefined) return flat;
  const top: Term[] = [];
  const pending: Work[] = []; // instead of recursion: depth costs no stack
  fill(top, 0, value, undefined, pending);
  for (let work = pending.pop(); work !== undefined; work = pending.pop()) build(work, pending);
  return top[0]!;
}

/** The term of `{ name: scalar }` and `{ name: [scalars…] }`, which most are; undefined for anything else. */
function flatTerm(value: object): Term | undefined {
  const functor = Array.isArray(value) ? undefined : functorOf(value);
  if (functor === undefined) return undefined;
  const content = (value as Record<string, unknown>)[functor];
  if (!Array.isArray(content)) {
    return isScalar(content) ? new Compound(functor, [scalar(content, undefined, 0)]) : undefined;
  }
  const args: Term[] = new Array(content.length);
  for (let i = 0; i < args.length; i++) {
    const item: unknown = content[i];
    if (!isScalar(item)) return undefined;
    args[i] = scalar(item, undefined, 0);
  }
  return new Compound(functor, args);
}

/** Whether {@link scalar} makes a term of it. */
function isScalar(value: unknown): boolean {
  const type = typeof value;
  if (type === 'object') return value === null || isTerm(value);
  return type === 'string' || type === 'number' || type === 'bigint' || type === 'boolean';
}

/** Puts the term of `value` at `args[index]`, at once or, for what has parts, when `pending` gets to it. */
function fill(args: Term[], index: number, value: unknown, parent: Work | undefined, pending: Work[]): void {
  if (typeof value !== 'object' || value === null || isTerm(value)) {
    args[index] = scalar(value, parent, index);
    return;
  }
  const depth = parent === undefined ? 0 : parent.depth + 1;
  // Powers of two, so that all looking back together is linear in the depth.
  if (depth >= 1024 && (depth & (depth - 1)) === 0 && isInside(value, parent))
    throw refused(value, parent, index);
  pending.push({ value, args, index, parent, depth });
}

function build(work: Work, pending: Work[]): void {
  const { value, parent } = work;
  if (Array.isArray(value)) {
    let { args, index } = work;
    for (let i = 0; i < value.length; i++) {
      const cell: Term[] = [nil, nil];
      args[index] = new Compound(DOT, cell);
      fill(cell, 0, value[i], work, pending);
      args = cell;
      index = 1;
    }
    if (value.length === 0) args[index] = nil;
    return;
  }
  const functor = functorOf(value);
  if (functor === undefined) throw refused(value, parent, work.index);
  const content = (value as Record<string, unknown>)[functor];
  const source: readonly unknown[] = Array.isArray(content) ? content : [content];
  const args: Term[] = new Array(source.length);
  work.args[work.index] = new Compound(functor, args);
  for (let i = 0; i < source.length; i++) fill(args, i, source[i], work, pending);
}

function scalar(value: unknown, parent: Work | undefined, index: number): Term {
  switch (typeof value) {
    case 'string':
      return new Atom(value);
    case 'number':
      return Number.isSafeInteger(value) ? int(value) : new Float(value);
    case 'bigint':
      return int(value);
    case 'boolean':
      return new Atom(String(value));
    case 'object':
      return value === null ? new Atom('null') : (value as Term);
    default:
      throw refused(value, parent, index);
  }
}

/** The only key of a plain object, else undefined. */
export function functorOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  let only: string | undefined;
  for (const key in value) {
    if (only !== undefined) return undefined;
    only = key;
  }
  return only;
}

function isInside(value: object, work: Work | undefined): boolean {
  for (let outer = work; outer !== undefined; outer = outer.parent) {
    if (outer.value === value) return true;
  }
  return false;
}

function refused(value: unknown, parent: Work | undefined, index: number): TypeError {
  const where = parent === undefined ? '' : ` in ${outline(parent.value, index)}`;
  return new TypeError(`cannot make a term of ${describe(value)}${where}: ${advice(value)}`);
}

function describe(value: unknown): string {
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`;
  if (typeof value !== 'object' || value === null) return String(value);
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  if (Array.isArray(value)) return 'an array';
  if (name !== undefined && name !== 'Object') return `an object of class ${String(name)}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'the object {}';
  return keys.length === 1
    ? 'an object'
    : `an object of ${keys.length} keys (${keys.slice(0, 3).join(', ')})`;
}

function advice(value: unknown): string {
  if (value === undefined) return 'write _ for an anonymous variable, null for the atom null';
  if (value instanceof Date) return 'write date.getTime() / 1000, or date.toISOString()';
  if (value instanceof Map || value instanceof Set) return 'write an array, [...value]';
  if (typeof value === 'function') return 'write its result';
  if (typeof value !== 'object' || value === null) return 'write a string';
  if (Array.isArray(value) || functorOf(value) !== undefined) return 'it contains itself';
  return 'an object stands for one compound term and has its functor as the only key, { cart: [x, y] } for cart(x, y)';
}

function outline(container: object, index: number): string {
  if (Array.isArray(container)) return 'an array';
  const functor = Object.keys(container)[0]!;
  return `argument ${index + 1} of ${functor}`;
}

/**
 * The JavaScript value of a term: atoms and strings are strings, integers numbers where safe and else bigints, proper
 * lists arrays, compounds `{ name: argument }` or `{ name: [arguments…] }`. An unbound variable is itself, and an
 * infinite term an object that contains itself.
 */
export function fromTerm(term: Term): Value {
  const value = deref(term);
  if (!(value instanceof Compound)) return simpleValue(value);
  const flat = flatValue(value);
  if (flat !== undefined) return flat;
  return convert(value, SMALL, undefined) ?? convert(value, Infinity, new Map())!;
}

/** The value of a compound that is no list and has no compounds in it, which most are; undefined for any other. */
function flatValue({ name, args }: Compound): Value | undefined {
  if (name === DOT) return undefined;
  const values: Value[] = new Array(args.length);
  for (let i = 0; i < args.length; i++) {
    const arg = deref(args[i]!);
    if (arg instanceof Compound) return undefined;
    values[i] = simpleValue(arg);
  }
  return { [name]: values.length === 1 && !Array.isArray(values[0]) ? values[0]! : values };
}

/** Where the value of `term` goes: `into[key]`, in an array of its own where `into` has one argument, a list. */
interface Place {
  readonly term: Term;
  readonly into: Value[] | { [functor: string]: Value };
  readonly key: number | string;
}

/** One pass, which answers undefined when a term has more than `budget` parts and may be infinite, unless it remembers. */
function convert(term: Compound, budget: number, known: Map<Compound, Value> | undefined): Value | undefined {
  const top: Value[] = [];
  const pending: Place[] = [{ term, into: top, key: 0 }];
  for (let parts = 0; pending.length > 0; parts++) {
    if (parts > budget) return undefined;
    const place = pending.pop()!;
    const part = deref(place.term);
    let value: Value;
    if (part instanceof Compound) {
      value =
        known?.get(part) ??
        (isCell(part) ? listValue(part, pending, known) : compoundValue(part, pending, known));
    } else {
      value = simpleValue(part);
    }
    if (Array.isArray(place.into)) place.into[place.key as number] = value;
    else place.into[place.key] = Array.isArray(value) ? [value] : value;
  }
  return top[0];
}

function compoundValue(term: Compound, pending: Place[], known: Map<Compound, Value> | undefined): Value {
  const { name, args } = term;
  const values: Value[] = new Array(args.length);
  // A computed key makes a property of its own even of `__proto__`.
  const result: Value = { [name]: values };
  known?.set(term, result);
  if (args.length === 1) pending.push({ term: args[0]!, into: result, key: name });
  else for (let i = 0; i < args.length; i++) pending.push({ term: args[i]!, into: values, key: i });
  return result;
}

/** A proper list is an array; the cells of any other are compounds like all others, taken together to stay linear. */
function listValue(first: Compound, pending: Place[], known: Map<Compound, Value> | undefined): Value {
  const { items, tail } = listElements(first);
  if (tail === nil) {
    const values: Value[] = new Array(items.length);
    known?.set(first, values);
    for (let i = 0; i < items.length; i++) pending.push({ term: items[i]!, into: values, key: i });
    return values;
  }
  let cell = first;
  let values: Value[] = new Array(2);
  const result: Value = { [DOT]: values };
  known?.set(cell, result);
  for (let i = 0; i < items.length; i++) {
    pending.push({ term: items[i]!, into: values, key: 0 });
    if (i === items.length - 1) break;
    const next: Value[] = new Array(2);
    const nextValue: Value = { [DOT]: next };
    values[1] = nextValue;
    values = next;
    cell = deref(cell.args[1]!) as Compound;
    known?.set(cell, nextValue);
  }
  pending.push({ term: tail, into: values, key: 1 });
  return result;
}

function simpleValue(term: Exclude<Term, Compound>): Value {
  if (term instanceof Nil) return [];
  if (term instanceof Atom) return term.name;
  if (term instanceof Var) return term;
  return term.value;
}
