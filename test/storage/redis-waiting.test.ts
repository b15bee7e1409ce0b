/** Attempts that have failed are made again after longer and longer waits, not all at once, and a server that is away is left in peace. */
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { backOff } from '../../src/storage/redis/waiting.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { startProxy } from '../support/cutting-proxy.ts';
import { begin } from '../support/redis-client-program.ts';
import { describeWithRedis, startRedis } from '../support/redis-server.ts';

const GREATEST = 1000;
const DRAWS = 1000;

/** The least and the longest of many waits, in milliseconds. */
function waits(attempt: number, greatest = GREATEST): { least: number; longest: number; different: number } {
  const all = Array.from({ length: DRAWS }, () => backOff(attempt, greatest));
  return { least: Math.min(...all), longest: Math.max(...all), different: new Set(all).size };
}

describe('the wait after an attempt', () => {
  test('is short after the first one and about twice as long after each next one', () => {
    expect(waits(0).longest).toBeLessThanOrEqual(20);
    expect(waits(0).least).toBeGreaterThanOrEqual(10);
    for (let attempt = 1; attempt <= 5; attempt++) {
      const growth = waits(attempt).longest / waits(attempt - 1).longest;
      expect(growth).toBeGreaterThan(1.8);
      expect(growth).toBeLessThan(2.2);
    }
  });

  test.each([6, 10, 11, 100, 1e6])('is never longer than the greatest one: attempt %d', (attempt) => {
    for (const greatest of [200, GREATEST]) {
      const { least, longest } = waits(attempt, greatest);
      expect(longest).toBeLessThanOrEqual(greatest);
      expect(longest).toBeGreaterThan(0.9 * greatest);
      expect(least).toBeGreaterThanOrEqual(greatest / 2);
    }
  });

  test.each([0, 3, 100])('is not the same for all who wait: attempt %d', (attempt) => {
    const { least, longest, different } = waits(attempt);
    expect(different).toBeGreaterThan(DRAWS / 2);
    expect(least / longest).toBeLessThan(0.6);
  });
});

describeWithRedis('a server that is away', () => {
  test('is tried again seldom, however many requests want it, and soon after it is back', async () => {
    const server = await startRedis({ appendFsync: 'always' });
    const proxy = await startProxy(server.port);
    const storage = redisStorage({ url: proxy.url, timeout: 300 });
    onTestFinished(async () => {
      await storage.close();
      await proxy.stop();
      await server.stop();
    });
    await storage.open(() => {});
    await begin(storage, 'a', []);
    await server.kill();
    proxy.count();
    const start = performance.now();
    let refused = 0;
    while (performance.now() - start < 1500) {
      for (let i = 0; i < 20; i++) void Promise.resolve(storage.load('a')).catch(() => refused++);
      await setTimeout(10);
    }
    const most = mostAttempts(performance.now() - start);
    // The connection for commands, and that on which changes are heard.
    expect(proxy.traffic.connections).toBeLessThanOrEqual(2 * most);
    expect(proxy.traffic.connections).toBeGreaterThan(2);
    expect(refused).toBeGreaterThan(100);
    await server.start();
    await vi.waitFor(async () => expect(await storage.load('a')).toMatchObject({ version: 1 }), 10_000);
  });
});

/** How many attempts there can be in a time, in milliseconds, when each wait is half as long as it may be and at most half a second. */
function mostAttempts(milliseconds: number): number {
  let attempts = 0;
  for (let [at, wait] = [0, 10]; at <= milliseconds; wait = Math.min(2 * wait, GREATEST / 2)) {
    attempts++;
    at += wait;
  }
  return attempts;
}
