/**
 * Processes that open an LMDB file while others commit to it. LMDB itself would lose commits then: src/storage/lmdb/opening-gate.ts
 * has the reason.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { OpeningGate } from '../../src/storage/lmdb/opening-gate.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { bundleAll, linkPackages } from '../support/bundle.ts';
import { opened } from '../support/lmdb-storage.ts';
import { begin } from '../support/session-changes.ts';

const OPENERS = 2;
const TIMES = 500;
const WRITERS = ['one', 'two'];

let folder = '';
let program = '';
let gateProgram = '';
let path = '';
let marker = '';
let places = '';
let files = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-opening-'));
  await bundleAll({ opener: supportFile('lmdb-opener.ts'), gate: supportFile('lmdb-gate.ts') }, folder);
  linkPackages(folder);
  program = join(folder, 'opener.mjs');
  gateProgram = join(folder, 'gate.mjs');
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
  return run([program, path, kind, name]);
}

function run(words: readonly string[]): Started {
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { process: child, lines, ended };
}

async function hasSaid({ lines }: Started, line: string): Promise<void> {
  await expect.poll(() => lines, { timeout: 10_000 }).toContain(line);
}

function hasOpened(started: Started): Promise<void> {
  return hasSaid(started, 'opened');
}

function supportFile(name: string): string {
  return join(import.meta.dirname, '../support', name);
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
  const storage = opened({ path });
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

test('of several processes that open a file all the time one is at it at a time', async () => {
  const openers = Array.from({ length: 4 }, () => run([gateProgram, path, 'open', '200']));
  await Promise.all(openers.map(({ ended }) => ended));
  expect(openers.map(({ lines, process }) => [lines, process.exitCode])).toEqual(openers.map(() => [[], 0]));
  expect(readdirSync(folder).filter((name) => name.startsWith(`${basename(path)}-opening`))).toEqual([]);
});

test('who opens gets its turn among processes that ask to commit all the time', async () => {
  const committing = Array.from({ length: 8 }, () => run([gateProgram, path, 'commit', '300']));
  await Promise.all(committing.map((started) => hasSaid(started, 'committing')));
  await Promise.all([start('stay'), start('stay')].map(hasOpened));
});

function openGate(): OpeningGate {
  const gate = OpeningGate.of(path);
  gate.opening(() => undefined);
  onTestFinished(() => gate.close());
  return gate;
}

test('who opens waits for a commit that is under way in another process, which begins no other one then', async () => {
  const gate = openGate();
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

test('who waits to open keeps its turn, however long that takes, and takes it again when it was taken away', async () => {
  const gate = openGate();
  gate.enter();
  const opener = start('stay');
  await expect.poll(() => existsSync(marker), { timeout: 10_000 }).toBe(true);
  utimesSync(marker, Date.now() / 1000 - 6, Date.now() / 1000 - 6);
  await expect.poll(() => Date.now() - statSync(marker).mtimeMs).toBeLessThan(5000);
  rmSync(marker);
  await expect.poll(() => existsSync(marker)).toBe(true);
  gate.leave();
  await hasOpened(opener);
});

test('who has a file open opens it once more at once, while another process waits for its commits', async () => {
  const storage = opened({ path });
  const gate = openGate();
  gate.enter();
  const other = start('stay');
  await expect.poll(() => existsSync(marker), { timeout: 10_000 }).toBe(true);
  const second = opened({ path });
  expect(other.lines).toEqual([]);
  gate.leave();
  await hasOpened(other);
  expect(await storage.commit(begin('a'))).toEqual({ kind: 'done' });
  expect(second.load('a')).toMatchObject({ version: 1 });
});

test('a change waits until another process has opened the file, and is made then', async () => {
  const storage = opened({ path });
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
  const storage = opened({ path });
  expect(existsSync(marker)).toBe(false);
  await leave();
  expect(await storage.commit(begin('a'))).toEqual({ kind: 'done' });
});

test('nobody waits for those who have left that they commit: the dead, and who has not gone on for seconds', async () => {
  const dead = place(await deadProcess(), Date.now());
  const before = place(process.pid, Date.now());
  const stuck = place(process.ppid, Date.now() - 6000);
  writeFileSync(places, Buffer.concat([stuck, dead, before]));
  opened({ path });
  const now = readFileSync(places);
  expect(now.subarray(0, 16)).toEqual(stuck);
  expect(now.subarray(16, 32)).toEqual(place(process.pid, 0)); // the place of the dead one is taken
});

test('each thread has a place of its own, and gives it back when it has the file open no more', async () => {
  const first = lmdbStorage({ path });
  first.open(() => undefined);
  const second = opened({ path });
  const other = start('stay');
  await hasOpened(other);
  const thread = new Worker(program, { argv: [path, 'stay'], stdin: true, stdout: true });
  onTestFinished(async () => void (await thread.terminate()));
  await expect.poll(() => statSync(places).size, { timeout: 10_000 }).toBe(48);
  const all = [place(process.pid, 0), place(other.process.pid!, 0), place(process.pid, 0, thread.threadId)];
  expect(readFileSync(places)).toEqual(Buffer.concat(all));
  await first.close();
  expect(readFileSync(places)).toEqual(Buffer.concat(all));
  await second.close();
  expect(readFileSync(places).subarray(0, 16)).toEqual(Buffer.alloc(16));
  opened({ path });
  expect(readFileSync(places)).toEqual(Buffer.concat(all));
});
