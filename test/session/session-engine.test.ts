/** The predicates of the engine, one by one: what they answer, in what order, and which errors they are. */
import { _, type Compound, PrologError, SessionEngine, type SessionOptions, v } from 'clausal';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../support/hostile-names.ts';
import { SessionClient } from '../support/session-client.ts';

/** An engine whose clock stands still until it is set. */
function engineWith(options: SessionOptions = {}) {
  const clock = { now: 1_000_000 };
  const engine = new SessionEngine({ gc: 'passive', now: () => clock.now, ...options });
  const client = new SessionClient(engine);
  return { engine, client, clock, in: <T>(fn: () => T) => client.request(fn) };
}

/** The formal part of the error that is thrown. */
function errorOf(fn: () => unknown): string {
  try {
    fn();
  } catch (error) {
    if (error instanceof PrologError) {
      return String((error.term as Compound).args[0]).replace(/(?<!\w)_\d+(?!\w)/g, '_');
    }
    throw error;
  }
  return 'none';
}

describe('the current session', () => {
  test('begins with the first fact, and the cookie is set then', () => {
    const { engine, client } = engineWith();
    client.request(() => {
      expect(engine.inSession()).toBeUndefined();
      expect(errorOf(() => engine.sessionId())).toBe('existence_error(http_session,_)');
      expect(errorOf(() => engine.sessionData('X'))).toBe('existence_error(http_session,_)');
      expect(client.received).toEqual([]);
      engine.sessionAssert({ user: 'alice' });
      expect(client.received.length).toBe(1);
      expect(client.cookies.get('clausal_session')).toBe(engine.sessionId());
    });
    client.request(() => expect(engine.sessionData('user(U)').first()).toMatchObject({ U: 'alice' }));
    expect(client.received.length).toBe(1);
  });

  test('begins with the request where create is auto, below the path only', () => {
    const { engine, client } = engineWith({ create: 'auto', path: '/app' });
    for (const [path, has] of [
      ['/', false],
      ['/apple', false],
      ['/app', true],
      ['/app/x', true],
    ] as const) {
      new SessionClient(engine).request(() => expect(engine.inSession() !== undefined, path).toBe(has), {
        path,
      });
    }
    expect(client.cookies.size).toBe(0);
  });

  test('has to be opened where create is noauto', () => {
    const { engine, in: request } = engineWith({ create: 'noauto' });
    request(() => {
      expect(errorOf(() => engine.sessionAssert({ a: 1 }))).toBe('existence_error(http_session,_)');
      const id = engine.openSession();
      expect(engine.openSession()).toBe(id);
      engine.sessionAssert({ a: 1 });
      const renewed = engine.openSession({ renew: true });
      expect(renewed).not.toBe(id);
      expect(engine.isAlive(id)).toBe(false);
      expect(engine.sessionData('X').count()).toBe(0);
    });
  });

  test('goes through asynchronous code of any depth, each request its own', async () => {
    const { engine } = engineWith();
    const visit = (name: string) =>
      new SessionClient(engine).request(async () => {
        engine.sessionAssert({ user: name });
        for (let i = 0; i < 5; i++) await new Promise((done) => setImmediate(done));
        return engine
          .sessionData('user(U)')
          .toArray()
          .map(({ U }) => U);
      });
    expect(await Promise.all(['alice', 'bob', 'carol'].map(visit))).toEqual([['alice'], ['bob'], ['carol']]);
  });

  test('is none outside of a request', () => {
    const { engine } = engineWith();
    expect(engine.inSession()).toBeUndefined();
    expect(errorOf(() => engine.sessionAssert({ a: 1 }))).toBe('existence_error(http_session,_)');
    expect(errorOf(() => engine.openSession())).toBe('permission_error(open,http_session,header)');
  });

  test('is none where sessions are not enabled', () => {
    const { engine, in: request } = engineWith({ enabled: false });
    request(() =>
      expect(errorOf(() => engine.sessionAssert({ a: 1 }))).toBe('existence_error(http_session,_)'),
    );
  });

  test('cannot begin once the headers are sent', () => {
    const { engine, client } = engineWith();
    client.request((request) => {
      request.send();
      expect(errorOf(() => engine.sessionAssert({ a: 1 }))).toBe(
        'permission_error(open,http_session,header)',
      );
      expect(engine.size).toBe(0);
    });
  });
});

