/** What a storage does when Redis is away, stopped, full of waiting commands, or another server's replica. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import { SCRIPTS } from '../../src/storage/redis/scripts.ts';
import { type RedisStorageOptions, redisStorage } from '../../src/storage/redis.ts';
import { Atom, Compound, int } from '../../src/term/term.ts';
import { freePort } from '../support/free-port.ts';
import { begin, factsNamed, numberIn, update } from '../support/redis-client-program.ts';
import { startRedisCluster } from '../support/redis-cluster.ts';
import {
  describeWithRedis,
  type RedisOptions,
  type RedisServer,
  startRedis,
} from '../support/redis-server.ts';
import { disagreements } from '../support/redis-sessions.ts';

describeWithRedis('a storage whose server', () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  afterEach(() => expect(unhandled).not.toHaveBeenCalled());

  test('is killed and started again has all that was answered, and goes on', async () => {
    const server = await started({ appendFsync: 'always' });
    const storage = await opened({ url: server.url });
    await begin(storage, 'a', [new Compound('counter', [int(0)])]);
    let answered = 0;
    let isOver = false;
    const counting = (async () => {
      while (!isOver) {
        await increment(storage, 'a');
        answered++;
      }
    })();
    for (let i = 0; i < 4; i++) {
      const before = answered;
      await vi.waitFor(() => expect(answered).toBeGreaterThan(before + 20), { timeout: 10_000 });
      await server.restart();
    }
    isOver = true;
    await counting;
    const session = await storage.load('a');
    expect(session?.version).toBe(answered + 1);
    expect(session?.facts?.map(numberIn)).toEqual([answered]);
    expect(await disagreements([server.url], 'clausal')).toEqual([]);
  });

  test('is stopped says so in time, and its late answers are not taken for others', async () => {
    const server = await started();
    const storage = await opened({ url: server.url, timeout: 300 });
    const ids = Array.from({ length: 50 }, (_, i) => `s${i}`);
    for (const [i, id] of ids.entries()) await begin(storage, id, [new Compound('own', [int(i)])]);
    server.pause();
    const lost = await Promise.allSettled(ids.map((id) => storage.load(id)));
    const commit = await Promise.allSettled([begin(storage, 'late', [])]);
    server.resume();
    for (const each of lost) expect(each).toMatchObject({ status: 'rejected', reason: { code: 'unknown' } });
    expect(commit[0]).toMatchObject({ status: 'rejected' });
    await vi.waitFor(() => storage.load('s0'), { timeout: 10_000 });
    const found = await Promise.all(ids.map((id) => storage.load(id)));
    expect(found.map((session) => session?.facts?.map(numberIn))).toEqual(ids.map((_, i) => [i]));
    expect(await disagreements([server.url], 'clausal')).toEqual([]);
  });

  test('still reads its file is waited for, and then has all that was answered', async () => {
    // Each command of the file takes it a while, so that it is LOADING when it is asked.
    const server = await started({ appendFsync: 'always', settings: { 'key-load-delay': '300' } });
    const storage = await opened({ url: server.url, timeout: 15_000 });
    const ids = Array.from({ length: 400 }, (_, i) => `s${i}`);
    await Promise.all(ids.map((id, i) => begin(storage, id, [new Compound('counter', [int(i)])])));
    await server.kill();
    const starting = server.start();
    await vi.waitFor(() => expect(server.command('exists', 'any')).rejects.toThrow('LOADING'), {
      timeout: 10_000,
      interval: 1,
    });
    await Promise.all(ids.map((id) => increment(storage, id)));
    await starting;
    const found = await Promise.all(ids.map((id) => storage.load(id)));
    expect(found.map((session) => session?.facts?.map(numberIn))).toEqual(ids.map((_, i) => [i + 1]));
    expect(await disagreements([server.url], 'clausal')).toEqual([]);
  });

  test('is away fails at first after the timeout, then at once, and works when it is back', async () => {
    const server = await started({ appendFsync: 'always' });
    const storage = await opened({ url: server.url, timeout: 500 });
    await begin(storage, 'a', []);
    await server.kill();
    await expect(storage.load('a')).rejects.toMatchObject({ name: 'RedisStorageError' });
    await vi.waitFor(async () => {
      const start = performance.now();
      await expect(storage.load('a')).rejects.toMatchObject({ code: 'unavailable' });
      expect(performance.now() - start).toBeLessThan(100);
    });
    await server.start();
    await vi.waitFor(async () => expect((await storage.load('a'))?.version).toBe(1), { timeout: 10_000 });
  });

  test('is not there at all is an error of open, without its password', async () => {
    const port = await freePort();
    const storage = redisStorage({ url: `redis://user:sesame@127.0.0.1:${port}`, timeout: 200 });
    onTestFinished(async () => storage.close());
    const error = await Promise.resolve(storage.open(() => {})).catch((thrown) => thrown);
    expect(error.message).toMatch(/^Redis at redis:\/\/\*\*\*@127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toContain('sesame');
  });

  test('wants another password is an error of open that says so', async () => {
    const server = await started();
    await server.command('config', 'set', 'requirepass', 'right');
    const url = server.url.replace('//', '//:wrong@');
    const storage = redisStorage({ url, timeout: 500 });
    onTestFinished(async () => storage.close());
    const error = await Promise.resolve(storage.open(() => {})).catch((thrown) => thrown);
    expect(error.message).toMatch(/^Redis at redis:\/\/\*\*\*@.*WRONGPASS/);
    expect(error.message).not.toContain('wrong@');
    const right = await opened({ url: server.url.replace('//', '//:right@') });
    expect(await begin(right, 'a', [])).toEqual({ kind: 'done' });
    await server.command('-a', 'right', 'config', 'set', 'requirepass', '');
  });

  test('is full refuses what it has no place for, and nothing is half done', async () => {
    const server = await started();
    const storage = await opened({ url: server.url });
    await begin(storage, 'a', [new Compound('counter', [int(0)])]);
    await server.command('config', 'set', 'maxmemory', '1');
    const refused = { code: 'refused', message: expect.stringContaining('OOM') };
    await expect(begin(storage, 'b', [new Atom('x')])).rejects.toMatchObject(refused);
    const more = () => ({ added: [new Atom('more')], removed: [] });
    await expect(update(storage, 'a', more)).rejects.toMatchObject(refused);
    await server.command('config', 'set', 'maxmemory', '0');
    await increment(storage, 'a');
    expect(await disagreements([server.url], 'clausal')).toEqual([]);
  });

  test('does not answer has no more commands waiting than may wait', async () => {
    const server = await started();
    const storage = await opened({ url: server.url, timeout: 400, waiting: 256 });
    server.pause();
    const settled = await Promise.allSettled(Array.from({ length: 276 }, () => storage.load('a')));
    server.resume();
    const messages = settled.map((each) => (each.status === 'rejected' ? String(each.reason) : 'answered'));
    expect(messages.filter((message) => message.includes('256 commands are waiting'))).toHaveLength(20);
  });

  test('dies is followed by its replica, and the first master of several is taken', async () => {
    const master = await started();
    const replica = await started({ replicaOf: master });
    const storage = await opened({ url: [replica.url, master.url], timeout: 10_000 });
    const told: string[] = [];
    const other = await opened({ url: [replica.url, master.url], timeout: 10_000 }, (id, version) =>
      told.push(`${id} ${version}`),
    );
    await begin(storage, 'a', [new Compound('counter', [int(0)])]);
    await other.load('a');
    await vi.waitFor(async () => expect(await replica.command('dbsize')).toBe('3'));
    await master.kill();
    const next = increment(storage, 'a');
    await replica.command('replicaof', 'no', 'one');
    await next;
    expect((await storage.load('a'))?.version).toBe(2);
    expect((await other.load('a'))?.version).toBe(2);
    await vi.waitFor(
      () => increment(storage, 'a').then(() => expect(told.at(-1)).toMatch(/^a [3-9]/)),
      10_000,
    );
  });

  test('becomes a replica is left for the one that is a master now', async () => {
    const [first, second] = [await started(), await started()];
    const storage = await opened({ url: [first.url, second.url], timeout: 10_000 });
    await begin(storage, 'a', []);
    await first.command('replicaof', '127.0.0.1', second.port);
    await vi.waitFor(() => begin(storage, 'b', []));
    expect(await second.command('keys', '*s:b')).toMatch(/s:b$/);
  });

  test('is a master of a cluster and dies is followed by its replica; sessions elsewhere do not wait', async () => {
    const cluster = await startRedisCluster({
      replicated: 1,
      settings: { 'cluster-node-timeout': '1000', 'cluster-require-full-coverage': 'no' },
    });
    onTestFinished(() => cluster.stop());
    const storage = await opened({ url: cluster.urls, cluster: true, timeout: 15_000 });
    const ids = Array.from({ length: 60 }, (_, i) => `s${i}`);
    await Promise.all(ids.map((id) => begin(storage, id, [new Compound('counter', [int(0)])])));
    const [dying, ...others] = cluster.servers;
    const isDying = await idsOf(dying!);
    expect(isDying.size).toBeGreaterThan(5);
    const replica = others.at(-1)!;
    await vi.waitFor(async () => expect(await idsOf(replica)).toEqual(isDying)); // no answer waits for that
    await dying!.kill();
    const [lost, safe] = [ids.filter((id) => isDying.has(id)), ids.filter((id) => !isDying.has(id))];
    const waiting = Promise.all(lost.map((id) => increment(storage, id)));
    let hasFailedOver = false;
    void waiting.finally(() => (hasFailedOver = true)).catch(() => {});
    await Promise.all(safe.map((id) => increment(storage, id)));
    expect(hasFailedOver).toBe(false);
    await waiting;
    const found = await Promise.all(ids.map((id) => storage.load(id)));
    expect(found.map((session) => session?.facts?.map(numberIn))).toEqual(ids.map(() => [1]));
    expect(await replica.command('role')).toMatch(/^master/);
  });

  test('is the master that sentinels name is followed when they name another one', async () => {
    const master = await started();
    const next = await started();
    const sentinel = await startedSentinel(master, await freePort());
    const named = { name: 'mymaster', nodes: [`redis://127.0.0.1:${await freePort()}`, sentinel.url] };
    const storage = await opened({ sentinel: named, timeout: 20_000 });
    await begin(storage, 'a', []);
    await sentinel.command('sentinel', 'remove', 'mymaster');
    await sentinel.command('sentinel', 'monitor', 'mymaster', '127.0.0.1', String(next.port), '1');
    await master.kill();
    await begin(storage, 'b', []);
    expect(await next.command('keys', '*s:*')).toMatch(/s:b$/);
    const other = redisStorage({ sentinel: { ...named, name: 'other' }, timeout: 500 });
    onTestFinished(async () => other.close());
    await expect(other.open(() => {})).rejects.toThrow(/sentinel redis:.* knows no master "other"/);
  });

  test('cuts off those who listen tells them afterwards what has changed meanwhile', async () => {
    const server = await started();
    const told: string[] = [];
    const one = await opened({ url: server.url }, (id, version) => told.push(`${id} ${version}`));
    const other = await opened({ url: server.url });
    for (const id of ['a', 'b', 'c']) await begin(other, id, [new Compound('counter', [int(0)])]);
    for (const id of ['a', 'b', 'c']) await one.load(id);
    await vi.waitFor(() => expect(told).toHaveLength(3));
    // Without its subscriptions the first is told nothing until it is connected again.
    await server.command('client', 'kill', 'type', 'pubsub');
    await increment(other, 'a');
    await other.end('b');
    await vi.waitFor(() => expect(told).toEqual(expect.arrayContaining(['a 2', 'b 0'])), 10_000);
    expect(told).not.toContain('c 0');
  });

  test('has one process as its client does not send its changes back to it, and sends them to others', async () => {
    const server = await started();
    const publications = async (): Promise<number> =>
      Number(/cmdstat_publish:calls=(\d+)/.exec(await server.command('info', 'commandstats'))?.[1] ?? 0);
    const one = await opened({ url: server.url });
    await begin(one, 'a', [new Compound('counter', [int(0)])]);
    await one.end('a');
    expect(await publications()).toBe(0);
    const told: string[] = [];
    await opened({ url: server.url }, (id, version) => told.push(`${id} ${version}`));
    await begin(one, 'b', []);
    await one.end('b');
    await vi.waitFor(() => expect(told).toEqual(['b 1', 'b 0']));
  });

  test('is new, or has been started again, knows the scripts before a request needs them', async () => {
    const server = await started();
    const storage = await opened({ url: server.url });
    const known = () => server.command('script', 'exists', ...SCRIPTS.map(({ sha }) => sha));
    expect(await known()).toBe(SCRIPTS.map(() => '1').join('\n'));
    await server.restart();
    await storage.load('a');
    expect(await known()).toBe(SCRIPTS.map(() => '1').join('\n'));
  });

  test('has forgotten a session is cleaned of what it still says of it', async () => {
    const server = await started();
    const storage = await opened({ url: server.url });
    for (const id of ['a', 'b', 'c']) await begin(storage, id, [new Compound('own', [new Atom(id)])]);
    for (const id of ['a', 'b']) {
      const [key] = (await server.command('keys', `*s:${id}`)).split('\n');
      await server.command('del', key!);
    }
    const found: string[] = [];
    for await (const session of storage.find(new Compound('own', [new Atom('a')]))) found.push(session.id);
    expect(found).toEqual([]);
    expect((await storage.due(1e12, 10)).map(({ id }) => id)).toEqual(['c']);
    await vi.waitFor(async () => expect(await disagreements([server.url], 'clausal')).toEqual([]));
  });
});

async function started(options?: RedisOptions): Promise<RedisServer> {
  const server = await startRedis(options);
  onTestFinished(() => {
    server.resume();
    return server.stop();
  });
  return server;
}

/** A sentinel is a Redis server with a configuration that it writes itself. */
async function startedSentinel(master: RedisServer, port: number) {
  const folder = await mkdtemp(join(tmpdir(), 'clausal-sentinel-'));
  const file = join(folder, 'sentinel.conf');
  await writeFile(
    file,
    `port ${port}\nbind 127.0.0.1\ndir ${folder}\nsentinel monitor mymaster 127.0.0.1 ${master.port} 1\n`,
  );
  const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  onTestFinished(async () => {
    sentinel.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const command = async (...words: string[]) =>
    (await promisify(execFile)('redis-cli', ['-e', '-p', String(port), ...words])).stdout;
  await vi.waitFor(() => command('ping'), { timeout: 20_000 });
  return { url: `redis://127.0.0.1:${port}`, command };
}

async function opened(
  options: RedisStorageOptions,
  listener: (id: string, version: number) => void = () => {},
): Promise<SessionStorage> {
  const storage = redisStorage(options);
  onTestFinished(async () => storage.close());
  await storage.open(listener);
  return storage;
}

/** The ids of the sessions that a server has. */
async function idsOf(server: RedisServer): Promise<Set<string>> {
  const keys = (await server.command('keys', '{*}s:*')).split('\n');
  return new Set(keys.map((key) => key.replace(/^.*\}s:/, '')));
}

async function increment(storage: SessionStorage, id: string): Promise<void> {
  await update(storage, id, (session) => {
    const [counter] = factsNamed(session, 'counter');
    return { added: [new Compound('counter', [int(numberIn(counter!) + 1)])], removed: [counter!] };
  });
}
