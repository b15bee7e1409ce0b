/** Processes that write to Redis are killed, and so is Redis: what was answered is there, nothing is half written. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { Keys } from '../../src/storage/redis/keys.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { Compound, int, Var } from '../../src/term/term.ts';
import { bundle } from '../support/bundle.ts';
import { begin, factsNamed, nameIn, numberIn } from '../support/redis-client-program.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { disagreements } from '../support/redis-sessions.ts';
import { found } from '../support/storage-place.ts';
import { lastSteps, prefixOf, wrongOfSlot } from '../support/writer-steps.ts';

const KILLS = 200;
const WRITERS_AT_ONCE = 4;
const SESSIONS = 4;
const SLOTS = 4;

describeWithRedis('processes with sessions in Redis', () => {
  let server: RedisServer;
  let folder: string;
  let program: string;
  beforeAll(async () => {
    server = await startRedis({ appendFsync: 'always' });
    folder = await mkdtemp(join(tmpdir(), 'clausal-program-'));
    program = await bundle('redis-client-program.ts', folder, { packages: true });
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await server.stop();
  });

  test('that are killed while they write, together with the server, lose nothing that was answered', async () => {
    const storage = redisStorage({ url: server.url, timeout: 10_000 });
    await storage.open(() => {});
    for (let i = 0; i < SESSIONS; i++) await begin(storage, `s${i}`, []);

    const answered = new Map<string, number>();
    const steps = new Map<number, Map<number, number>>();
    let kills = 0;
    const killWriters = async (): Promise<void> => {
      while (kills < KILLS) {
        const number = kills++;
        if (number % 2 === 0) {
          const args = ['write', server.url, 'clausal', `w${number}`, `${SESSIONS}`];
          answered.set(`w${number}`, (await outputUntilKilled(program, args)).split('\n').length - 1);
        } else {
          const args = ['steps', server.url, 'clausal', `${number}`, `${SLOTS}`];
          steps.set(number, lastSteps(await outputUntilKilled(program, args)));
        }
      }
    };
    let isOver = false;
    const killServer = async (): Promise<void> => {
      while (!isOver) {
        await setTimeout(1500 + Math.random() * 1500);
        await server.restart();
      }
    };
    const killing = killServer();
    await Promise.all(Array.from({ length: WRITERS_AT_ONCE }, () => killWriters()));
    isOver = true;
    await killing;

    let [changes, total] = [0, 0];
    const written = new Map<string, number[]>();
    for (let i = 0; i < SESSIONS; i++) {
      const session = (await storage.load(`s${i}`)) as StoredSession;
      changes += session.version - 1;
      for (const fact of factsNamed(session, 'written')) {
        const numbers = written.get(nameIn(fact)) ?? [];
        written.set(nameIn(fact), [...numbers, numberIn(fact)]);
      }
    }
    for (const [name, count] of answered) {
      const numbers = (written.get(name) ?? []).sort((a, b) => a - b);
      const done = (numbers.at(-1) ?? -1) + 1;
      total += done;
      // The last one may have been done before it was answered.
      expect([count, count + 1], name).toContain(done);
      // In each session is the newest one that was for it.
      expect(numbers, name).toEqual(Array.from({ length: done }, (_, n) => n).slice(-SESSIONS));
    }
    expect(changes).toBe(total);
    expect(answered.size + steps.size).toBeGreaterThanOrEqual(KILLS);
    expect(total).toBeGreaterThan(KILLS);

    // Those who begin, renew and end sessions have them for themselves.
    const sessions = await found(storage, new Var());
    const wrong: string[] = [];
    let taken = 0;
    for (const [number, last] of steps) {
      for (let slot = 0; slot < SLOTS; slot++) {
        const own = sessions.filter(({ id }) => id.startsWith(prefixOf(number, slot)));
        wrong.push(...wrongOfSlot(number, slot, last.get(slot), own));
        taken += (last.get(slot) ?? -1) + 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(KILLS);
    expect(await disagreements([server.url], 'clausal')).toEqual([]);
    await storage.close();
  }, 180_000);

  test('count exactly and take each token once, four of them with 50 clients each on 20 sessions', async () => {
    await countTogether(program, server.url, 2, async () => {});
  });

  test('do so in a cluster whose slots move all the while, and are sent on by its servers', async () => {
    const cluster = await startRedisCluster();
    try {
      const moved = await countTogether(program, cluster.urls.join(','), 15, (prefix, isOver) =>
        moveSlots(cluster, prefix, isOver),
      );
      expect(moved).toBeGreaterThan(2);
      const { MOVED, ASK } = await redirections(cluster);
      expect(MOVED).toBeGreaterThan(5);
      expect(ASK).toBeGreaterThan(5);
    } finally {
      await cluster.stop();
    }
  });
});

const COUNTED = 20;
const TOKENS = 30;

/** Lets four processes count, and answers what was answered by what was done meanwhile, from the first change to the last. */
async function countTogether<T>(
  program: string,
  urls: string,
  times: number,
  meanwhile: (prefix: string, isOver: () => boolean) => Promise<T>,
): Promise<T> {
  const prefix = 'count';
  const url = urls.split(',');
  const storage = redisStorage({ url, prefix, cluster: url.length > 1, timeout: 10_000 });
  await storage.open(() => {});
  for (let i = 0; i < COUNTED; i++) {
    const tokens = Array.from({ length: TOKENS }, (_, n) => new Compound('token', [int(i * TOKENS + n)]));
    await begin(storage, `s${i}`, [new Compound('counter', [int(0)]), ...tokens]);
  }
  const args = ['count', urls, prefix, 50, COUNTED, times].map(String);
  const counting = Array.from({ length: 4 }, () => outputOf(program, args));
  let isOver = false;
  const counted = Promise.all(counting).finally(() => {
    isOver = true;
  });
  const result = hasBegun(storage, () => isOver).then(() => meanwhile(prefix, () => isOver));
  const taken = (await counted).flatMap((text) => JSON.parse(text) as number[]);
  const answer = await result;

  let [sum, left, changes] = [0, 0, 0];
  for (let i = 0; i < COUNTED; i++) {
    const session = (await storage.load(`s${i}`)) as StoredSession;
    sum += numberIn(factsNamed(session, 'counter')[0]!);
    left += factsNamed(session, 'token').length;
    changes += session.version - 1;
  }
  expect(sum).toBe(4 * 50 * times);
  expect(new Set(taken).size).toBe(taken.length);
  expect(taken.length + left).toBe(COUNTED * TOKENS);
  expect(changes).toBe(sum + taken.length);
  expect(await disagreements(url, prefix)).toEqual([]);
  await storage.close();
  return answer;
}

