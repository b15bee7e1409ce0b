/** Redis goes away while clients write to server processes: they are answered 200 or 503, soon, and go on when it is back. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { redisStorage } from '../../src/storage/redis.ts';
import {
  describeWithRedis,
  type RedisOptions,
  type RedisServer,
  startRedis,
} from '../support/redis-server.ts';
import { anyOf, type Got, Program, type ServerProcess, Visitor } from '../support/stack.ts';
import { storedFacts } from '../support/stack-storages.ts';

const CLIENTS = 12;
const SESSIONS = 6;
const TIMEOUT = 400;

describeWithRedis('server processes whose Redis', () => {
  let program: Program;
  beforeAll(async () => {
    program = await Program.make();
  });
  afterAll(() => program.remove());

  async function started(options: RedisOptions = {}): Promise<RedisServer> {
    const redis = await startRedis(options);
    onTestFinished(async () => {
      redis.resume();
      await program.killAll();
      await redis.stop();
    });
    return redis;
  }

  function serving(
    url: string | readonly string[],
    outage: 'fail' | 'degrade' = 'fail',
  ): Promise<ServerProcess[]> {
    const redis = { url, timeout: TIMEOUT, connectTimeout: TIMEOUT };
    return program.start(2, { redis, options: { outage } });
  }

  test('is killed and started, or stopped and goes on, lose nothing that they have answered', async () => {
    const redis = await started({ appendFsync: 'always' });
    const clients = new Clients(await serving(redis.url));
    await clients.begin();
    for (let i = 0; i < 2; i++) {
      await clients.goOn();
      await redis.kill();
      await setTimeout(Math.random() * 2 * TIMEOUT);
      await redis.start();
      await clients.goOn();
      redis.pause();
      await setTimeout((0.5 + 2 * i) * TIMEOUT);
      redis.resume();
    }
    await clients.goOn();
    await clients.end();
    expect([...clients.statuses].sort()).toEqual([200, 503]);
    expect(clients.longest).toBeLessThan(HANGS);
    expect(await clients.missing(redis.url)).toEqual([]);
  });

  test('is replaced by its replica go on with that, and nothing is done by halves', async () => {
    const redis = await started({ appendFsync: 'always' });
    const replica = await started({ appendFsync: 'always', replicaOf: redis });
    const clients = new Clients(await serving([redis.url, replica.url]));
    await clients.begin();
    await clients.goOn();
    // What was begun has to be there, or else nobody could go on.
    await redis.command('wait', 1, 5000);
    const before = clients.progress();
    await redis.kill();
    await replica.command('replicaof', 'no', 'one');
    const after = clients.progress();
    await clients.goOn();
    await clients.end();
    for (const status of clients.statuses) expect([200, 503]).toContain(status);
    expect(clients.longest).toBeLessThan(HANGS);
    expect(Math.min(...clients.progress().map((count, i) => count - after[i]!))).toBeGreaterThan(1);
    // Only what the master has answered last can be missing: what came before it is there, and all that was answered since.
    expect(await clients.gaps(replica.url, before, after)).toEqual([]);
  });

  test("is away serve readers with outage: 'degrade', and refuse what would be lost", async () => {
    const redis = await started({ appendFsync: 'always' });
    const [server] = await serving(redis.url, 'degrade');
    const visitor = new Visitor();
    await visitor.get(server!.port, '/begin?tokens=1&name=alice');
    await redis.kill();
    const ask = async (path: string) => (await visitor.get(server!.port, path)).status;
    expect(await ask('/read')).toBe(200);
    expect(await ask('/count')).toBe(503);
    expect((await visitor.get(server!.port, '/read')).body).toContain('{"counter":0}');
    expect(await ask('/take')).toBe(503);
    expect((await visitor.get(server!.port, '/read')).body).toContain('{"token":0}');
    expect(await ask('/login?as=bob')).toBe(503);
    expect((await visitor.get(server!.port, '/read')).body).not.toContain('bob');
    // Another visitor is not in memory, and nobody's cookie is sent whose session is not stored.
    expect(
      await new Visitor(visitor.cookie.replace(/.{4}$/, '0000')).get(server!.port, '/read'),
    ).toMatchObject({
      status: 503,
    });
    expect(await new Visitor().get(server!.port, '/begin')).toMatchObject({ status: 503, cookie: undefined });
    await redis.start();
    while ((await ask('/count')) !== 200) await setTimeout(20);
    expect(await ask('/take')).toBe(200);
    expect((await visitor.get(server!.port, '/read')).body).toContain('{"counter":1}');
  });
});

/** None may be longer than this: the timeout and a second, on a machine that has other things to do. */
const HANGS = TIMEOUT + 1000 + 5000;

