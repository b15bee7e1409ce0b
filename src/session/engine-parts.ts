/**
 * What stores of other session libraries need of a `SessionEngine`. It is behind a symbol that no entry point exports: whoever
 * takes an id from a request and opens a session under it lets others choose the ids of their victims.
 */
import type { OwnSettings } from './own-settings.ts';
import type { Sessions } from './sessions.ts';
import type { StoredSessions } from './stored-sessions.ts';

export const PARTS = Symbol('parts');

export interface EngineParts {
  readonly sessions: Sessions;
  readonly own: OwnSettings;
  /** Undefined without a storage. */
  readonly stored: StoredSessions | undefined;
}
