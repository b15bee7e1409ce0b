/** The errors of Node.js about files, as the errors of SWI-Prolog. */
import {
  Atom,
  type Compound,
  compound,
  errorOf,
  existenceError,
  PrologError,
  permissionError,
  representationError,
  resourceError,
  saying,
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
  ENOSPC: 'No space left on device',
  ENXIO: 'No such device or address',
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
export function trying<T>(work: () => T, attempt: Attempt): T {
  try {
    return work();
  } catch (error) {
    throw fileError(error, attempt);
  }
}

/** What to throw for an error that was thrown while a predicate did something with a file. */
export function fileError(error: unknown, { by, kind, action, file }: Attempt): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof PrologError || code === undefined) return error;
  const [formal] = (errorFor(code, kind, action, file).term as Compound).args;
  const where = compound(':', [new Atom('system'), indicatorTerm(by)]);
  const message = new Atom(MESSAGES[code] ?? code);
  return errorOf(formal!, compound('context', [where, message]));
}

/** What to throw for an error that was thrown while something was written to a stream. */
export function writeError(error: unknown, stream: Term): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  return errorOf(compound('io_error', [new Atom('write'), stream]), saying(MESSAGES[code] ?? code));
}

function errorFor(code: string, kind: string, action: string, file: Term): PrologError {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return existenceError(kind, file);
    case 'EMFILE':
    case 'ENFILE':
      return resourceError('max_files');
    case 'ENAMETOOLONG':
      return representationError('max_path_length');
    default:
      return permissionError(action, kind, file);
  }
}
