/** The errors of a Redis storage, and what an error of the server or of its connection means. */

/**
 * That Redis didn't do what it was asked for, or didn't say. `unavailable`: it was not done; `unknown`: it was sent, and nobody
 * can tell whether it was done; `refused`: the server says no, for a reason that time does not heal.
 */
export class RedisStorageError extends Error {
  override readonly name = 'RedisStorageError';

  constructor(
    readonly code: 'unavailable' | 'unknown' | 'refused',
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

/**
 * What to do after an error: `wait` and try again, try again on a `new` connection, send the text of the `script`, or give up,
 * since it will be `refused` again.
 */
export type Remedy = 'wait' | 'new' | 'script' | 'refused';

const REPLIES: ReadonlyArray<readonly [RegExp, Remedy]> = [
  [/^NOSCRIPT /, 'script'],
  [/^(READONLY|MASTERDOWN|UNBLOCKED) /, 'new'],
  [/^(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|NOREPLICAS) /, 'wait'],
  [/non local key|Too many Cluster redirections|Cannot find node/, 'wait'],
];

export function remedyOf(error: unknown, isCluster: boolean): Remedy {
  const { message } = error as Error;
  for (const [pattern, remedy] of REPLIES) if (pattern.test(message)) return remedy;
  if (isReply(error)) return isCluster && /^(MOVED|ASK) /.test(message) ? 'wait' : 'refused';
  return 'wait';
}

/** Whether the server has answered: then what it was asked for was not done. */
export function isReply(error: unknown): boolean {
  return /^[A-Z][A-Z]{2,} /.test((error as Error).message);
}

/** What a client says that has sent nothing. */
export function isUnsent(error: unknown): boolean {
  return /client is (closed|offline)|queue is full|ECONNREFUSED/i.test((error as Error).message);
}

/** An error in few words, also where the system has given it several causes and no message. */
export function reason(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map((each) => reason(each)).join(', ');
  return error instanceof Error ? error.message || error.constructor.name : String(error);
}
