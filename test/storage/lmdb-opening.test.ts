/**
 * Processes that open an LMDB file while others commit to it. LMDB itself would lose commits then: src/storage/lmdb/opening-gate.ts
 * has the reason.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { SessionChange } from '../../src/session/storage.ts';
import { OpeningGate } from '../../src/storage/lmdb/opening-gate.ts';
import { type LmdbStorage, lmdbStorage } from '../../src/storage/lmdb.ts';
import { atom } from '../../src/term/term.ts';
import { bundle } from '../support/bundle.ts';

const OPENERS = 2;
const TIMES = 1000;
const WRITERS = ['one', 'two'];
const STATE = {
  lastUsed: 1000,
  idle: 600,
  until: Infinity,
  peer: atom('peer'),
  opened: 1,
  first: 0,
  last: -1,
};

let folder = '';
let program = '';
let path = '';
let marker = '';
let places = '';
let files = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-opening-'));
  program = await bundle('lmdb-opener.ts', folder);
});

beforeEach(() => {
  path = join(folder, `sessions-${++files}.mdb`);
  marker = `${path}-opening`;
  places = `${path}-writers`;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process on the file, and the lines that it prints. */
interface Started {
  readonly process: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<unknown>;
}

function start(kind: 'reopen' | 'stay' | 'write', name = ''): Started {
  const child = spawn(process.execPath, [program, path, kind, name], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { process: child, lines, ended };
}

async function hasOpened({ lines }: Started): Promise<void> {
  await expect.poll(() => lines, { timeout: 10_000 }).toContain('opened');
}

function opened(): LmdbStorage {
  const storage = lmdbStorage({ path });
  storage.open(() => undefined);
  onTestFinished(() => storage.close());
  return storage;
}

function begin(id: string): SessionChange {
  return { id, version: 0, state: STATE, added: [], removed: [] };
}

/** A place in the file of those who commit. */
function place(pid: number, since: number, thread = 0): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(pid, 0);
  bytes.writeUInt32LE(thread, 4);
  bytes.writeDoubleLE(since, 8);
  return bytes;
}

function leaveMarker(pid: number): void {
  writeFileSync(marker, `${pid} 0`);
}

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'close');
  return child.pid!;
}

test(`what was answered is there after others have opened the file ${OPENERS * TIMES} times meanwhile`, async () => {
  const storage = opened();
  const writers = WRITERS.map((name) => start('write', name));
  await Promise.all(writers.map(hasOpened));
  const openers = Array.from({ length: OPENERS }, () => start('reopen', String(TIMES)));
  await Promise.all(openers.map(({ ended }) => ended));
  for (const { process } of writers) process.stdin!.end();
  await Promise.all(writers.map(({ ended }) => ended));

  for (const [at, name] of WRITERS.entries()) {
    const written = Number(writers[at]!.lines.at(-1));
    expect(written).toBeGreaterThan(0);
    const ids = Array.from({ length: written }, (_, i) => `${name}-${i + 1}`);
    expect(ids.filter((id) => storage.load(id) === undefined)).toEqual([]);
  }
});

test('who opens waits for a commit that is under way in another process, which begins no other one then', async () => {
  const gate = new OpeningGate(path);
  gate.opening(() => undefined);
  onTestFinished(() => gate.close());
  expect([gate.enter(), gate.enter()]).toEqual([true, true]);
  const opener = start('stay');
  await expect.poll(() => existsSync(marker), { timeout: 10_000 }).toBe(true);
  await setTimeout(50);
  expect(gate.enter()).toBe(false);
  gate.leave();
  await setTimeout(50);
  expect(opener.lines).toEqual([]);
  gate.leave();
  await hasOpened(opener);
  expect(existsSync(marker)).toBe(false);
  expect(gate.enter()).toBe(true);
  gate.leave();
});

test('a change waits until another process has opened the file, and is made then', async () => {
  const storage = opened();
  const other = start('stay');
  await hasOpened(other);
  leaveMarker(other.process.pid!);
  const outcome = storage.commit(begin('a'));
  await setTimeout(50);
  expect(storage.load('a')).toBeUndefined();
  rmSync(marker);
  expect(await outcome).toEqual({ kind: 'done' });
  expect(storage.load('a')).toMatchObject({ version: 1 });
});

test.each<[string, () => unknown]>([
  ['of a process that is no more', async () => leaveMarker(await deadProcess())],
  ['of a process before that had the number of this one', () => leaveMarker(process.pid)],
  [
    'of a process that has not gone on for seconds',
    () => {
      leaveMarker(process.ppid);
      utimesSync(marker, Date.now() / 1000 - 6, Date.now() / 1000 - 6);
    },
  ],
])('nobody waits for the marker %s', async (_, leave) => {
  await leave();
  const storage = opened();
  expect(existsSync(marker)).toBe(false);
  await leave();
  expect(await storage.commit(begin('a'))).toEqual({ kind: 'done' });
});

test('nobody waits for those who have left that they commit: the dead, and who has not gone on for seconds', async () => {
  const dead = place(await deadProcess(), Date.now());
  const before = place(process.pid, Date.now());
  const stuck = place(process.ppid, Date.now() - 6000);
  writeFileSync(places, Buffer.concat([stuck, dead, before]));
  opened();
  const now = readFileSync(places);
  expect(now.subarray(0, 16)).toEqual(stuck);
  expect(now.subarray(16, 32)).toEqual(place(process.pid, 0)); // the place of the dead one is taken
});

test('each storage has a place of its own, and gives it back', async () => {
  opened();
  const second = lmdbStorage({ path });
  second.open(() => undefined);
  const other = start('stay');
  await hasOpened(other);
  const thread = new Worker(program, { argv: [path, 'stay'], stdin: true, stdout: true });
  onTestFinished(async () => void (await thread.terminate()));
  await expect.poll(() => statSync(places).size, { timeout: 10_000 }).toBe(64);
  const own = place(process.pid, 0);
  const all = [own, own, place(other.process.pid!, 0), place(process.pid, 0, thread.threadId)];
  expect(readFileSync(places)).toEqual(Buffer.concat(all));
  await second.close();
  expect(readFileSync(places).subarray(16, 32)).toEqual(Buffer.alloc(16));
  opened();
  expect(readFileSync(places)).toEqual(Buffer.concat(all));
});
