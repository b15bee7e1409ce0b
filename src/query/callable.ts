/** How a user may write a fact, rule, pattern or goal, and what it is taken as: a functor and arguments. */
import { readTerm } from '../syntax/reader.ts';
import { instantiationError, typeError } from '../term/error.ts';
import { Local, type Numbering, type Skeleton, Template } from '../term/skeleton.ts';
import { Atom, Compound, deref, isTerm, type Term, Var } from '../term/term.ts';
import { functorOf, type TermLike, toTerm } from '../term/value.ts';

/**
 * A fact or rule: text such as `'edge(a, b)'` or `'path(X, Y) :- edge(X, Y)'`, a JavaScript value such as
 * `{ edge: ['a', 'b'] }`, or a term.
 */
export type Clauselike = TermLike;

/** A goal or pattern, written in the same ways. A string is text; inside of a value it is an atom. */
export type Goallike = TermLike;

/** A name and arguments with numbered variables: what goals and heads of clauses are. */
export interface Callable {
  readonly name: string;
  readonly args: readonly Skeleton[];
}

const NO_ARGS: readonly Skeleton[] = [];

/**
 * What the user wrote, its variables numbered by `numbering`. A string is no text here.
 * @throws PrologError `instantiation_error` for a variable, `type_error(callable, _)` for a number and the like.
 */
export function callableOf(source: TermLike, numbering: Numbering): Callable {
  if (typeof source === 'object' && source !== null && !isTerm(source) && !Array.isArray(source)) {
    const name = functorOf(source);
    // An object of another kind is for toTerm to explain.
    if (name !== undefined) return { name, args: argumentsOf(source as Arguments, name, numbering) };
  }
  return callable(numbering.skeleton(toTerm(source)));
}

/** The patterns given as text that were read last: programs ask for the same ones again and again. */
const patterns = new Map<string, TermLike>();
const MOST_PATTERNS = 1000;
const LONGEST_PATTERN = 1000;

/** The pattern that the user wrote, text being read. */
export function patternOf(source: TermLike): TermLike {
  if (typeof source !== 'string') return source;
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = readTerm(source);
    if (patterns.size >= MOST_PATTERNS) patterns.clear();
    if (source.length <= LONGEST_PATTERN) patterns.set(source, pattern);
  }
  return pattern;
}

/** What the user wrote, text being read. */
export function sourceOf(source: TermLike): TermLike {
  return typeof source === 'string' ? readTerm(source) : source;
}

type Arguments = { readonly [functor: string]: TermLike };

function argumentsOf(source: Arguments, name: string, numbering: Numbering): Skeleton[] {
  const content = source[name]!;
  try {
    if (!Array.isArray(content)) return [numbering.skeleton(toTerm(content))];
    const args: Skeleton[] = new Array(content.length);
    for (let i = 0; i < args.length; i++) args[i] = numbering.skeleton(toTerm(content[i]));
    return args;
  } catch (error) {
    toTerm(source); // says where in it the error is
    throw error;
  }
}

/** A skeleton as name and arguments. Errors as {@link callableOf}. */
export function callable(skeleton: Skeleton): Callable {
  const part = skeleton instanceof Var ? deref(skeleton) : skeleton;
  if (part instanceof Compound || part instanceof Template) return part;
  if (part instanceof Atom) return { name: part.name, args: NO_ARGS };
  if (part instanceof Var || part instanceof Local) throw instantiationError();
  throw typeError('callable', part as Term);
}

/** What {@link callable} took apart. */
export function skeletonOf({ name, args }: Callable): Skeleton {
  return args === NO_ARGS ? new Atom(name) : new Template(name, args);
}