describe('the data of a session', () => {
  test('keeps the order of asserta and assertz, and answers with the fact alone', () => {
    const { engine, in: request } = engineWith();
    request(() => {
      engine.sessionAssert({ n: 1 });
      engine.sessionAssert('n(2)');
      engine.sessionAsserta({ n: 0 });
      const all = [...engine.sessionData('n(X)')];
      expect(all.map(({ X }) => X)).toEqual([0, 1, 2]);
      expect(all[0]!.fact).toEqual({ n: 0 });
      expect(String(all[1]!.term)).toBe('n(1)');
      expect(engine.sessionRetract('n(X)')?.X).toBe(0);
      expect([...engine.sessionRetractEach({ n: v('X') })].map(({ fact }) => fact)).toEqual([
        { n: 1 },
        { n: 2 },
      ]);
      expect(engine.sessionRetractall({ n: _ })).toBe(0);
    });
  });

  test('can be atoms, lists, facts with variables and hostile names', () => {
    const { engine, in: request } = engineWith();
    request(() => {
      engine.sessionAssert('flag');
      engine.sessionAssert('title(_)');
      engine.sessionAssert({ list: [[1, [2, 'x']]] });
      for (const name of hostileNames) engine.sessionAssert({ [name]: [name] });
      expect(engine.sessionData('flag').exists()).toBe(true);
      expect(engine.sessionData('title(anything)').exists()).toBe(true);
      expect(engine.sessionData('list(L)').first()?.L).toEqual([1, [2, 'x']]);
      for (const name of hostileNames) expect(engine.sessionData({ [name]: v('X') }).first()?.X).toBe(name);
    });
  });

  test('of one session is not seen by another', () => {
    const { engine } = engineWith();
    const [a, b] = [new SessionClient(engine), new SessionClient(engine)];
    a.request(() => engine.sessionAssert({ user: 'a' }));
    b.request(() => {
      engine.sessionAssert({ user: 'b' });
      expect(engine.sessionData('user(U)').toArray().length).toBe(1);
    });
  });

  test('is reached by id from anywhere', () => {
    const { engine, in: request } = engineWith();
    const id = request(() => engine.openSession());
    engine.sessionAssert({ a: 1 }, id);
    engine.sessionAsserta({ a: 0 }, id);
    expect([...engine.sessionData('a(X)', id)].map(({ X }) => X)).toEqual([0, 1]);
    expect(engine.sessionRetractall('a(_)', id)).toBe(2);
    expect(errorOf(() => engine.sessionData('a(_)', 7 as never))).toBe('type_error(atom,7)');
  });

  test('cannot be added to a session that is not there or has ended', () => {
    const { engine, in: request } = engineWith();
    expect(errorOf(() => engine.sessionAssert({ a: 1 }, 'nobody'))).toBe(
      'existence_error(http_session,nobody)',
    );
    request(() => {
      const id = engine.openSession();
      engine.closeSession(id);
      expect(errorOf(() => engine.sessionAssert({ a: 1 }))).toContain('existence_error(http_session');
      expect(engine.sessionData('X').count()).toBe(0);
      expect(engine.inSession()).toBeUndefined();
    });
    expect(engine.query('session_data(_, _)').exists()).toBe(false);
  });

  test('is updated at once: 200 updates that overlap make 200', async () => {
    const { engine, client, in: request } = engineWith();
    request(() => engine.sessionAssert({ visits: 0 }));
    const visit = () =>
      client.request(async () => {
        await new Promise((done) => setImmediate(done));
        engine.session().update('visits(N)', (found) => ({ visits: (found!.N as number) + 1 }));
      });
    await Promise.all(Array.from({ length: 200 }, visit));
    expect(request(() => engine.sessionData('visits(N)').toArray())).toMatchObject([{ N: 200 }]);
  });

  test('stays as it was when an update throws', () => {
    const { engine, in: request } = engineWith();
    request(() => {
      engine.sessionAssert({ n: 1 });
      expect(() =>
        engine.session().update('n(_)', () => {
          throw new Error('no');
        }),
      ).toThrow('no');
      expect(engine.sessionData('n(N)').toArray()).toMatchObject([{ N: 1 }]);
    });
  });
});