/** Clients that write all the time, each what it counts. */
class Clients {
  readonly statuses = new Set<number>();
  longest = 0;
  answers = 0;
  readonly #servers: readonly ServerProcess[];
  readonly #visitors = Array.from({ length: SESSIONS }, () => new Visitor());
  readonly #answered = Array.from({ length: CLIENTS }, (): number[] => []);
  #writing: Promise<unknown> | undefined;
  #isOver = false;

  constructor(servers: readonly ServerProcess[]) {
    this.#servers = servers;
  }

  async begin(): Promise<void> {
    for (const visitor of this.#visitors) await visitor.get(anyOf(this.#servers).port, '/begin');
    this.#writing = Promise.all(this.#answered.map((_, client) => this.#write(client)));
  }

  /** Waits until each has got some answers more. */
  async goOn(): Promise<void> {
    const before = this.#answered.map(({ length }) => length);
    while (this.#answered.some(({ length }, i) => length < before[i]! + 3)) await setTimeout(5);
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#writing;
    for (const server of this.#servers) expect(await server.ask('failures')).toEqual([]);
  }

  /** What was answered and is not there. */
  async missing(url: string): Promise<string[]> {
    const stored = await this.#stored(url);
    return this.#answered.flatMap((all, client) => {
      const there = stored[client]!;
      return all.filter((n) => !there.includes(n)).map((n) => `${client}: ${n}`);
    });
  }

  /** How many requests of each client were answered with 200. */
  progress(): number[] {
    return this.#answered.map(({ length }) => length);
  }

  /**
   * What was answered and is not there, of each client of which that is more than the last answers of a server, whose last one came
   * between the moments of which the progress is given: it was killed then, and another one took its place.
   */
  async gaps(url: string, before: readonly number[], after: readonly number[]): Promise<string[]> {
    const stored = await this.#stored(url);
    return this.#answered.flatMap((all, client) => {
      const lost = all.flatMap((n, i) => (stored[client]!.includes(n) ? [] : [i]));
      if (lost.length === 0) return [];
      const [first, last] = [lost[0]!, lost.at(-1)!];
      const isRun = last - first === lost.length - 1;
      const isLastOfServer = last >= before[client]! - 1 && last < after[client]!;
      const numbers = `${lost.map((i) => all[i])} of ${all}`;
      return isRun && isLastOfServer ? [] : [`${client}: ${numbers} (${before[client]} to ${after[client]})`];
    });
  }

  async #write(client: number): Promise<void> {
    const visitor = this.#visitors[client % SESSIONS]!;
    for (let n = 0; !this.#isOver; n++) {
      const got: Got = await visitor.get(anyOf(this.#servers).port, `/pair?client=c${client}&n=${n}`);
      this.statuses.add(got.status);
      this.longest = Math.max(this.longest, got.milliseconds);
      this.answers++;
      if (got.status === 200) this.#answered[client]!.push(n);
      else await setTimeout(10);
    }
  }

  /** The numbers that are there, of each client; what is there by halves is an error. */
  async #stored(url: string): Promise<number[][]> {
    const storage = redisStorage({ url });
    await storage.open(() => {});
    const sessions = await storedFacts(storage);
    await storage.close();
    const numbers = this.#answered.map((): number[] => []);
    for (const { id } of this.#visitors) {
      const named = (name: string) =>
        sessions[id]!.filter((fact) => fact.startsWith(`${name}(`)).map((fact) => fact.slice(name.length));
      expect(named('before')).toEqual(named('after'));
      expect(named('counter')).toEqual([`(${named('after').length})`]);
      for (const fact of named('after')) {
        const [, client, n] = /\(c(\d+),(\d+)\)/.exec(fact)!;
        numbers[Number(client)]!.push(Number(n));
      }
    }
    return numbers;
  }
}
