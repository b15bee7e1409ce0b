/** What the servers of the suite `storage` that have clausal share: the engine of a process, and what it answers. */
import { SessionEngine } from '../src/index.ts';
import type { SessionStorage } from '../src/session/storage.ts';
import { begun, counted, noted, read, total } from './counter.ts';
import type { Place } from './shared-serving.ts';

/** Makes the storage of one process; undefined for none. */
export type MakeStorage = (place: Place) => SessionStorage | undefined;

export function engineAt(place: Place, makeStorage: MakeStorage): SessionEngine {
  const storage = makeStorage(place);
  return new SessionEngine(storage === undefined ? {} : { storage });
}

/** By paths; besides, `/total` answers {@link storedTotal}. */
export const answers: Readonly<Record<string, (engine: SessionEngine) => number>> = {
  '/': counted,
  '/read': read,
  '/begin': begun,
  '/note': noted,
};

/** The sum of the counters of all sessions, those of other processes too. */
export async function storedTotal(engine: SessionEngine): Promise<number> {
  await engine.load('count(_)');
  return total(engine);
}