describe('an id that the engine did not give', () => {
  test.each(['1234-5678-9abc-def0', '', 'x', '../../etc', '__proto__', "a'b", '%00', 'a'.repeat(10_000)])(
    '%s is not adopted',
    (id) => {
      const { engine, client } = engineWith();
      client.request(() => expect(engine.inSession()).toBeUndefined(), { cookie: `clausal_session=${id}` });
      client.request(() => engine.sessionAssert({ a: 1 }), { cookie: `clausal_session=${id}` });
      expect(client.cookies.get('clausal_session')).toMatch(/^[0-9a-f]{4}(-[0-9a-f]{4}){7}$/);
    },
  );

  test('does not hide one that it gave', () => {
    const { engine, client } = engineWith();
    const id = client.request(() => engine.openSession());
    client.request(() => expect(engine.inSession()).toBe(id), {
      cookie: `other=1; clausal_session=forged; clausal_session=${id}; clausal_sessionx=2`,
    });
  });
});

describe('the end of a session', () => {
  test('comes when it was not used for its timeout, and not before', () => {
    const { engine, client, clock } = engineWith({ timeout: 20 });
    const id = client.request(() => engine.openSession());
    for (let i = 0; i < 10; i++) {
      clock.now += 20;
      client.request(() => expect(engine.inSession()).toBe(id));
    }
    clock.now += 20.001;
    client.request(() => expect(engine.inSession()).toBeUndefined());
    expect(engine.size).toBe(0);
  });

  test('comes after the absolute timeout however much it is used', () => {
    const { engine, client, clock } = engineWith({ timeout: 20, absoluteTimeout: 100 });
    client.request(() => engine.openSession());
    for (let i = 0; i < 10; i++) {
      clock.now += 10;
      client.request(() => expect(engine.inSession()).toBeDefined());
    }
    clock.now += 1;
    client.request(() => expect(engine.inSession()).toBeUndefined());
  });

  test('honours the timeouts of each session', () => {
    const { engine, clock } = engineWith({ timeout: 100 });
    const ids = [10, 0, undefined, 1000].map((timeout) => {
      const id = new SessionClient(engine).request(() => engine.openSession());
      if (timeout !== undefined) engine.setSession({ timeout }, id);
      return id;
    });
    const alive = () => ids.map((id) => engine.isAlive(id));
    clock.now += 50;
    engine.gcSessions();
    expect(alive()).toEqual([false, true, true, true]);
    clock.now += 100;
    engine.gcSessions();
    expect(alive()).toEqual([false, true, false, true]);
    clock.now += 1e9;
    engine.gcSessions();
    expect(alive()).toEqual([false, false, false, false]); // absolute_timeout
  });

  test('follows a change of the timeout', () => {
    const { engine, clock, in: request } = engineWith({ timeout: 1000 });
    const id = request(() => engine.openSession());
    engine.setSessionOptions({ timeout: 10 });
    clock.now += 11;
    engine.gcSessions();
    expect(engine.size).toBe(0);
    expect(engine.isAlive(id)).toBe(false);
  });

  test('takes all its facts away, and no others', () => {
    const { engine } = engineWith();
    const [a, b] = [new SessionClient(engine), new SessionClient(engine)];
    const id = a.request(() => {
      engine.sessionAssert({ x: 1 });
      return engine.sessionId();
    });
    b.request(() => engine.sessionAssert({ x: 2 }));
    engine.closeSession(id);
    expect(engine.query('session_data(_, x(X))').toArray()).toMatchObject([{ X: 2 }]);
    expect(engine.query('current_session(_, _)').count()).toBe(1);
    expect(engine.query('last_used(_, _)').count()).toBe(1);
  });

  test('makes the client forget the cookie, if it is the current session and headers are not sent', () => {
    const { engine, client } = engineWith();
    const id = client.request(() => engine.openSession());
    new SessionClient(engine).request(() => engine.closeSession('nobody'));
    client.request(() => engine.closeSession(engine.sessionId()));
    expect(client.received.at(-1)).toMatch(
      /^clausal_session=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax$/,
    );
    expect(client.cookies.size).toBe(0);
    expect(engine.isAlive(id)).toBe(false);
  });
});

