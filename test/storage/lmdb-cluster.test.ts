/** Processes of node:cluster share sessions in LMDB: counters are exact, tokens are taken once, and changes are told of. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { StoredSession } from '../../src/session/storage.ts';
import { compound, int } from '../../src/term/term.ts';
import { bundle } from '../support/bundle.ts';
import type { Counted } from '../support/lmdb-counters.ts';
import { newFolder, opened } from '../support/lmdb-storage.ts';

const COUNTERS = ['counter-a', 'counter-b', 'counter-c'];

test('four processes open a new file at once, count up the same counters and take each token once', async () => {
  const folder = newFolder();
  const path = join(folder, 'sessions.mdb');
  const program = await bundle('lmdb-counters.ts', folder);
  const { stdout } = await promisify(execFile)(process.execPath, [program, path]);
  const results = JSON.parse(stdout) as Counted[];

  expect(results.map(({ counted }) => counted)).toEqual([180, 180, 180, 180]);
  expect(results.reduce((sum, { conflicts }) => sum + conflicts, 0)).toBeGreaterThan(0);
  const tokens = results.flatMap((result) => result.tokens).sort((a, b) => a - b);
  expect(tokens).toEqual(Array.from({ length: 80 }, (_, i) => i));

  const storage = opened({ path });
  for (const id of COUNTERS) {
    const session = storage.load(id) as StoredSession;
    expect(session.version).toBe(241);
    expect(session.facts).toEqual([{ place: 240, fact: compound('count', [int(240)]) }]);
  }
  // The last change of a counter was told to all but who made it.
  for (const id of COUNTERS) {
    expect(results.filter(({ told }) => told[id] === 241).length).toBeGreaterThanOrEqual(3);
  }
});
