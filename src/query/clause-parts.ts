/** What is head and what is body of a clause, and what can't be a clause. */
import { domainError, indicator, instantiationError, permissionError, typeError } from '../term/error.ts';
import { Local, type Skeleton, Template } from '../term/skeleton.ts';
import { Atom, Compound, deref, Int, type Term, Var } from '../term/term.ts';
import { system } from './builtins.ts';
import { type Callable, callable } from './callable.ts';
import { checkBody } from './control.ts';

/** A clause taken apart. `body` is undefined for a fact, and for a rule whose body is `true`. */
export interface ClauseParts {
  readonly head: Callable;
  readonly body: Skeleton | undefined;
}

/**
 * Takes a clause, or the pattern of one, apart.
 * @throws PrologError `instantiation_error` without a head, `type_error(callable, Head)`, and
 * `permission_error(modify, static_procedure, PI)` for a control construct or built-in predicate.
 */
export function clauseParts(clause: Callable): ClauseParts {
  const isRule = clause.name === ':-' && clause.args.length === 2;
  const head = isRule ? callable(clause.args[0]!) : clause;
  const body = isRule ? clause.args[1]! : undefined;
  checkNotReserved(head.name, head.args.length);
  return { head, body: body instanceof Atom && body.name === 'true' ? undefined : body };
}

/**
 * Makes sure that the body of a rule can be one. A variable can where the head has it: it is called.
 * @throws PrologError `instantiation_error` when it is another variable, `type_error(callable, Body)`.
 */
export function checkRuleBody(head: Callable, body: Skeleton): void {
  if (body instanceof Var || (body instanceof Local && !hasLocal(head.args, body)))
    throw instantiationError();
  checkBody(body);
}

function hasLocal(args: readonly Skeleton[], { index }: Local): boolean {
  const pending: Skeleton[] = [...args];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (part instanceof Local && part.index === index) return true;
    if (part instanceof Template) for (const arg of part.args) pending.push(arg);
  }
  return false;
}

/**
 * What a predicate indicator `name/arity` names.
 * @throws PrologError as `abolish/1` does.
 */
export function indicatorOf(term: Term): { name: string; arity: number } {
  if (term instanceof Var) throw instantiationError();
  if (!(term instanceof Compound && term.name === '/' && term.args.length === 2)) {
    throw typeError('predicate_indicator', term);
  }
  const name = deref(term.args[0]!);
  const arity = deref(term.args[1]!);
  if (name instanceof Var || arity instanceof Var) throw instantiationError();
  if (!(name instanceof Atom)) throw typeError('atom', name);
  if (!(arity instanceof Int)) throw typeError('integer', arity);
  if (arity.value < 0) throw domainError('not_less_than_zero', arity);
  checkNotReserved(name.name, Number(arity.value));
  return { name: name.name, arity: Number(arity.value) };
}

/** Refuses what no clause can define: it is the system's, or a form of clause that only a Prolog host translates. */
function checkNotReserved(name: string, arity: number): void {
  const isForm =
    (arity === 2 && (name === ':-' || name === '-->' || name === '=>')) || (arity === 1 && name === ':-');
  if (!isForm && system.get(name, arity) === undefined) return;
  throw permissionError('modify', 'static_procedure', indicator(name, arity));
}
