/** Sessions in Redis, in one server and in a cluster, keep the contract of storages. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Keys } from '../../src/storage/redis/keys.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { disagreements } from '../support/redis-sessions.ts';
import { begin, change, factOf, replacing } from '../support/session-changes.ts';
import { storageCases } from '../support/storage-cases.ts';
import { found, stored } from '../support/storage-place.ts';

describeWithRedis('sessions in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  storageCases('in one server', () => {
    const prefix = randomUUID();
    return { connect: () => redisStorage({ url: server.url, prefix }) };
  });
});

describeWithRedis('sessions in a Redis cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster({ masters: 3 });
  });
  afterAll(() => cluster.stop());

  storageCases(
    'in three masters',
    () => {
      const prefix = randomUUID();
      return { connect: () => redisStorage({ url: cluster.urls, cluster: true, prefix }) };
    },
    { randomRuns: 5 },
  );

  test('whose slot is moved at this moment are changed wholly and once, or when it has moved', async () => {
    const prefix = randomUUID();
    const storage = redisStorage({ url: cluster.urls, cluster: true, prefix });
    onTestFinished(async () => storage.close());
    await storage.open(() => {});
    const keys = new Keys(prefix);
    const { bucket } = keys.of('only');
    const beside = Array.from({ length: 2000 }, (_, i) => `s${i}`).filter(
      (id) => keys.of(id).bucket === bucket,
    );
    const [touched, ended, renewed, begun, next] = beside as [string, string, string, string, string];
    // The others have no facts: what is replaced is all that the index of the slot has.
    await storage.commit(begin('only', ['user(alice)']));
    for (const id of [touched, ended, renewed]) await storage.commit(begin(id));
    const old = await stored(storage, renewed);

    const slot = await cluster.slotOf(bucket.tag);
    const to = ((await cluster.ownerOf(slot)) + 1) % 3;
    const later: unknown[] = [];
    await cluster.moveSlots([slot], to, async () => {
      const replace = change(await stored(storage, 'only'), { assertz: ['user(bob)'], remove: () => true });
      expect(await storage.commit(replace)).toEqual({ kind: 'done' });
      expect(await storage.commit(replace)).toMatchObject({ kind: 'conflict', now: { version: 2 } });
      expect(await storage.touch(touched, { lastUsed: 2000, idle: 600, until: Infinity })).toBe(true);
      // For these the server wants keys that are not there, and so they wait.
      later.push(storage.end(ended), storage.commit(begin(begun, ['user(carol)'])));
      later.push(storage.commit(replacing(old, begin(next, ['user(dave)']))));
    });
    expect(await Promise.all(later)).toEqual([true, { kind: 'done' }, { kind: 'done' }]);
    expect((await found(storage, factOf('user(_)'))).map(({ id }) => id).sort()).toEqual(
      ['only', begun, next].sort(),
    );
    expect(await found(storage, factOf('user(alice)'))).toEqual([]);
    expect(await stored(storage, touched)).toMatchObject({ version: 1, lastUsed: 2000 });
    expect(await disagreements(cluster.urls, prefix)).toEqual([]);
  });
});
