/** How a storage hears of what others change when connections cannot be made, are lost while it closes, or lead to a replica. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import type { Connect } from '../../src/storage/redis/connect.ts';
import { Feed } from '../../src/storage/redis/feed.ts';
import { Link } from '../../src/storage/redis/link.ts';
import { redisSettings } from '../../src/storage/redis/options.ts';
import type { Store } from '../../src/storage/redis/store.ts';
import { type RedisStorageOptions, redisStorage } from '../../src/storage/redis.ts';
import { Gate } from '../support/gate.ts';
import { begin, update } from '../support/redis-client-program.ts';
import {
  describeWithRedis,
  type RedisOptions,
  type RedisServer,
  startRedis,
} from '../support/redis-server.ts';

afterEach(() => void vi.useRealTimers());

test('a storage that fails to open many times connects no more often for that, and not at all when it is closed', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {}).destroy();
  }).listen(0);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const storage = redisStorage({ url: `redis://127.0.0.1:${port}`, timeout: 50 });
  for (let i = 0; i < 20; i++) await expect((async () => storage.open(() => {}))()).rejects.toThrow();
  await storage.close();
  const before = connections;
  await setTimeout(1200); // longer than a link waits between two attempts
  expect(connections - before).toBeLessThanOrEqual(2); // one for commands and one for changes, under way when it was closed
});

describe.each(['before', 'after'])('a feed that is closed %s it is connected anew', (when) => {
  test('does not go on to look what it has missed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const gate = new Gate();
    let lose: ((cause: unknown) => void) | undefined;
    const connect: Connect = async (onLost) => {
      if (lose !== undefined) await gate.pass();
      lose = onLost;
      return { send: async () => 'PONG', subscribe: async () => {}, drop: () => {} };
    };
    const version = vi.fn(() => Promise.reject(new Error('away')));
    const store = { writer: '0123456789abcdef', version } as unknown as Store;
    const settings = redisSettings({});
    const feed = new Feed(settings, 'changes', store, new Link(settings, connect), connect);
    await feed.open(() => {});
    feed.knows('a', 1);
    lose!(new Error('lost'));
    if (when === 'before') await feed.close();
    gate.open();
    await vi.advanceTimersByTimeAsync(1000);
    if (when === 'after') await feed.close();
    expect(version.mock.calls.length > 0).toBe(when === 'after');
    version.mockClear();
    await vi.advanceTimersByTimeAsync(1000);
    expect(version).not.toHaveBeenCalled();
  });
});

test('a feed that is opened again, as the storage could not be, asks no more often whether its connection is one', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  const send = vi.fn(async () => 'PONG');
  const connect: Connect = async () => ({ send, subscribe: async () => {}, drop: () => {} });
  const settings = redisSettings({ cluster: true });
  const main = new Link(settings, connect);
  const feed = new Feed(settings, 'changes', { writer: '' } as Store, main, connect);
  await feed.open(() => {});
  await feed.open(() => {});
  await vi.advanceTimersByTimeAsync(5000);
  expect(send.mock.calls).toEqual([['', ['PING']]]);
  await feed.close();
  await vi.advanceTimersByTimeAsync(5000);
  expect(send).toHaveBeenCalledTimes(1);
});

describeWithRedis('a storage whose server', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));

  test('becomes a replica and cuts nobody off hears what is changed at the new master', async () => {
    const first = await started();
    const second = await started({ replicaOf: first });
    const url = [first.url, second.url];
    const told: string[] = [];
    const listening = await opened({ url }, (id, version) => told.push(`${id} ${version}`));
    await begin(listening, 'a', []);
    await begin(listening, 'b', []);
    await vi.waitFor(async () => expect(await second.command('info', 'keyspace')).toMatch(/keys=4/), 10_000);
    await first.command('failover');
    await vi.waitFor(async () => expect(await second.command('role')).toMatch(/^master/), 10_000);
    await vi.waitFor(async () => expect(await first.command('role')).toMatch(/^slave/), 10_000);
    // All who listen there are this one, and so the server need not tell anybody.
    const changing = await opened({ url });
    await change(changing, 'a');
    heartbeat();
    await vi.waitFor(() => expect(told).toEqual(['a 2']), 10_000);
    await change(changing, 'b');
    await vi.waitFor(() => expect(told).toEqual(['a 2', 'b 2']), 10_000);
    await begin(listening, 'c', []);
    expect(await second.command('pubsub', 'numsub', 'clausal:changes')).toBe('clausal:changes\n2');
  });

  test('does not say whether it is a master is heard on the connection that is there', async () => {
    const server = await started();
    await server.command('acl', 'setuser', 'app', 'on', '>secret', '~*', '&*', '+@all', '-role');
    const told: string[] = [];
    const url = server.url.replace('//', '//app:secret@');
    await opened({ url }, (id, version) => told.push(`${id} ${version}`));
    const other = await opened({ url });
    const clients = await listenersOf(server);
    await server.command('acl', 'log', 'reset');
    heartbeat();
    await vi.waitFor(async () => expect(await server.command('acl', 'log')).toContain('role'));
    await begin(other, 'a', []);
    await vi.waitFor(() => expect(told).toEqual(['a 1']));
    expect(clients).toHaveLength(2);
    expect(await listenersOf(server)).toEqual(clients);
  });
});

/** Lets the time go by after which connections are looked at. */
function heartbeat(): void {
  vi.advanceTimersByTime(5000);
}

/** The connections on which a server tells of changes. */
async function listenersOf(server: RedisServer): Promise<string[]> {
  return (await server.command('client', 'list', 'type', 'pubsub')).match(/^id=\d+/gm) ?? [];
}

async function started(options?: RedisOptions): Promise<RedisServer> {
  const server = await startRedis(options);
  onTestFinished(() => server.stop());
  return server;
}

async function opened(
  options: RedisStorageOptions,
  listener: (id: string, version: number) => void = () => {},
): Promise<SessionStorage> {
  const storage = redisStorage({ timeout: 10_000, ...options });
  onTestFinished(async () => storage.close());
  await storage.open(listener);
  return storage;
}

async function change(storage: SessionStorage, id: string): Promise<void> {
  await update(storage, id, () => ({ added: [], removed: [] }));
}
