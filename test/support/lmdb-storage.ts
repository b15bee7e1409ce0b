/** Storages in LMDB, and folders for their files, which are there as long as the test runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ChangeListener } from '../../src/session/storage.ts';
import { type LmdbStorage, type LmdbStorageOptions, lmdbStorage } from '../../src/storage/lmdb.ts';

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clausal-lmdb-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function opened(options: LmdbStorageOptions, listener: ChangeListener = () => undefined): LmdbStorage {
  const storage = lmdbStorage(options);
  storage.open(listener);
  onTestFinished(() => storage.close());
  return storage;
}
