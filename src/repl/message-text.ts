/** Errors as SWI-Prolog's toplevel tells them, and what is to be done about those that are none. */
import { Compound, deref, errorMessage, PrologError, Str } from '../index.ts';

/** The lines for an error that nobody caught, each with its newline. */
export function errorText(error: unknown): string {
  return messageOf(error).replace(/^.*\n?/gm, (line) => (line === '' ? '' : `ERROR: ${line.trimEnd()}\n`));
}

/** What is known of an error; of one that Prolog does not know, the name and message. */
export function messageOf(error: unknown): string {
  // The reader tells more of an error in a text than SWI-Prolog's toplevel does of one in a goal
  if (error instanceof PrologError) return isInGoal(error) ? errorMessage(error.term) : error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Whether it is a syntax error in a text that has no name, as goals have none. */
function isInGoal({ code, term }: PrologError): boolean {
  if (code !== 'syntax_error' || !(term instanceof Compound)) return false;
  const context = deref(term.args[1]!);
  return context instanceof Compound && context.name === 'string' && context.args[0] instanceof Str;
}
