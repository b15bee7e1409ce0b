/** Where the storages of one test keep their sessions: opens them, notes what their listeners are told, and cleans up after. */
import { expect, onTestFinished, vi } from 'vitest';
import type { Awaitable, SessionStorage, StoredSession } from '../../src/session/storage.ts';
import type { Term } from '../../src/term/term.ts';

/** An empty place for sessions. */
export interface StoragePlace {
  /** A storage of the sessions of this place, other than those before and not yet opened. */
  connect(): Awaitable<SessionStorage>;
  /** Lets go of the place, when all storages are closed. */
  remove?(): Awaitable<void>;
}

/** Makes an empty place. */
export type OpenPlace = () => Awaitable<StoragePlace>;

/** What a storage has told its listener. */
export type Told = [id: string, version: number][];

export interface Connection {
  readonly storage: SessionStorage;
  readonly told: Told;
}

/** A new place with so many storages, open; they are closed when the test has ended. */
export async function connections(open: OpenPlace, count: number): Promise<Connection[]> {
  const place = await open();
  const opened: Connection[] = [];
  onTestFinished(async () => {
    for (const { storage } of opened) await storage.close();
    await place.remove?.();
  });
  for (let i = 0; i < count; i++) {
    const storage = await place.connect();
    const told: Told = [];
    opened.push({ storage, told });
    await storage.open((id, version) => told.push([id, version]));
  }
  return opened;
}

/** The only storage of a new place. */
export async function openStorage(open: OpenPlace): Promise<SessionStorage> {
  return (await connections(open, 1))[0]!.storage;
}

/** Two storages of a new place. */
export async function openTwo(open: OpenPlace): Promise<[SessionStorage, SessionStorage]> {
  const [one, other] = await connections(open, 2);
  return [one!.storage, other!.storage];
}

/** A session that has to be there. */
export async function stored(storage: SessionStorage, id: string): Promise<StoredSession> {
  const session = await storage.load(id);
  if (session === undefined) throw new Error(`there is no session ${id}`);
  if (session.facts === undefined) throw new Error(`session ${id} came without its facts`);
  return session;
}

/** All that `find` gives. */
export async function found(storage: SessionStorage, pattern: Term): Promise<StoredSession[]> {
  const sessions: StoredSession[] = [];
  for await (const session of storage.find(pattern)) sessions.push(session);
  return sessions;
}

/** Waits until a listener was told something. */
export async function untilTold(told: Told, id: string, version: number): Promise<void> {
  await vi.waitFor(() => expect(told).toContainEqual([id, version]), { timeout: 20_000, interval: 5 });
}
