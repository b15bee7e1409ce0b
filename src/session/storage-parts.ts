/** What the parts of an engine that deal with its storage work with. */
import type { ClauseStore } from '../query/clause-store.ts';
import type { Contexts } from './context.ts';
import type { Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import type { SessionStorage } from './storage.ts';

export interface StorageParts {
  readonly storage: SessionStorage;
  readonly store: ClauseStore;
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly contexts: Contexts;
  /** Is told of failures that nobody waits for. */
  readonly report: (error: unknown) => void;
}
