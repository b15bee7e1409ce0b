/** Why a program was refused, as `typescript.pl` tells it. */
import { type Atom, type Compound, errorOf, type Int, type PrologError, type Term } from '../../index.ts';

/** The error for `refused(Formal, File, Line)`, which says where. */
export function programError(refused: Compound): PrologError {
  const [formal, file, line] = refused.args as [Term, Atom, Int];
  const error = errorOf(formal);
  const place =
    error.code === 'syntax_error' ? `${file.name}: line ${line.value}` : `${file.name}:${line.value}`;
  return Object.assign(error, { message: `${place}: ${error.message}` });
}
