/** Errors as SWI-Prolog's toplevel tells them: with `ERROR: ` before every line, or `Warning: `. */
import { PrologError, type Term } from '../index.ts';
import { follow } from './variable-names.ts';
import { Compound, Atom, Int } from '../index.ts';

/** The lines for an error that nobody caught, each with its newline. */
export function errorText(error: unknown, before = ''): string {
  return prefixed('ERROR: ', before + messageOf(error));
}

/** The lines for a warning. */
export function warningText(message: string): string {
  return prefixed('Warning: ', message);
}

/** What is known of an error; of one that Prolog does not know, the name and message. */
export function messageOf(error: unknown): string {
  if (error instanceof PrologError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** The status that the program is to end with, if the error is `unwind(halt(Status))`. */
export function haltStatus(error: unknown): number | undefined {
  const halt = unwinding(error);
  if (!(halt instanceof Compound) || halt.name !== 'halt' || halt.args.length !== 1) return undefined;
  const status = follow(halt.args[0]!);
  return status instanceof Int ? Number(status.value) : undefined;
}

/** Whether the error is what is left of a goal that was aborted. */
export function isAbort(error: unknown): boolean {
  if (error instanceof PrologError && isAtom(error.term, '$aborted')) return true;
  return isAtom(unwinding(error), 'abort');
}

/** What `unwind(What)` is thrown for. */
function unwinding(error: unknown): Term | undefined {
  if (!(error instanceof PrologError)) return undefined;
  const { term } = error;
  return term instanceof Compound && term.name === 'unwind' && term.args.length === 1
    ? follow(term.args[0]!)
    : undefined;
}

function isAtom(term: Term | undefined, name: string): boolean {
  return term instanceof Atom && term.name === name;
}

function prefixed(prefix: string, message: string): string {
  return message.split('\n').map((line) => `${prefix}${line}\n`).join('');
}
