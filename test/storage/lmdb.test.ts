/** Sessions in LMDB keep the contract of storages. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { storageCases } from '../support/storage-cases.ts';

storageCases('sessions in LMDB', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clausal-lmdb-'));
  return {
    connect: () => lmdbStorage({ path: join(folder, 'sessions.mdb') }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});
