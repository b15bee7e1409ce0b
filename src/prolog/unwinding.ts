/** What goals end with that want the program to end, or were aborted. */
import { Atom, Compound, deref, Int, PrologError, type Term } from '../index.ts';

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
