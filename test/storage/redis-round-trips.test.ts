/** What requests cost when sessions are in Redis: one round trip to enter, and one more to store what they have changed. */
import { setTimeout } from 'node:timers/promises';
import { SessionEngine } from 'clausal';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { redisStorage } from '../../src/storage/redis.ts';
import { type CuttingProxy, startProxy } from '../support/cutting-proxy.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

const GRANULARITY = 60;

/** What a request does, and how many round trips it takes until its handler runs, and from then on. */
const REQUESTS: readonly (readonly [
  name: string,
  act: (engine: SessionEngine) => unknown,
  enter: number,
  leave: number,
])[] = [
  ['reads', (engine) => expect(engine.session().get('user')).toBe('alice'), 1, 0],
  ['does nothing', () => {}, 1, 0],
  ['adds a fact', (engine) => engine.sessionAssert('cart(book, 1)'), 1, 1],
  ['takes a fact', (engine) => expect(engine.sessionRetract('token(_)')).toBeDefined(), 1, 1],
  ['takes what is not there', (engine) => engine.sessionRetract('voucher(_)'), 1, 0],
  ['replaces a fact', (engine) => engine.session().set({ user: 'bob' }), 1, 1],
  ['removes many facts', (engine) => engine.sessionRetractall('token(_)'), 1, 1],
  [
    'does many things',
    (engine) => {
      for (let i = 0; i < 100; i++) engine.sessionAssert(`cart(item, ${i})`);
      engine.sessionRetractall('token(_)');
      engine.session().set({ user: 'bob' });
    },
    1,
    1,
  ],
  ['has its own timeout', (engine) => engine.setSession('timeout(50)'), 1, 1],
  ['goes on under a new id', (engine) => engine.session().renew(), 1, 1],
  [
    'changes and goes on under a new id',
    (engine) => {
      engine.session().set({ user: 'bob' });
      engine.session().renew();
    },
    1,
    1,
  ],
  ['ends its session', (engine) => engine.session().close(), 1, 1],
];

describeWithRedis('a request', () => {
  let server: RedisServer;
  let proxy: CuttingProxy;
  let engine: SessionEngine;
  let visitor: StoredVisitor;
  let now = 1000;
  const open: SessionEngine[] = [];

  function engineAt(url: string): SessionEngine {
    const made = new SessionEngine({
      storage: redisStorage({ url }),
      ...{ gc: 'passive', granularity: GRANULARITY, now: () => now },
    });
    open.push(made);
    return made;
  }

  /** Makes a request, and answers how many messages went to the server before its handler ran, and how many from then on. */
  async function costOf(act: () => unknown, who = visitor, at = engine): Promise<[number, number]> {
    proxy.count();
    let entered = 0;
    await who.visit(at, async () => {
      entered = proxy.traffic.sent;
      await act();
    });
    await setTimeout(20); // what nobody waits for counts, too
    return [entered, proxy.traffic.sent - entered];
  }

  beforeAll(async () => {
    server = await startRedis();
    proxy = await startProxy(server.port);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });
  beforeEach(async () => {
    engine = engineAt(proxy.url);
    visitor = new StoredVisitor();
    await visitor.visit(engine, () => {
      engine.session().set({ user: 'alice' });
      for (let i = 0; i < 20; i++) engine.sessionAssert(`token(${i})`);
    });
  });
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  test.each(REQUESTS)('that %s', async (_, act, enter, leave) => {
    expect(await costOf(() => act(engine))).toEqual([enter, leave]);
  });

  test('that begins a session takes one round trip, and one that has none and begins none takes none', async () => {
    const other = new StoredVisitor();
    expect(await costOf(() => engine.inSession(), other)).toEqual([0, 0]);
    expect(await costOf(() => engine.session().set({ user: 'carol' }), other)).toEqual([0, 1]);
  });

  test.each(REQUESTS)('to a process that does not have the session in memory, that %s', async (...row) => {
    const [, act, enter, leave] = row;
    const fresh = engineAt(proxy.url);
    await new StoredVisitor().visit(fresh, () => fresh.session().set({ user: 'carol' })); // connects it
    expect(await costOf(() => act(fresh), visitor, fresh)).toEqual([enter, leave]);
  });

  test('whose session another process has changed gets the change in its one round trip', async () => {
    const far = engineAt(server.url);
    await visitor.visit(far, () => far.session().set({ user: 'bob' }));
    const read = () => expect(engine.session().get('user')).toBe('bob');
    expect(await costOf(read)).toEqual([1, 0]);
  });

  test('whose session another process has ended takes one round trip to know', async () => {
    const far = engineAt(server.url);
    const stale = visitor.cookie;
    await visitor.visit(far, () => far.session().close());
    proxy.count();
    await visitor.visit(engine, () => expect(engine.inSession()).toBeUndefined(), stale);
    expect(proxy.traffic.sent).toBe(1);
  });

  test('notes that the session was used once in a while, without waiting for that', async () => {
    now += GRANULARITY / 2;
    expect(await costOf(() => {})).toEqual([1, 0]);
    now += GRANULARITY;
    const [enter, leave] = await costOf(() => {});
    expect(enter + leave).toBe(2);
    expect(await costOf(() => {})).toEqual([1, 0]);
  });

  test('sends and gets no more than what has changed, however much its session has', async () => {
    await visitor.visit(engine, () => engine.sessionAssert({ notes: 'x'.repeat(100_000) }));
    expect(await costOf(() => engine.sessionAssert('cart(book, 1)'))).toEqual([1, 1]);
    expect(proxy.traffic.sentBytes).toBeLessThan(2000);
    expect(proxy.traffic.receivedBytes).toBeLessThan(1000);
  });
});
