/** What goes wrong between an engine and its storage, as errors that frameworks know how to answer. */
import { existenceError, PrologError, permissionError, resourceError, saying } from '../term/error.ts';
import { atom } from '../term/term.ts';

/** An error of the storage. `status` and `statusCode` are what frameworks answer a request with that it keeps from going on. */
export class StorageError extends PrologError {
  readonly statusCode: number;

  constructor(
    { term }: PrologError,
    readonly status: 409 | 503,
    cause?: unknown,
  ) {
    super(term);
    this.statusCode = status;
    if (cause !== undefined) this.cause = cause;
  }
}

/** The storage has failed, and nobody knows whether what it was to do was done: `resource_error(session_storage)`. */
export function storageFailure(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StorageError(resourceError('session_storage', saying(message)), 503, cause);
}

/** Somebody else was first, and what was done can't be done on what they have left: `permission_error(commit, http_session, Id)`. */
export function conflictError(sessionId: string, why: string): StorageError {
  return new StorageError(permissionError('commit', 'http_session', atom(sessionId), saying(why)), 409);
}

/** Somebody else has ended the session meanwhile: `existence_error(http_session, Id)`. */
export function goneError(sessionId: string): StorageError {
  return new StorageError(
    existenceError('http_session', atom(sessionId), saying('it has been ended meanwhile')),
    409,
  );
}
