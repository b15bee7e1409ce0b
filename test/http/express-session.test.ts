/** The store for express-session and @fastify/session, without these: what its methods do, alone and at the same time. */
import { SessionEngine, type Solution, type TermLike } from 'clausal';
import { ClausalStore } from 'clausal/express-session';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { testExamples } from '../support/examples.ts';
import { examplesInSource } from '../support/pages.ts';
import { SessionClient } from '../support/session-client.ts';
import { StoreClient } from '../support/store-client.ts';

testExamples(examplesInSource().filter(({ page }) => page === 'src/http/express-session.ts'));

let engine: SessionEngine;
let store: StoreClient;

/** 2026-01-01T12:00:00Z. */
const NOON = Date.UTC(2026, 0, 1, 12);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: NOON });
  engine = new SessionEngine();
  store = new StoreClient(new ClausalStore({ engine }));
});

afterEach(() => {
  engine.close();
  vi.useRealTimers();
});

/** The cookie of express-session, as JSON, that expires in so many seconds, or is not said to expire. */
function cookieFor(seconds?: number): Record<string, unknown> {
  const expires = seconds === undefined ? null : new Date(Date.now() + 1000 * seconds).toISOString();
  return {
    originalMaxAge: seconds === undefined ? null : 1000 * seconds,
    expires,
    httpOnly: true,
    path: '/',
  };
}