describe('a session that gets a new id', () => {
  test('keeps its facts and timeouts, and the old id is dead', () => {
    const { engine, client } = engineWith();
    client.request(() => {
      engine.sessionAssert({ user: 'alice' });
      engine.setSession({ timeout: 7 });
      const old = engine.sessionId();
      const session = engine.session().renew();
      expect(session.id).not.toBe(old);
      expect(engine.sessionId()).toBe(session.id);
      expect(engine.isAlive(old)).toBe(false);
      expect(errorOf(() => engine.sessionAssert({ late: 1 }, old))).toBe(
        `existence_error(http_session,'${old}')`,
      );
      expect([...engine.sessionData('X')].map(({ fact }) => fact)).toEqual([
        { user: 'alice' },
        { $setting: { timeout: 7 } },
      ]);
    });
    client.request(() => expect(engine.sessionData('user(U)').first()).toMatchObject({ U: 'alice' }));
  });

  test('leaves a request that is under way with the old id nothing to write to', async () => {
    const { engine, client } = engineWith();
    client.request(() => engine.sessionAssert({ user: 'alice' }));
    const slow = client.request(async () => {
      await new Promise((done) => setImmediate(done));
      return errorOf(() => engine.sessionAssert({ late: 1 }));
    });
    client.request(() => engine.session().renew());
    expect(await slow).toContain('existence_error(http_session');
    expect(engine.query('session_data(_, late(_))').exists()).toBe(false);
  });
});

describe('enumeration', () => {
  test('has idle time, peer and facts of each session, the one used last first', () => {
    const { engine, clock } = engineWith({ profile: 'swi', granularity: 0 });
    const [a, b] = [new SessionClient(engine), new SessionClient(engine)];
    const first = a.request(() => {
      engine.sessionAssert({ x: 1 });
      return engine.sessionId();
    });
    clock.now += 5;
    b.request(() => engine.sessionAssert({ x: 2 }), { address: '::1' });
    clock.now += 5;
    a.request(() => {});
    clock.now += 1.5;
    expect([...engine.currentSession()].map(({ Data }) => Data)).toEqual([
      { idle: 1.5 },
      { peer: { ip: [127, 0, 0, 1] } },
      { x: 1 },
      { idle: 6.5 },
      { peer: { ip: [0, 0, 0, 0, 0, 0, 0, 1] } },
      { x: 2 },
    ]);
    expect(engine.currentSession(first, 'x(X)').toArray()).toMatchObject([{ X: 1 }]);
  });

  test('is exact about idle time whatever the granularity', () => {
    const { engine, client, clock } = engineWith({ granularity: 600 });
    client.request(() => engine.openSession());
    clock.now += 100;
    client.request(() => {});
    clock.now += 1;
    expect(engine.query('http_current_session(_, idle(T))').first()?.T).toBeCloseTo(1);
    expect(engine.query('last_used(_, T)').first()?.T).toBe(clock.now - 1);
  });

  test('does not have sessions whose time is up', () => {
    const { engine, client, clock } = engineWith({ timeout: 10 });
    client.request(() => engine.sessionAssert({ x: 1 }));
    clock.now += 11;
    expect(engine.currentSession().count()).toBe(0);
    expect(engine.query('session_data(_, x(_))').exists()).toBe(false);
  });

  test('joins sessions with rules and facts of the application', () => {
    const { engine } = engineWith();
    engine.store.consult(
      'price(book, 10). price(pen, 2). total(S, N, T) :- session_data(S, cart(I, N)), price(I, P), T is N * P.',
    );
    for (const [user, item, count] of [
      ['alice', 'book', 3],
      ['bob', 'pen', 4],
    ] as const) {
      new SessionClient(engine).request(() => {
        engine.sessionAssert({ user });
        engine.sessionAssert({ cart: [item, count] });
      });
    }
    expect(engine.query('session_data(S, user(U)), total(S, _, T), T > 10').toArray()).toMatchObject([
      { U: 'alice', T: 30 },
    ]);
  });
});

