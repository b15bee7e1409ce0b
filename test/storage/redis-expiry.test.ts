/** Redis forgets by itself a session that nobody has ended, some time after it was due; then the index is cleaned of it. */
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import { Keys } from '../../src/storage/redis/keys.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { disagreements } from '../support/redis-sessions.ts';
import { begin, change, factOf, replacing } from '../support/session-changes.ts';
import { found, stored } from '../support/storage-place.ts';

describeWithRedis('a session in Redis that nobody ends', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  async function opened(prefix: string, grace: number): Promise<SessionStorage> {
    const storage = redisStorage({ url: server.url, prefix, grace });
    onTestFinished(async () => storage.close());
    await storage.open(() => {});
    return storage;
  }

  const hashOf = (prefix: string, id: string) => String(new Keys(prefix).of(id).hash);
  const exists = (prefix: string, id: string) => server.command('exists', hashOf(prefix, id));

  /** Seconds after which the server forgets it, -1: never. */
  async function left(prefix: string, id: string): Promise<number> {
    return Math.ceil(Number(await server.command('pttl', hashOf(prefix, id))) / 1000);
  }

  test('is forgotten, and what still leads to it is gone when somebody has met it', async () => {
    const storage = await opened('short', 0.2);
    const now = Date.now() / 1000;
    const times = { lastUsed: now, idle: 0.2 };
    for (const id of ['begun', 'changed', 'touched', 'other'])
      await storage.commit(begin(id, [`only(${id})`], id === 'begun' ? times : { lastUsed: now }));
    await storage.commit(change(await stored(storage, 'changed'), { assertz: ['more'], ...times }));
    await storage.touch('touched', { ...times, until: Infinity });
    await storage.commit(begin('lasting', ['only(lasting)'], { lastUsed: now }));
    await storage.commit(
      replacing(await stored(storage, 'other'), begin('renewed', ['only(renewed)'], times)),
    );

    const forgotten = ['begun', 'changed', 'touched', 'renewed'];
    await vi.waitFor(
      async () => {
        for (const id of forgotten) expect(await exists('short', id)).toBe('0');
      },
      { timeout: 8000, interval: 50 },
    );
    expect(await exists('short', 'lasting')).toBe('1');
    for (const id of forgotten) expect(await storage.load(id)).toBeUndefined();

    // The index still speaks of them, until they are met.
    expect((await disagreements([server.url], 'short')).length).toBeGreaterThanOrEqual(4);
    expect(await found(storage, factOf('only(begun)'))).toEqual([]);
    expect((await found(storage, factOf('only(_)'))).map(({ id }) => id)).toEqual(['lasting']);
    expect(await storage.due(now + 100, 10)).toEqual([]);
    await vi.waitFor(async () => expect(await disagreements([server.url], 'short')).toEqual([]));
  });

  test('is kept until it is due and as long after that as grace says, by its last change and use', async () => {
    const storage = await opened('long', 1000);
    const whole = async (...ids: string[]) => Promise.all(ids.map((id) => left('long', id)));
    await storage.commit(begin('idle', [], { lastUsed: 5000, idle: 600 }));
    await storage.commit(begin('until', [], { lastUsed: 5000, idle: 600, until: 5100 }));
    await storage.commit(begin('over', [], { lastUsed: 5000, idle: 600, until: 4000 }));
    await storage.commit(begin('for ever', [], { lastUsed: 5000, idle: Infinity }));
    const seconds = await whole('idle', 'until', 'over', 'for ever');
    expect(seconds.map((each) => Math.round(each / 100))).toEqual([16, 11, 10, -0]);
    expect(seconds[3]).toBe(-0);

    await storage.touch('idle', { lastUsed: 5300, idle: Infinity, until: Infinity });
    await storage.touch('for ever', { lastUsed: 5300, idle: 500, until: Infinity });
    await storage.commit(change(await stored(storage, 'until'), { assertz: ['more'], until: 5900 }));
    const later = await whole('idle', 'for ever', 'until');
    expect(later.map((each) => Math.round(each / 100))).toEqual([-0, 15, 16]);
  });
});
