/** What adapters need of a session engine, and where they put the handle on the session for those who handle requests. */
import type { FactTypes } from '../session/facts.ts';
import { isPromise } from '../session/is-promise.ts';
import type { SessionRequest } from '../session/request.ts';
import type { Session } from '../session/session.ts';
import { statusOf } from './error-answer.ts';

/** What a handler answers: a promise of it where the session has to be loaded first. */
export type Entered<T> = T | Promise<Awaited<T>>;

/** A `SessionEngine`, whatever facts it is typed with. */
export interface SessionEntrance<F extends FactTypes = FactTypes> {
  /** Runs the handler of a request in the context of its session, later where that has to be loaded first. */
  enter<T>(request: SessionRequest, handler: () => T): Entered<T>;
  /** A handle on the current session, which need not have begun. */
  session(): Session<F>;
}

/** What has the handle on the session of its request as a property. */
export interface SessionHolder<F extends FactTypes = FactTypes> {
  session: Session<F>;
}

/** Puts the handle on the current session where people look for it, unless somebody else has put something there. */
export function lendSession<F extends FactTypes>(holder: object, engine: SessionEntrance<F>): void {
  if (!('session' in holder)) (holder as SessionHolder<F>).session = engine.session();
}

/**
 * Runs the handler of a request in the context of its session. When the session cannot be loaded, `refuse` is told instead, and
 * nobody has to look at what is answered then.
 */
export function enterOr<T, R>(
  engine: Pick<SessionEntrance, 'enter'>,
  request: SessionRequest,
  handler: () => T,
  refuse: (error: unknown) => R,
): Entered<T | R> {
  let hasEntered = false;
  const run = (): T => {
    hasEntered = true;
    return handler();
  };
  let entered: Entered<T>;
  try {
    entered = engine.enter(request, run);
  } catch (error) {
    // What has no status is a mistake in the program.
    if (hasEntered || statusOf(error) === undefined) throw error;
    return refuse(error);
  }
  // What a handler answers that has run is its own.
  if (hasEntered || !isPromise(entered)) return entered;
  const result = entered.catch((error) => {
    if (hasEntered) throw error;
    result.catch(() => {});
    return refuse(error) as Awaited<R>;
  });
  return result;
}
