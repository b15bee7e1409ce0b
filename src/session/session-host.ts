/** What a handle on a session needs: the engine, and where it stands which session it is on. */
import type { ClauseStore } from '../query/clause-store.ts';
import type { Solution } from '../query/solution.ts';
import type { Solutions } from '../query/solutions.ts';
import type { TermLike } from '../term/value.ts';
import type { Fact, FactBindings, FactPattern, FactTypes } from './facts.ts';

/** What a handle asks of the engine. */
export interface SessionHost<F extends FactTypes> {
  readonly store: ClauseStore;
  isAlive(sessionId: string): boolean;
  currentSession(sessionId: string, data: string): Solutions;
  ensureSession(sessionId?: string): string;
  rerunnable<T>(fn: (sessionId: string | undefined) => T, sessionId?: string): T;
  commit(): Promise<void>;
  sessionAssert(data: Fact<F>, sessionId?: string): void;
  sessionAsserta(data: Fact<F>, sessionId?: string): void;
  sessionRetract<const P extends FactPattern<F>>(
    pattern: P,
    sessionId: string,
  ): Solution<FactBindings<F, P>> | undefined;
  sessionRetractEach<const P extends FactPattern<F>>(
    pattern: P,
    sessionId: string,
  ): Solutions<FactBindings<F, P>>;
  sessionRetractall(pattern: FactPattern<F>, sessionId: string): number;
  sessionData<const P extends FactPattern<F>>(pattern: P, sessionId: string): Solutions<FactBindings<F, P>>;
  setSession(setting: TermLike, sessionId?: string): void;
  openSession(options: { readonly renew: boolean }): string;
  renewSession(sessionId: string): string;
  closeSession(sessionId: string): void;
}

/** Where it stands which session a handle is on: a request's context, or a place of the handle's own. */
export interface SessionPlace {
  sessionId: string | undefined;
  /** What keeps that session in memory, for a handle of its own. */
  readonly pin?: object | undefined;
}

/** Runs something in the context of a request. */
export type InPlace = <T>(fn: () => T) => T;

/** Is called when something is done, or with the error that kept it from being done. */
export type Done = (error?: unknown) => void;