test('a profile that is none is refused', () => {
  expect(() => new SessionEngine({ profile: 'swipl' as never })).toThrow("'web' or 'swi' was expected");
});

test('an error says where there is no session, and why none can be opened', () => {
  const { engine, client } = engineWith();
  expect(() => engine.sessionId()).toThrow('there is no current session here');
  expect(() => engine.openSession()).toThrow('outside of a request');
  client.request((request) => {
    request.send();
    expect(() => engine.openSession()).toThrow('the headers are sent');
  });
});

describe('settings', () => {
  test('are facts, the changed one first', () => {
    const { engine } = engineWith({ profile: 'swi' });
    engine.setSessionOptions('[timeout(10), samesite(strict)]');
    expect([...engine.sessionOption()].slice(0, 2).map(({ fact }) => fact)).toEqual([
      { samesite: 'strict' },
      { timeout: 10 },
    ]);
    expect(engine.sessionOption('timeout(T)').first()).toMatchObject({ T: 10 });
  });

  test.each([
    ['[timeout(soon)]', 'type_error(integer,soon)'],
    ['[timeout(1.5)]', 'type_error(integer,1.5)'],
    ['[timeout(-1)]', 'type_error(nonneg,-1)'],
    ['[timeout(_)]', 'instantiation_error'],
    ['[create(never)]', 'type_error(oneof([auto,noauto,lazy]),never)'],
    ['[enabled(yes)]', 'type_error(boolean,yes)'],
    ['[cookie(1)]', 'type_error(atom,1)'],
    ['[colour(red)]', 'domain_error(http_session_option,colour(red))'],
    ['[id_bits(32)]', 'domain_error(id_bits,32)'],
    ["[path('/a;b')]", "domain_error(cookie_path,'/a;b')"],
    ["[path('a')]", 'domain_error(cookie_path,a)'],
    ["[cookie('a b')]", "domain_error(cookie_name,'a b')"],
    ["[cookie('a\\r\\nb')]", "domain_error(cookie_name,'a\\r\\nb')"],
    ["[route('x;y')]", "domain_error(atom,'x;y')"],
    ["[domain('x y')]", "domain_error(cookie_domain,'x y')"],
    ['nothing', 'type_error(list,nothing)'],
  ])('%s is %s', (options, error) => {
    const { engine } = engineWith();
    const before = [...engine.sessionOption()].map(String);
    expect(errorOf(() => engine.setSessionOptions(options))).toBe(error);
    expect([...engine.sessionOption()].map(String)).toEqual(before);
  });

  test('of one session can only be timeouts', () => {
    const { engine, in: request } = engineWith();
    const id = request(() => engine.openSession());
    expect(errorOf(() => engine.setSession({ path: '/x' }, id))).toBe(
      "permission_error(set,http_session,path('/x'))",
    );
    expect(errorOf(() => engine.setSession({ timeout: 'x' }, id))).toBe('type_error(integer,x)');
    expect(errorOf(() => engine.setSession({ timeout: 1 }, 'nobody'))).toBe(
      'existence_error(http_session,nobody)',
    );
    engine.setSession('timeout(5)', id);
    engine.setSession('timeout(6)', id);
    expect([...engine.sessionData('X', id)].map(({ fact }) => fact)).toEqual([{ $setting: { timeout: 6 } }]);
  });
});

