/** What adapters need of a session engine, and where they put the handle on the session for those who handle requests. */
import type { FactTypes } from '../session/facts.ts';
import type { SessionRequest } from '../session/request.ts';
import type { Session } from '../session/session.ts';

/** A `SessionEngine`, whatever facts it is typed with. */
export interface SessionEntrance<F extends FactTypes = FactTypes> {
  /** Runs the handler of a request in the context of its session. */
  enter<T>(request: SessionRequest, handler: () => T): T;
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
