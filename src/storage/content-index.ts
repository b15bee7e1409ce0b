/**
 * What a fact is found by without reading all facts: a key made of its name, its number of arguments and its first argument.
 * Keys are short texts of ASCII that any ordered store can keep. That a key is found says that its fact may unify; unification
 * has the last word.
 */
import { createHash } from 'node:crypto';
import { Atom, type Atomic, Compound, deref, Float, Int, Nil, type Term, Var } from '../term/term.ts';

/** Where the facts are that may unify with a pattern: under these keys, and under all keys that begin with these prefixes. */
export interface Lookup {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
}

const VARIABLE = '_';

/** Longer texts are cut, and a hash says which one it was. */
const LONGEST = 60;
const CUT = 32;

/** The key of a fact, of at most 200 characters; facts that may unify with the same patterns may share it. */
export function indexKey(fact: Term): string {
  const term = deref(fact);
  if (!(term instanceof Compound)) return simpleKey(term);
  return term.args.length === 0 ? functorKey(term) : `${functorKey(term)}:${partKey(term.args[0]!)}`;
}

/** The keys under which all facts are that unify with the pattern, and maybe others. */
export function lookup(pattern: Term): Lookup {
  const term = deref(pattern);
  if (term instanceof Var) return { keys: [], prefixes: [''] };
  if (!(term instanceof Compound) || term.args.length === 0) {
    return { keys: [indexKey(term), VARIABLE], prefixes: [] };
  }
  const functor = functorKey(term);
  const first = partKey(term.args[0]!);
  if (first === VARIABLE) return { keys: [VARIABLE], prefixes: [`${functor}:`] };
  return { keys: [`${functor}:${first}`, `${functor}:${VARIABLE}`, VARIABLE], prefixes: [] };
}

function partKey(part: Term): string {
  const term = deref(part);
  return term instanceof Compound ? functorKey(term) : simpleKey(term);
}

function functorKey({ name, args }: Compound): string {
  return `c${textKey(name)}/${args.length}`;
}

function simpleKey(term: Atomic | Var): string {
  if (term instanceof Var) return VARIABLE;
  if (term instanceof Atom) return `a${textKey(term.name)}`;
  if (term instanceof Nil) return 'n';
  if (term instanceof Int) return `i${textKey(term.value.toString(16))}`;
  if (term instanceof Float) return `f${Object.is(term.value, -0) ? '-0' : term.value}`;
  return `s${textKey(term.value)}`;
}

/** A text in letters, digits, `-`, `_` and `.`; others are `%` and their four hexadecimal digits. */
function textKey(text: string): string {
  const start = text.length > LONGEST ? text.slice(0, CUT) : text;
  const escaped = start.replace(/[^\w.-]/g, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (text.length <= LONGEST && escaped.length <= LONGEST) return escaped;
  return `${escaped.slice(0, CUT)}#${hash(text)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('base64url').slice(0, 22);
}
