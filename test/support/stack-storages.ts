/** The storages that whole servers are tested on, each with a place of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { Var } from '../../src/term/term.ts';
import { hasRedis, startRedis } from './redis-server.ts';
import type { ServerConfig } from './stack-server.ts';

/** Where server processes and the test find the same sessions. */
export interface Place {
  readonly config: ServerConfig;
  /** A storage that the test may use. */
  readonly storage: SessionStorage;
  remove(): Promise<void>;
}

async function lmdbPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'clausal-stack-'));
  const lmdb = { path: join(folder, 'sessions.mdb') };
  const storage = lmdbStorage(lmdb);
  storage.open(() => {});
  return {
    config: { lmdb },
    storage,
    async remove() {
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function redisPlace(): Promise<Place> {
  const server = await startRedis({ appendFsync: 'always' });
  const redis = { url: server.url, timeout: 10_000 };
  const storage = redisStorage(redis);
  await storage.open(() => {});
  return {
    config: { redis },
    storage,
    async remove() {
      await storage.close();
      await server.stop();
    },
  };
}

export const stackStorages: readonly (readonly [name: string, open: () => Promise<Place>])[] = [
  ['LMDB', lmdbPlace],
  ...(hasRedis ? [['Redis', redisPlace] as const] : []),
];

/** The facts of all stored sessions, in order, by their ids. */
export async function storedFacts(storage: SessionStorage): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for await (const session of storage.find(new Var())) all[session.id] = textsOf(session);
  return all;
}

export function textsOf(session: StoredSession): string[] {
  return session.facts.map(({ fact }) => writeTerm(fact));
}