/** The facts of a session as text, without its settings. */
function factsOf(id: string): string[] {
  const facts = [...engine.sessionData('Fact', id)].map(({ terms }) => String(terms.Fact));
  return facts.filter((fact) => !/^('\$setting'|cookie)\(/.test(fact));
}

function heard(pattern: TermLike): Solution[] {
  const events: Solution[] = [];
  engine.listen(pattern, (event) => void events.push(event));
  return events;
}

describe('a session that is set', () => {
  test('comes back as JSON has it', async () => {
    const session = {
      cookie: cookieFor(60),
      user: 'alice',
      when: new Date(NOON),
      gone: undefined,
      list: [1, [], {}],
    };
    await store.set('a', session);
    expect(await store.get('a')).toEqual(JSON.parse(JSON.stringify(session)));
    expect(await store.get('b')).toBeUndefined();
  });

  test('can be queried by pattern, and with all others', async () => {
    await store.set('a', {
      cookie: cookieFor(),
      user: 'alice',
      visits: 3,
      admin: true,
      note: null,
      name: 'true',
    });
    await store.set('b', { cookie: cookieFor(), user: 'bob', cart: ['pen', { item: 'ink', qty: 2.5 }] });
    expect(factsOf('a')).toEqual(['user(alice)', 'visits(3)', 'admin(true)', 'note(null)', 'name("true")']);
    expect(factsOf('b')).toEqual(['user(bob)', 'cart([pen,json([item=ink,qty=2.5])])']);
    expect(engine.query('session_data(S, user(alice)), session_data(S, visits(N)), N > 2').toArray()).toEqual(
      [{ S: 'a', N: 3 }],
    );
    expect(
      engine.query('session_data(S, cart(C)), C = [_, json(L) | _], L = [_, qty=N]').toArray(),
    ).toMatchObject([{ S: 'b', N: 2.5 }]);
  });

  test('begins, in the sight of all who listen', async () => {
    const begun = heard('http_session(begin(Id, Peer))');
    let facts: string[] = [];
    engine.listen('http_session(begin(Id, _))', ({ Id }) => {
      facts = factsOf(Id as string);
    });
    await store.set('a', { cookie: cookieFor(), user: 'alice' });
    await store.set('a', { cookie: cookieFor(), user: 'bob' });
    expect(begun).toEqual([{ Id: 'a', Peer: 'express_session' }]);
    expect(facts).toEqual(['user(alice)']);
  });

  test('takes the place of the one that was there, for who has not read that', async () => {
    await store.set('a', { cookie: cookieFor(), user: 'alice', visits: 1 });
    await store.set('a', { cookie: cookieFor(), visits: 1, theme: 'dark' });
    expect(factsOf('a')).toEqual(['visits(1)', 'theme(dark)']);
  });

  test('has the facts that the application adds to it, where these are JSON', async () => {
    await store.set('a', { cookie: cookieFor() });
    engine.sessionAssert('user("alice")', 'a');
    engine.sessionAssert('cart(pen, 2)', 'a');
    engine.sessionAssert('seen(page(1))', 'a');
    engine.sessionAssert({ limit: 2n ** 70n }, 'a');
    const session = await store.get('a');
    expect(session).toEqual({ cookie: cookieFor(), user: 'alice' });
    session.theme = 'dark';
    await store.set('a', session);
    expect(factsOf('a')).toEqual([
      'user("alice")',
      'cart(pen,2)',
      'seen(page(1))',
      'limit(1180591620717411303424)',
      'theme(dark)',
    ]);
  });

  test('keeps its own settings, whatever its keys are called', async () => {
    await store.set('a', { cookie: cookieFor(60), $setting: 'mine' });
    const session = await store.get('a');
    expect(session.$setting).toBe('mine');
    delete session.$setting;
    await store.set('a', session);
    expect(engine.sessionData("'$setting'(timeout(T))", 'a').toArray()).toEqual([{ T: 60 }]);
  });
});

describe('requests that overlap', () => {
  beforeEach(() => store.set('a', { cookie: cookieFor(), user: 'alice', visits: 1, cart: ['pen'] }));

  test('both stay where they change different keys', async () => {
    const [first, second] = [await store.get('a'), await store.get('a')];
    first.visits = 2;
    second.cart.push('ink');
    first.theme = 'dark';
    await store.set('a', first);
    await store.set('a', second);
    expect(factsOf('a').sort()).toEqual(['cart([pen,ink])', 'theme(dark)', 'user(alice)', 'visits(2)']);
  });

  test('give a key that both change the value of the last', async () => {
    const [first, second] = [await store.get('a'), await store.get('a')];
    first.visits = 2;
    second.visits = 7;
    await store.set('a', second);
    await store.set('a', first);
    expect(factsOf('a')).toContain('visits(2)');
    expect(factsOf('a')).toHaveLength(3);
  });

  test('delete a key for all who have not changed it', async () => {
    const [first, second] = [await store.get('a'), await store.get('a')];
    delete first.cart;
    second.visits = 2;
    await store.set('a', first);
    await store.set('a', second);
    expect(factsOf('a').sort()).toEqual(['user(alice)', 'visits(2)']);
  });

  test('keep a key that one has changed after the other has deleted it', async () => {
    const [first, second] = [await store.get('a'), await store.get('a')];
    delete first.visits;
    second.visits = 2;
    await store.set('a', first);
    await store.set('a', second);
    expect(factsOf('a')).toContain('visits(2)');
  });

  test('do not rewrite what they have not changed', async () => {
    const changes: string[] = [];
    engine.store.watch('session_data(a, Fact)', (kind, { terms }) => changes.push(`${kind} ${terms.Fact}`));
    const session = await store.get('a');
    await store.set('a', session);
    session.visits++;
    await store.set('a', session);
    expect(changes).toEqual(['erase visits(1)', 'assert visits(2)']);
  });

  test('count from what they wrote themselves when they write again', async () => {
    const [first, second] = [await store.get('a'), await store.get('a')];
    first.visits = 2;
    await store.set('a', first);
    second.visits = 3;
    await store.set('a', second);
    first.user = 'bob';
    await store.set('a', first);
    expect(factsOf('a').sort()).toEqual(['cart([pen])', 'user(bob)', 'visits(3)']);
  });

  test('are told apart by their context where the library copies what it was given', async () => {
    const copyAfterwards = (change: object) =>
      new Promise<void>((resolve, reject) => {
        store.store.get('a', (_error, read) => {
          const copy = { ...read!, ...change };
          setImmediate(() =>
            store.store.set('a', copy, (error) => (error === null ? resolve() : reject(error))),
          );
        });
      });
    await Promise.all([copyAfterwards({ visits: 2 }), copyAfterwards({ user: 'bob' })]);
    expect(factsOf('a').sort()).toEqual(['cart([pen])', 'user(bob)', 'visits(2)']);
  });

  test('see none of a write that fails', async () => {
    const session = await store.get('a');
    let deep: unknown = 1;
    for (let i = 0; i < 1100; i++) deep = [deep];
    await expect(store.set('a', { ...session, visits: 2, zzz: deep })).rejects.toThrow(
      new RangeError('a value is nested more than 1000 arrays and objects deep'),
    );
    expect(factsOf('a')).toEqual(['user(alice)', 'visits(1)', 'cart([pen])']);
  });
});

describe('a session that is destroyed', () => {
  test('is gone with its facts, and its end is told', async () => {
    const ended = heard('http_session(end(Id, _))');
    await store.set('a', { cookie: cookieFor(), user: 'alice' });
    await store.destroy('a');
    await store.destroy('a');
    expect(await store.get('a')).toBeUndefined();
    expect(engine.query('session_data(a, _)').exists()).toBe(false);
    expect(ended).toEqual([{ Id: 'a' }]);
  });

  test('stays dead, whatever is written late by who has read or written it', async () => {
    const created = { cookie: cookieFor(), user: 'alice' };
    await store.set('a', created);
    const read = await store.get('a');
    await store.destroy('a');
    await store.set('a', Object.assign(read, { visits: 1 }));
    await store.set('a', Object.assign(created, { visits: 1 }));
    await store.touch('a', read);
    expect(await store.get('a')).toBeUndefined();
    expect(engine.size).toBe(0);
    expect(engine.query('session_data(_, _)').exists()).toBe(false);
  });

  test('can be followed by a new one of the same id', async () => {
    await store.set('a', { cookie: cookieFor(), user: 'alice' });
    await store.destroy('a');
    await store.set('a', { cookie: cookieFor(), user: 'bob' });
    expect(factsOf('a')).toEqual(['user(bob)']);
  });

  test('is not brought back by those who hear of its end', async () => {
    await store.set('a', { cookie: cookieFor(), user: 'alice' });
    engine.listen('http_session(end(_, _))', () => store.store.set('a', { cookie: cookieFor() }));
    await store.destroy('a');
    expect(await store.get('a')).toBeUndefined();
    expect(await store.length()).toBe(0);
  });
});

describe('the end of a session', () => {
  const pass = (seconds: number): void => void vi.advanceTimersByTime(1000 * seconds);

  test('comes when its cookie expires, and not before', async () => {
    await store.set('a', { cookie: cookieFor(60), user: 'alice' });
    pass(59.9);
    expect(await store.get('a')).toBeDefined();
    pass(0.1);
    expect(await store.get('a')).toBeUndefined();
  });

  test('comes by itself, and is told, when nobody asks', async () => {
    const ended = heard('http_session(end(Id, _))');
    await store.set('a', { cookie: cookieFor(60), user: 'alice' });
    pass(59);
    expect(ended).toEqual([]);
    pass(3);
    expect(ended).toEqual([{ Id: 'a' }]);
    expect(engine.query('session_data(a, _)').exists()).toBe(false);
  });

  test('is put off by touch, which writes the cookie and nothing else', async () => {
    await store.set('a', { cookie: cookieFor(60), user: 'alice' });
    pass(50);
    const later = cookieFor(60);
    await store.touch('a', { cookie: later, user: 'mallory' });
    pass(50);
    expect(await store.get('a')).toEqual({ cookie: later, user: 'alice' });
    pass(10);
    expect(await store.get('a')).toBeUndefined();
  });

  test('is not put off by reading, where the cookie has a date', async () => {
    await store.set('a', { cookie: cookieFor(60) });
    pass(40);
    await store.get('a');
    await store.all();
    pass(25);
    expect(engine.size).toBe(0);
  });

  test('is put off by reading, where the cookie has none: for the ttl', async () => {
    store = new StoreClient(new ClausalStore({ engine, ttl: 60 }));
    await store.set('a', { cookie: cookieFor() });
    for (let i = 0; i < 3; i++) {
      pass(50);
      expect(await store.get('a')).toBeDefined();
    }
    pass(50);
    await store.all(); // is none of its requests
    pass(12);
    expect(engine.size).toBe(0);
  });

  test('comes after a day without requests where neither cookie nor ttl say anything', async () => {
    await store.set('a', { cookie: cookieFor() });
    pass(86_399);
    expect(await store.get('a')).toBeDefined();
    pass(86_402);
    expect(engine.size).toBe(0);
  });

  test('does not come by the timeouts of the engine', async () => {
    engine.setSessionOptions({ timeout: 10, absoluteTimeout: 20 });
    await store.set('a', { cookie: cookieFor(30 * 86_400) });
    pass(29 * 86_400);
    expect(await store.get('a')).toBeDefined();
  });

  test('is counted by its reason', async () => {
    for (const id of ['a', 'b', 'c']) await store.set(id, { cookie: cookieFor(60) });
    await store.destroy('a');
    await store.touch('b', { cookie: cookieFor(-1) });
    vi.setSystemTime(Date.now() + 60_000);
    await store.get('c');
    expect(engine.stats().ended).toMatchObject({ closed: 1, expired: 2 });
  });

  test('comes at once for a cookie that has expired', async () => {
    await store.set('a', { cookie: cookieFor(60) });
    await store.touch('a', { cookie: cookieFor(-1) });
    await store.set('b', { cookie: cookieFor(-1) });
    expect(await store.all()).toEqual({});
    expect(engine.size).toBe(0);
  });

  test('can come earlier than it was to, when the next cookie is shorter', async () => {
    await store.set('a', { cookie: cookieFor(3600) });
    pass(600);
    const session = await store.get('a');
    await store.set('a', { ...session, cookie: cookieFor(60) });
    expect(await store.get('a')).toBeDefined();
    pass(62);
    expect(engine.size).toBe(0);
  });
});

describe('all sessions', () => {
  test('are given, counted and ended, but for those of the engine and those that have expired', async () => {
    engine.setSessionOptions({ gc: 'passive' });
    const native = new SessionClient(engine).request(() => engine.openSession());
    await store.set('a', { cookie: cookieFor(60), user: 'alice' });
    await store.set('b', { cookie: cookieFor(), user: 'bob' });
    expect(await store.all()).toEqual({
      a: { cookie: cookieFor(60), user: 'alice' },
      b: { cookie: cookieFor(), user: 'bob' },
    });
    expect(await store.length()).toBe(2);
    vi.advanceTimersByTime(60_000);
    expect(await store.length()).toBe(1);
    await store.clear();
    expect(await store.all()).toEqual({});
    expect(await store.length()).toBe(0);
    expect(engine.isAlive(native)).toBe(true);
  });

  test('are not found by the cookie of those of the engine, which nobody has signed', async () => {
    await store.set('a', { cookie: cookieFor(), user: 'alice' });
    const request = { cookie: 'clausal_session=a' };
    const seen = new SessionClient(engine).request(() => engine.inSession(), request);
    expect(seen).toBeUndefined();
    expect(await store.get('a')).toMatchObject({ user: 'alice' });
  });

  test('of the engine are none of the store, and keep their ids', async () => {
    const native = new SessionClient(engine).request(() => {
      engine.sessionAssert('user(alice)');
      return engine.sessionId();
    });
    expect(await store.get(native)).toBeUndefined();
    await store.destroy(native);
    await store.touch(native, { cookie: cookieFor() });
    await expect(store.set(native, { cookie: cookieFor(), user: 'mallory' })).rejects.toThrow(
      /a session of this id is there that no such library has made/,
    );
    expect(factsOf(native)).toEqual(['user(alice)']);
  });
});

describe('errors', () => {
  test('come by the callback, and nothing has changed', async () => {
    const circular: Record<string, unknown> = { cookie: cookieFor() };
    circular.self = circular;
    await expect(store.set('a', circular)).rejects.toThrow(TypeError);
    await expect(store.set('a', { cookie: cookieFor(), big: 1n })).rejects.toThrow(TypeError);
    await expect(store.set('a', 'text' as never)).rejects.toThrow('session: text; an object was expected');
    await expect(store.set('a', undefined as never)).rejects.toThrow(
      'session: undefined; an object was expected',
    );
    await expect(store.get(7 as never)).rejects.toThrow('session id: 7; a string was expected');
    await expect(store.set(undefined as never, { cookie: cookieFor() })).rejects.toThrow(
      'session id: undefined',
    );
    expect(engine.size).toBe(0);
  });

  test('are thrown where there is no callback', () => {
    expect(() => store.store.set('a', { cookie: 1n })).toThrow(TypeError);
    store.store.set('a', { cookie: cookieFor() });
    store.store.touch('a', { cookie: cookieFor() });
    store.store.destroy('a');
    store.store.clear();
    expect(engine.size).toBe(0);
  });

  test('say what was expected of the options', () => {
    expect(() => new ClausalStore({ engine: {} as never })).toThrow(
      'engine: [object Object]; a SessionEngine of this package was expected',
    );
    expect(() => new ClausalStore({ engine: undefined as never })).toThrow('engine: undefined');
    for (const ttl of [0, -1, 1.5, Number.NaN, '60' as never]) {
      expect(() => new ClausalStore({ engine, ttl })).toThrow(
        `ttl: ${ttl}; a whole number of seconds above 0`,
      );
    }
  });

  test('say that a store without express-session makes no sessions', async () => {
    const none = 'no express-session uses this store yet';
    expect(() => store.store.createSession({}, { cookie: {} })).toThrow(none);
    await store.set('a', { cookie: cookieFor() });
    const loaded = vi.fn();
    store.store.load('a', loaded);
    await vi.waitFor(() => expect(loaded).toHaveBeenCalledOnce());
    expect(String(loaded.mock.calls[0]![0])).toContain(none);
  });
});
