/** Where errors come from: `context(system:Name/Arity, _)`, as the predicates that SWI-Prolog has in C say. */
import { errorOf, indicator, PrologError } from './error.ts';
import { Atom, Compound, deref, type Term, Var } from './term.ts';

/** Predicates that SWI-Prolog tells without their module. */
const PLAIN = new Set(['length/2', 'arg/3']);

/** The error, with the predicate in its context if that says nothing yet. What is no error of Prolog's stays as it is. */
export function withContext(error: unknown, name: string, arity: number): unknown {
  const pi = indicator(name, arity);
  return placed(error, PLAIN.has(`${name}/${arity}`) ? pi : new Compound(':', [new Atom('system'), pi]));
}

/**
 * The same for an arithmetic function, which tells of arguments that it does not take. Of a result that cannot be tells the
 * predicate that evaluates.
 */
export function withFunction(error: unknown, name: string, arity: number): unknown {
  const isOfResult = error instanceof PrologError && OF_RESULTS.has(formalName(error));
  return isOfResult ? error : placed(error, indicator(name, arity));
}

const OF_RESULTS = new Set(['undefined', 'float_overflow', 'resource_error']);

/** What an error is called: `zero_divisor` for an evaluation error of that kind, else its code. */
function formalName({ term, code }: PrologError): string {
  if (code !== 'evaluation_error') return code;
  const [what] = ((term as Compound).args[0] as Compound).args;
  return what instanceof Atom ? what.name : code;
}

function placed(error: unknown, where: Term): unknown {
  if (!(error instanceof PrologError)) return error;
  const { term } = error;
  if (!(term instanceof Compound && term.name === 'error' && term.args.length === 2)) return error;
  if (!(deref(term.args[1]!) instanceof Var)) return error;
  return errorOf(term.args[0]!, new Compound('context', [where, new Var()]));
}
