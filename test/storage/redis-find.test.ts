/** Finding sessions by a fact asks Redis for those that have it, however many others there are. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import { BUCKETS } from '../../src/storage/redis/keys.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { type CuttingProxy, startProxy, type Traffic } from '../support/cutting-proxy.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { begin, factOf } from '../support/session-changes.ts';
import { found } from '../support/storage-place.ts';

const SESSIONS = 500;

describeWithRedis(`of ${SESSIONS} sessions in Redis`, () => {
  let server: RedisServer;
  let proxy: CuttingProxy;
  let storage: SessionStorage;

  beforeAll(async () => {
    server = await startRedis();
    proxy = await startProxy(server.port);
    storage = redisStorage({ url: proxy.url });
    await storage.open(() => {});
    const ids = Array.from({ length: SESSIONS }, (_, i) => `s${i}`);
    await Promise.all(
      ids.map((id, i) => {
        const user = i === 77 ? 'user(alice)' : `user(u${i})`;
        return storage.commit(begin(id, [user, `group(${i % 10})`, 'seen(page)', 'seen("of course")']));
      }),
    );
  });
  afterAll(async () => {
    await storage.close();
    await proxy.stop();
    await server.stop();
  });

  /** Who is found, what went over the connection for it, and how often the server was asked for each kind of thing. */
  async function search(pattern: string) {
    await server.command('config', 'resetstat');
    proxy.count();
    const ids = (await found(storage, factOf(pattern))).map(({ id }) => id);
    const { traffic } = proxy;
    const text = await server.command('info', 'commandstats');
    const calls = Object.fromEntries(
      [...text.matchAll(/cmdstat_(\w+):calls=(\d+)/g)].map(([, name, count]) => [name, Number(count)]),
    );
    const isReading = (name: string) => !['config|resetstat', 'config', 'info', 'ping'].includes(name);
    const asked = Object.keys(calls).filter(isReading);
    return { ids, traffic, calls, asked };
  }

  const bytes = ({ sentBytes, receivedBytes }: Traffic) => sentBytes + receivedBytes;

  test('the one with a fact is read, and no other', async () => {
    const { ids, calls, asked, traffic } = await search('user(alice)');
    expect(ids).toEqual(['s77']);
    expect(asked.sort()).toEqual(['hgetall', 'zrangebylex']);
    expect(calls.hgetall).toBe(1);
    // Facts may have variables in them: three ranges of the index of each bucket.
    expect(calls.zrangebylex).toBe(3 * BUCKETS);
    const all = await search('X');
    expect(all.ids).toHaveLength(SESSIONS);
    expect(all.calls.hgetall).toBe(SESSIONS);
    expect(all.traffic.receivedBytes).toBeGreaterThan(20 * traffic.receivedBytes);
    expect(bytes(all.traffic)).toBeGreaterThan(4 * bytes(traffic));
  });

  test('those with a fact are read once each, by one argument and by none', async () => {
    const group = await search('group(3)');
    expect([group.ids.length, group.calls.hgetall]).toEqual([SESSIONS / 10, SESSIONS / 10]);
    const seen = await search('seen(_)');
    expect([seen.ids.length, seen.calls.hgetall]).toEqual([SESSIONS, SESSIONS]);
  });

  test('none is read for a fact that none has', async () => {
    for (const pattern of ['user(nobody)', 'user', 'none(_)', 'user(_, _)', 'alice']) {
      const { ids, calls } = await search(pattern);
      expect([pattern, ids, calls.hgetall]).toEqual([pattern, [], undefined]);
    }
  });
});
