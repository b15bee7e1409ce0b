/** Sessions in LMDB survive that the processes that write them are killed, at any moment, while others go on. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredSession } from '../../src/session/storage.ts';
import { closeDatabases, type Databases, openDatabases } from '../../src/storage/lmdb/databases.ts';
import { type LmdbStorage, lmdbStorage } from '../../src/storage/lmdb.ts';
import { bundle } from '../support/bundle.ts';
import { disagreements } from '../support/lmdb-check.ts';
import { lastSteps, prefixOf, wrongOfSlot } from '../support/writer-steps.ts';

const KILLS = 200;
const AT_A_TIME = 3;
const SLOTS = 6;

let folder = '';
let path = '';
let program = '';
let storage: LmdbStorage;
let databases: Databases;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-kill-'));
  path = join(folder, 'sessions.mdb');
  program = await bundle('lmdb-writer.ts', folder);
  storage = lmdbStorage({ path });
  storage.open(() => undefined);
  databases = openDatabases(path, {});
});

afterAll(async () => {
  await storage.close();
  await closeDatabases(databases);
  rmSync(folder, { recursive: true, force: true });
});

describe(`of ${KILLS} processes that are killed while they write`, () => {
  test('every answered step is there, nothing is half done, and the indexes agree with the facts', async () => {
    let started = 0;
    let answered = 0;
    const wrong: string[] = [];
    const lane = async () => {
      while (started < KILLS) {
        const number = started++;
        const steps = await killed(number);
        for (let slot = 0; slot < SLOTS; slot++) {
          answered += (steps.get(slot) ?? -1) + 1;
          const ids = idsOf(prefixOf(number, slot));
          wrong.push(...wrongOfSlot(number, slot, steps.get(slot), ids.map(whole)));
        }
        wrong.push(...disagreements(databases));
        // Others remain, for the check at the end; all of them would make each look longer.
        if (number % 10 !== 0) for (const id of idsOf(`${number}-`)) await storage.end(id);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, lane));
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(KILLS);

    // What a new process finds that opens the file.
    const later = lmdbStorage({ path });
    later.open(() => undefined);
    const due = await later.due(1e9, 1e6);
    expect(due.length).toBe([...databases.sessions.getKeys()].length);
    for (const { id, version, lastUsed } of due) await later.end(id, { version, lastUsed });
    expect(disagreements(databases)).toEqual([]);
    expect([...databases.content.getKeys()]).toEqual([]);
    await later.close();
  }, 180_000);
});

/** Starts a process and kills it after a while; answers the last step of each slot that it has printed. */
function killed(number: number): Promise<Map<number, number>> {
  const durability = number % 2 === 0 ? 'commit' : 'batch';
  const child = spawn(process.execPath, [program, path, `${number}`, `${SLOTS}`, durability]);
  let output = '';
  let errors = '';
  child.stderr.on('data', (text) => (errors += text));
  child.stdout.on('data', (text) => {
    // From its first answer on; one in ten may be killed while it starts.
    if (output === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * 80);
    output += text;
  });
  if (number % 10 === 9) setTimeout(() => child.kill('SIGKILL'), Math.random() * 200);
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`it ended by itself with ${code}: ${errors}`));
      resolve(lastSteps(output));
    });
  });
}

function idsOf(prefix: string): string[] {
  databases.root.resetReadTxn();
  return [...databases.sessions.getKeys({ start: prefix, end: `${prefix}\uffff` })];
}

function whole(id: string): StoredSession {
  return storage.load(id) as StoredSession;
}