describe('the cookie', () => {
  test.each<[name: string, options: SessionOptions, isSecure: boolean, text: RegExp]>([
    ['by http', {}, false, /^clausal_session=[0-9a-f-]+; Path=\/; HttpOnly; SameSite=Lax$/],
    ['by https', {}, true, /^__Host-clausal_session=[0-9a-f-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/],
    [
      'for a path',
      { path: '/app' },
      true,
      /^clausal_session=[0-9a-f-]+; Path=\/app; HttpOnly; Secure; SameSite=Lax$/,
    ],
    [
      'for a domain',
      { domain: 'example.org' },
      true,
      /^clausal_session=[0-9a-f-]+; Domain=example.org; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ],
    [
      'of a name',
      { cookie: 'sid', samesite: 'strict', httpOnly: false },
      false,
      /^sid=[0-9a-f-]+; Path=\/; SameSite=Strict$/,
    ],
    ['without SameSite', { samesite: 'none' }, false, /^clausal_session=[0-9a-f-]+; Path=\/; HttpOnly$/],
    [
      'that is partitioned',
      { partitioned: true, samesite: 'none', priority: 'high' },
      true,
      /Secure; Partitioned; Priority=High; SameSite=None$/,
    ],
    [
      'of SWI-Prolog',
      { profile: 'swi', route: '' },
      false,
      /^swipl_session=([0-9a-f]{4}-){3}[0-9a-f]{4}; Path=\/; SameSite=Lax$/,
    ],
    [
      'with a route',
      { profile: 'swi', route: 'node1' },
      false,
      /^swipl_session=([0-9a-f]{4}-){3}[0-9a-f]{4}\.node1; Path/,
    ],
  ])('%s', (_name, options, isSecure, text) => {
    const { engine, client } = engineWith(options);
    client.request(() => engine.openSession(), { isSecure, path: options.path ?? '/' });
    expect(client.received.at(-1)).toMatch(text);
    client.request(() => expect(engine.inSession()).toBeDefined(), { isSecure, path: options.path ?? '/' });
  });
});

describe('the peer', () => {
  const open = (options: SessionOptions) => {
    const made = engineWith(options);
    made.client.request(() => made.engine.openSession(), { address: '10.0.0.1' });
    const isFound = (request: { address?: string; forwardedFor?: string }) =>
      made.client.request(() => made.engine.inSession() !== undefined, { address: '10.0.0.1', ...request });
    return { ...made, isFound };
  };

  test('is not checked by default', () => {
    expect(open({}).isFound({ address: '10.0.0.2' })).toBe(true);
  });

  test('is checked always, or only without a timeout', () => {
    expect(open({ peerCheck: 'always' }).isFound({})).toBe(true);
    expect(open({ peerCheck: 'always' }).isFound({ address: '10.0.0.2' })).toBe(false);
    expect(open({ peerCheck: 'no_timeout' }).isFound({ address: '10.0.0.2' })).toBe(true);
    expect(open({ peerCheck: 'no_timeout', timeout: 0 }).isFound({ address: '10.0.0.2' })).toBe(false);
  });

  test('is what the proxy says only with proxy_enabled', () => {
    const forged = { forwardedFor: '1.2.3.4, 10.0.0.1', address: '9.9.9.9' };
    expect(open({ peerCheck: 'always' }).isFound(forged)).toBe(false);
    expect(open({ peerCheck: 'always', proxyEnabled: true }).isFound(forged)).toBe(true);
  });
});
