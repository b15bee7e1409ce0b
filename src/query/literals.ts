/**
 * From what a user wrote to literals. The short way is for facts, goals and patterns on predicates that are there and keep
 * their form; the long way is for everything, and makes a form of its own.
 */
import type { Database } from '../store/database.ts';
import { Form, type Functor } from '../store/form.ts';
import { Literal } from '../store/literal.ts';
import { indicator, permissionError } from '../term/error.ts';
import { Numbering, type Skeleton } from '../term/skeleton.ts';
import { Compound } from '../term/term.ts';
import { functorOf, type TermLike, toTerm } from '../term/value.ts';
import { type Callable, callableOf, skeletonOf } from './callable.ts';
import { checkRuleBody, clauseParts } from './clause-parts.ts';
import { TRUE } from './clause-pattern.ts';
import { checkBody, isConnective } from './control.ts';

/** A goal. Errors as {@link checkBody}. */
export function goalLiteral(source: TermLike, database: Database): Literal {
  const kept = keptLiteral(source, database);
  if (kept !== undefined) return kept;
  const numbering = new Numbering();
  const goal = callableOf(source, numbering);
  if (isConnective(goal.name, goal.args.length)) checkBody(skeletonOf(goal));
  return ownLiteral(functorOfCallable(goal, database), goal, numbering);
}

/** A clause to be asserted, as its head; its predicate is made. Errors as {@link clauseParts}, {@link checkRuleBody}. */
export function clauseLiteral(source: TermLike, database: Database): Literal {
  const known = keptLiteral(source, database);
  if (known !== undefined) return known;
  const numbering = new Numbering();
  const { head, body } = clauseParts(callableOf(source, numbering));
  if (body !== undefined) checkRuleBody(head, body);
  const predicate = database.predicate(head.name, head.args.length);
  return keptLiteral(source, database) ?? ownLiteral(predicate, head, numbering, body);
}

/** The head of clauses, with or without a body; its predicate is made. */
export function headLiteral(source: TermLike, database: Database): Literal {
  const kept = keptLiteral(source, database);
  if (kept !== undefined) return kept;
  const numbering = new Numbering();
  const callable = callableOf(source, numbering);
  const { head } = clauseParts(callable);
  // A body would be no part of the pattern, and ignoring it would remove too much.
  if (head !== callable) throw permissionError('modify', 'static_procedure', indicator(':-', 2));
  return ownLiteral(database.predicate(head.name, head.args.length), head, numbering);
}

/** A pattern `Head`, which is for facts, or `Head :- Body`, taken apart. Errors as {@link clauseParts}. */
export function patternParts(source: TermLike, database: Database): [head: Literal, body: Skeleton] {
  const kept = keptLiteral(source, database);
  if (kept !== undefined) return [kept, TRUE];
  const numbering = new Numbering();
  const { head, body = TRUE } = clauseParts(callableOf(source, numbering));
  return [ownLiteral(functorOfCallable(head, database), head, numbering), body];
}

/** The literal, if its predicate is there and keeps its form. */
function keptLiteral(source: TermLike, database: Database): Literal | undefined {
  if (source instanceof Compound) return kept(source, source.name, source.args, database);
  if (typeof source !== 'object' || source === null) return undefined;
  const name = functorOf(source);
  if (name === undefined) return undefined;
  const content = (source as { readonly [functor: string]: TermLike })[name]!;
  return kept(source, name, Array.isArray(content) ? content : [content], database);
}

function kept(
  source: TermLike,
  name: string,
  args: readonly TermLike[],
  database: Database,
): Literal | undefined {
  // An atom and a compound without arguments are of the same predicate, but not the same.
  if (args.length === 0) return undefined;
  try {
    return database.find(name, args.length)?.forms.literal(args);
  } catch (error) {
    toTerm(source); // says where in it the error is
    throw error;
  }
}

function ownLiteral(
  functor: Functor,
  { args }: Callable,
  { variables }: Numbering,
  body?: Skeleton,
): Literal {
  const rule = body === undefined ? undefined : { body, compiled: undefined };
  return new Literal(new Form(functor, args, variables, rule, false));
}

function functorOfCallable({ name, args }: Callable, database: Database): Functor {
  return database.find(name, args.length) ?? { name, arity: args.length };
}
