/** Places for the sessions of several engines, each of which has a storage of its own there: one of every kind of storage. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { memoryStorage } from '../../src/storage/memory.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { hasRedis, startRedis } from './redis-server.ts';
import type { OpenPlace, StoragePlace } from './storage-place.ts';

function memoryPlace(delay?: number): StoragePlace {
  const storage = memoryStorage(delay === undefined ? {} : { delay });
  return { connect: () => storage.connect() };
}

async function lmdbPlace(): Promise<StoragePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'clausal-engines-'));
  return {
    connect: () => lmdbStorage({ path: join(folder, 'sessions.mdb'), poll: 5 }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function redisPlace(): Promise<StoragePlace> {
  const server = await startRedis();
  return { connect: () => redisStorage({ url: server.url }), remove: () => server.stop() };
}

export const enginePlaces: readonly (readonly [name: string, open: OpenPlace])[] = [
  ['memory that answers at once', () => memoryPlace()],
  ['memory that answers later', () => memoryPlace(1)],
  ['LMDB', lmdbPlace],
  ...(hasRedis ? [['Redis', redisPlace] as const] : []),
];
