/** Errors as SWI-Prolog's toplevel tells them, and what is to be done about those that are none. */
import { Atom, Compound, deref, errorMessage, Int, PrologError, Str, type Term } from '../index.ts';

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

/** The status that the program is to end with, if the error is `unwind(halt(Status))`. */
export function haltStatus(error: unknown): number | undefined {
  const halt = unwinding(error);
  if (!(halt instanceof Compound) || halt.name !== 'halt' || halt.args.length !== 1) return undefined;
  const status = deref(halt.args[0]!);
  return status instanceof Int ? Number(status.value) : undefined;
}

/** Whether the error is what is left of a goal that was aborted. */
export function isAbort(error: unknown): boolean {
  if (error instanceof PrologError && isAtom(error.term, '$aborted')) return true;
  return isAtom(unwinding(error), 'abort');
}

/** Whether it is a syntax error in a text that has no name, as goals have none. */
function isInGoal({ code, term }: PrologError): boolean {
  if (code !== 'syntax_error' || !(term instanceof Compound)) return false;
  const context = deref(term.args[1]!);
  return context instanceof Compound && context.name === 'string' && context.args[0] instanceof Str;
}

/** What `unwind(What)` is thrown for. */
function unwinding(error: unknown): Term | undefined {
  if (!(error instanceof PrologError)) return undefined;
  const { term } = error;
  return term instanceof Compound && term.name === 'unwind' && term.args.length === 1
    ? deref(term.args[0]!)
    : undefined;
}

function isAtom(term: Term | undefined, name: string): boolean {
  return term instanceof Atom && term.name === name;
}
