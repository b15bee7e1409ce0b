/** What is wrong with a request, as SWI-Prolog says it. */
import { atom, compound, errorOf, type PrologError, str, type Term, Var } from '../../index.ts';

/** `syntax_error(What(Text))`: of a line that is no `http_request`, or a field that is no `http_parameter`. */
export function requestSyntaxError(what: 'http_request' | 'http_parameter', text: string): PrologError {
  return errorOf(compound('syntax_error', [compound(what, [str(text)])]), inRequest());
}

/** The context that says so. */
export function inRequest(): Term {
  return compound('context', [new Var(), atom('in_http_request')]);
}
