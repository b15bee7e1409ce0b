/** The errors of Node.js about files, as the errors of SWI-Prolog. */
import {
  Atom,
  type Compound,
  compound,
  existenceError,
  PrologError,
  permissionError,
  resourceError,
  type Term,
} from '../../index.ts';
import { indicatorTerm } from '../indicator.ts';

/** Codes of Node.js, and what the system says of them. */
const MESSAGES: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EEXIST: 'File exists',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
};

export interface Attempt {
  /** The predicate, `name/arity`. */
  readonly by: string;
  /** What a file that is not there is called. */
  readonly kind: string;
  readonly action: string;
  readonly file: Term;
}

/** What Node.js does with a file, with its errors as those of SWI-Prolog. */
export function trying<T>(work: () => T, { by, kind, action, file }: Attempt): T {
  try {
    return work();
  } catch (error) {
    throw fileError(error, by, kind, action, file);
  }
}

/** What to throw for an error that was thrown while a predicate, `by`, did something with a file. */
function fileError(error: unknown, by: string, kind: string, action: string, file: Term): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof PrologError || code === undefined) return error;
  const [formal] = (errorOf(code, kind, action, file).term as Compound).args;
  const where = compound(':', [new Atom('system'), indicatorTerm(by)]);
  const message = new Atom(MESSAGES[code] ?? code);
  return new PrologError(compound('error', [formal!, compound('context', [where, message])]));
}

function errorOf(code: string, kind: string, action: string, file: Term): PrologError {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return existenceError(kind, file);
    case 'EMFILE':
    case 'ENFILE':
      return resourceError('max_files');
    default:
      return permissionError(action, kind, file);
  }
}
