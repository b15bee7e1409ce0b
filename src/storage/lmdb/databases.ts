/**
 * The LMDB file of a storage and the databases in it, opened and checked. `sessions` has all of each session as one value,
 * `content` and `due` are indexes, `changes` is what other processes look at.
 */
import { resolve } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { failure } from './failure.ts';
import { checkFile } from './file-check.ts';
import { settleLayout } from './layout.ts';
import { OpeningGate } from './opening-gate.ts';

export interface Databases {
  readonly path: string;
  /** Is asked before each commit. */
  readonly gate: OpeningGate;
  readonly root: RootDatabase<Buffer, string>;
  /** By id, with a stamp as version: see head.ts. */
  readonly sessions: Database<Buffer, string>;
  /** By key of the content index, id and place; without values. */
  readonly content: Database<Buffer, Buffer>;
  /** By time, not after that of the end, and id; without values. */
  readonly due: Database<Buffer, Buffer>;
  /** By writer and sequence: see change-feed.ts. */
  readonly changes: Database<Buffer, Buffer>;
}

/** What goes to LMDB as it is. */
export interface FileOptions {
  /** How much address space to map at first, in bytes. The file grows beyond it. */
  readonly mapSize?: number;
}

/** @throws Error that names the path, when it cannot be opened, is not ours or of a later layout */
export function openDatabases(path: string, options: FileOptions): Databases {
  let root: RootDatabase<Buffer, string> | undefined;
  try {
    checkFile(path);
    const gate = OpeningGate.of(path);
    return gate.opening(() => {
      root = open<Buffer, string>({
        path: resolve(path),
        encoding: 'binary',
        maxDbs: 8,
        // A transaction is on disk before the next one begins, and one that fails says so to all who are in it.
        overlappingSync: false,
        ...options,
      });
      settleLayout(root);
      heedFailures(root);
      return {
        path,
        gate,
        root,
        sessions: root.openDB('sessions', { encoding: 'binary', useVersions: true }),
        content: root.openDB('content', { encoding: 'binary', keyEncoding: 'binary' }),
        due: root.openDB('due', { encoding: 'binary', keyEncoding: 'binary' }),
        changes: root.openDB('changes', { encoding: 'binary', keyEncoding: 'binary' }),
      };
    });
  } catch (error) {
    void root?.close();
    throw failure(path, 'open the sessions', error);
  }
}

export async function closeDatabases({ root, gate }: Databases): Promise<void> {
  await root.close();
  gate.close();
}

/**
 * Of a transaction that fails, LMDB rejects the promises of its writes, and one more that nobody has asked for: the one of the
 * turn of the event loop, which is there right after this event. Unheeded, it would end the process.
 */
function heedFailures(root: RootDatabase<Buffer, string>): void {
  const ignore = () => undefined;
  root.on('beforecommit', () => queueMicrotask(() => void root.committed.then(ignore, ignore)));
}
