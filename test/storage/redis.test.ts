/** Sessions in Redis, in one server and in a cluster, keep the contract of storages. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { redisStorage } from '../../src/storage/redis.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { storageCases } from '../support/storage-cases.ts';

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
});