/** Waits until one of the counted sessions has changed. */
async function hasBegun(storage: SessionStorage, isOver: () => boolean): Promise<void> {
  for (let i = 0; !isOver(); i = (i + 1) % COUNTED) {
    if ((await storage.load(`s${i}`))!.version > 1) return;
    await setTimeout(1);
  }
}

/** How often the servers of a cluster have sent somebody on. */
async function redirections(cluster: RedisCluster): Promise<Record<'MOVED' | 'ASK', number>> {
  const counts = { MOVED: 0, ASK: 0 };
  for (const server of cluster.servers) {
    const stats = await server.command('info', 'errorstats');
    for (const [, name, count] of stats.matchAll(/errorstat_(MOVED|ASK):count=(\d+)/g))
      counts[name as keyof typeof counts] += Number(count);
  }
  return counts;
}

/** Moves the slots of sessions to the next server, one after the other, until all has been counted; answers how many. */
async function moveSlots(cluster: RedisCluster, prefix: string, isOver: () => boolean): Promise<number> {
  const keys = new Keys(prefix);
  const tags = new Set(Array.from({ length: COUNTED }, (_, i) => keys.of(`s${i}`).bucket.tag));
  const slots = await Promise.all([...tags].map((tag) => cluster.slotOf(tag)));
  let moved = 0;
  for (; !isOver(); moved++) {
    const slot = slots[moved % slots.length]!;
    const owner = await cluster.ownerOf(slot);
    await cluster.moveSlots([slot], (owner + 1) % 3, () => setTimeout(5));
  }
  return moved;
}

/** Lets a process write, kills it at a random moment, and answers what it has said. */
async function outputUntilKilled(file: string, args: readonly string[]): Promise<string> {
  const writer = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  writer.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const closed = once(writer, 'close');
  await Promise.race([once(writer.stdout, 'data'), closed]);
  await setTimeout(Math.random() * 60);
  killed(writer);
  await closed;
  return output;
}

function killed(writer: ChildProcess): void {
  if (writer.exitCode !== null) throw new Error(`a writer has ended by itself: ${writer.exitCode}`);
  writer.kill('SIGKILL');
}

async function outputOf(file: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`status ${status}: ${output}`);
  return output;
}
