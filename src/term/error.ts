/**
 * The error of everything that goes wrong in Prolog terms: one class that carries an ISO error term, and a function for
 * each form that the standard names.
 */
import { Atom, Compound, int, printer, type Term, Var } from './term.ts';

/** How a {@link PrologError} is classed: the functor of its formal part, or `unhandled` for any other ball. */
export type ErrorCode =
  | 'instantiation_error'
  | 'type_error'
  | 'domain_error'
  | 'existence_error'
  | 'permission_error'
  | 'representation_error'
  | 'evaluation_error'
  | 'resource_error'
  | 'syntax_error'
  | (string & {});

/** An error as Prolog has it. Prints as SWI-Prolog prints it; `term` is `error(Formal, Context)`. */
export class PrologError extends Error {
  override readonly name = 'PrologError';
  readonly code: ErrorCode;

  constructor(readonly term: Term) {
    super(printer.error(term));
    const formal =
      term instanceof Compound && term.name === 'error' && term.args.length === 2 && term.args[0];
    this.code = formal instanceof Atom || formal instanceof Compound ? formal.name : 'unhandled';
  }
}

/** `error(Formal, Context)`, thrown by the caller. The context is an unbound variable unless given. */
export function errorOf(formal: Term, context: Term = new Var()): PrologError {
  return new PrologError(new Compound('error', [formal, context]));
}

/** Something is not bound enough. */
export function instantiationError(context?: Term): PrologError {
  return errorOf(new Atom('instantiation_error'), context);
}

/** Something is bound that the predicate would bind. */
export function uninstantiationError(culprit: Term, context?: Term): PrologError {
  return errorOf(new Compound('uninstantiation_error', [culprit]), context);
}

/** `culprit` is not of the type: `type_error(integer, a)`. */
export function typeError(type: string, culprit: Term, context?: Term): PrologError {
  return errorOf(new Compound('type_error', [new Atom(type), culprit]), context);
}

/** `culprit` is of the right type and outside of the domain. */
export function domainError(domain: string, culprit: Term, context?: Term): PrologError {
  return errorOf(new Compound('domain_error', [new Atom(domain), culprit]), context);
}

/** What was named does not exist: `existence_error(procedure, foo/2)`. */
export function existenceError(kind: string, culprit: Term, context?: Term): PrologError {
  return errorOf(new Compound('existence_error', [new Atom(kind), culprit]), context);
}

/** The action is not permitted: `permission_error(modify, static_procedure, append/3)`. */
export function permissionError(action: string, type: string, culprit: Term, context?: Term): PrologError {
  return errorOf(new Compound('permission_error', [new Atom(action), new Atom(type), culprit]), context);
}

/** A limit of the representation: `representation_error(max_arity)`. */
export function representationError(what: string, context?: Term): PrologError {
  return errorOf(new Compound('representation_error', [new Atom(what)]), context);
}

/** Arithmetic without a result: `evaluation_error(zero_divisor)`. */
export function evaluationError(what: string, context?: Term): PrologError {
  return errorOf(new Compound('evaluation_error', [new Atom(what)]), context);
}

/** A limit was passed: `resource_error(inferences)`. */
export function resourceError(what: string, context?: Term): PrologError {
  return errorOf(new Compound('resource_error', [new Atom(what)]), context);
}

/** The context of an error that says a few words more: `context(_, Message)`. */
export function saying(message: string): Term {
  return new Compound('context', [new Var(), new Atom(message)]);
}

/** The predicate indicator `name/arity`. */
export function indicator(name: string, arity: number): Compound {
  return new Compound('/', [new Atom(name), int(arity)]);
}
