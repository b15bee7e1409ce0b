/** The store in the two libraries that it is for, over HTTP. */
import { AsyncResource } from 'node:async_hooks';
import { SessionEngine } from 'clausal';
import { ClausalStore } from 'clausal/express-session';
import type { SessionOptions, Store } from 'express-session';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Gate } from '../support/gate.ts';
import { closeServers } from '../support/http.ts';
import { expressSite, fastifySite, type Site, Visitor } from '../support/session-sites.ts';

/** What either library is told. */
interface Options {
  readonly maxAge?: number;
  readonly rolling?: boolean;
}

const libraries: { name: string; site(store: ClausalStore, options?: Options): Promise<Site> }[] = [
  {
    name: 'express-session',
    site: (store, { maxAge, rolling = false } = {}) =>
      expressSite({
        store,
        rolling,
        cookie: maxAge === undefined ? {} : { maxAge },
      } satisfies Partial<SessionOptions>),
  },
  {
    name: '@fastify/session',
    site: (store, { maxAge, rolling = false } = {}) =>
      fastifySite({ store, rolling, cookie: maxAge === undefined ? {} : { maxAge } }),
  },
];

afterEach(() => {
  closeServers();
  vi.useRealTimers();
});

test('the store is one for either library to the compiler too', () => {
  const store: Store = new ClausalStore({ engine: new SessionEngine() });
  expect(store.get).toBeTypeOf('function');
});

describe.each(libraries)('in $name', ({ site: makeSite }) => {
  let engine: SessionEngine;
  let store: ClausalStore;
  let site: Site;
  const alice = new Visitor();

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 12) });
    engine = new SessionEngine();
    store = new ClausalStore({ engine });
    site = await makeSite(store);
    alice.cookie = undefined;
    await site.visit(alice, (visit) => {
      visit.write('user', 'alice');
      visit.write('visits', 1);
    });
  });

  afterEach(() => engine.close());

  /** The values of a key, in whichever sessions. */
  const valuesOf = (key: string): unknown[] =>
    engine
      .query(`session_data(_, ${key}(Value))`)
      .toArray()
      .map(({ Value }) => Value);

  test('a session is there with the next request, and can be queried', async () => {
    expect((await site.visit(alice, (visit) => visit.read('user'))).value).toBe('alice');
    expect((await site.visit(new Visitor(), (visit) => visit.read('user'))).value).toBeNull();
    const id = (await site.visit(alice, (visit) => visit.id)).value;
    expect(engine.query('session_data(Session, user(alice))').toArray()).toEqual([{ Session: id }]);
  });

  test('keeps objects, arrays and dates as JSON does', async () => {
    const value = { list: [1, 'true', true, null, { a: [] }], date: new Date(0) };
    await site.visit(alice, (visit) => visit.write('value', value));
    expect((await site.visit(alice, (visit) => visit.read('value'))).value).toEqual(
      JSON.parse(JSON.stringify(value)),
    );
  });

  test('keys that are removed are gone', async () => {
    await site.visit(alice, (visit) => visit.remove('visits'));
    expect(valuesOf('visits')).toEqual([]);
    expect(valuesOf('user')).toEqual(['alice']);
  });

  test('requests that overlap keep what each has changed', async () => {
    const [entered, gate] = [new Gate(), new Gate()];
    const slow = site.visit(alice, async (visit) => {
      visit.write('theme', 'dark');
      entered.open();
      await gate.pass();
    });
    await entered.pass();
    await site.visit(alice, (visit) => visit.write('visits', 2));
    gate.open();
    await slow;
    expect([valuesOf('visits'), valuesOf('theme'), valuesOf('user')]).toEqual([[2], ['dark'], ['alice']]);
  });

  test('so do those with a body that comes slowly', async () => {
    const read = vi.spyOn(store, 'get');
    const [body, headers] = [new Gate(), { 'Content-Type': 'application/json' }];
    const post = { method: 'POST', headers, body: body.pass().then(() => '{"a":1}') };
    const slow = site.visit(alice, (visit) => visit.write('theme', 'dark'), post);
    await vi.waitFor(() => expect(read).toHaveBeenCalled());
    await site.visit(alice, (visit) => visit.write('visits', 2));
    body.open();
    await slow;
    expect([valuesOf('visits'), valuesOf('theme')]).toEqual([[2], ['dark']]);
  });

  test('twenty at the same time, too', async () => {
    const keys = Array.from({ length: 20 }, (_, i) => `key${i}`);
    const gate = new Gate();
    let waiting = 0;
    await Promise.all(
      keys.map((key, i) =>
        site.visit(alice, async (visit) => {
          if (++waiting === keys.length) gate.open();
          await gate.pass();
          visit.write(key, i);
        }),
      ),
    );
    expect(keys.flatMap(valuesOf)).toEqual(keys.map((_, i) => i));
    expect(engine.size).toBe(1);
  });

  test('a logout is final for the request that is still running', async () => {
    const [entered, gate] = [new Gate(), new Gate()];
    const late = new Visitor(alice.cookie);
    const slow = site.visit(late, async (visit) => {
      entered.open();
      await gate.pass();
      visit.write('visits', 2);
    });
    await entered.pass();
    await site.visit(alice, (visit) => visit.destroy());
    gate.open();
    expect((await slow).status).toBe(200);
    expect(engine.size).toBe(0);
    expect(engine.query('session_data(_, _)').exists()).toBe(false);
    expect((await site.visit(late, (visit) => visit.read('user'))).value).toBeNull();
  });

  test('so is another id at login, which has no data', async () => {
    const ended: unknown[] = [];
    engine.listen('http_session(end(Id, _))', ({ Id }) => ended.push(Id));
    const old = new Visitor(alice.cookie);
    const before = (await site.visit(alice, (visit) => visit.id)).value;
    const after = await site.visit(alice, async (visit) => {
      await visit.regenerate();
      visit.write('user', 'bob');
      return visit.id;
    });
    expect(after.value).not.toBe(before);
    expect(ended).toEqual([before]);
    expect((await site.visit(old, (visit) => visit.read('user'))).value).toBeNull();
    expect(
      (await site.visit(alice, (visit) => [visit.read('user'), visit.read('visits') ?? 0])).value,
    ).toEqual(['bob', 0]);
  });

  test('reload brings what others have written, save writes before the answer', async () => {
    const reply = await site.visit(alice, async (visit) => {
      await site.visit(alice, (other) => other.write('visits', 2));
      const before = visit.read('visits');
      await visit.reload();
      visit.write('theme', 'dark');
      await visit.save();
      return [before, visit.read('visits'), valuesOf('theme')];
    });
    expect(reply.value).toEqual([1, 2, ['dark']]);
  });

  test('facts that the application adds are in the session of the next request', async () => {
    const id = (await site.visit(alice, (visit) => visit.id)).value;
    engine.sessionAssert({ theme: 'dark' }, id);
    expect((await site.visit(alice, (visit) => visit.read('theme'))).value).toBe('dark');
  });

  test('a session ends so long after its last request as the cookie says', async () => {
    site = await makeSite(store, { maxAge: 60_000, rolling: true });
    const bob = new Visitor();
    await site.visit(bob, (visit) => visit.write('user', 'bob'));
    for (let i = 0; i < 3; i++) {
      vi.setSystemTime(Date.now() + 40_000);
      expect((await site.visit(bob, (visit) => visit.read('user'))).value).toBe('bob');
    }
    vi.setSystemTime(Date.now() + 61_000);
    expect((await site.visit(bob, (visit) => visit.read('user'))).value).toBeNull();
    engine.gcSessions();
    expect(valuesOf('user')).toEqual(['alice']);
  });

  test('a session that the application ends is no more', async () => {
    const id = (await site.visit(alice, (visit) => visit.id)).value;
    engine.closeSession(id);
    const reply = await site.visit(alice, (visit) => [visit.read('user') ?? null, visit.id === id]);
    expect(reply.value).toEqual([null, false]);
  });
});

describe('in express-session', () => {
  test('requests that overlap keep what each has changed where their context gets lost, too', async () => {
    const engine = new SessionEngine();
    const site = await expressSite({ store: new ClausalStore({ engine }) });
    const alice = new Visitor();
    await site.visit(alice, (visit) => visit.write('user', 'alice'));
    const outside = new AsyncResource('a pool of connections');
    await site.visit(alice, async (visit) => {
      await site.visit(alice, (other) => other.write('theme', 'dark'));
      visit.write('visits', 1);
      outside.runInAsyncScope(() => visit.response.end());
    });
    const seen = await site.visit(alice, (visit) =>
      ['theme', 'visits'].map((key) => visit.read(key) ?? null),
    );
    expect(seen.value).toEqual(['dark', 1]);
    engine.close();
  });

  test('sessions that were there before its first request have its methods', async () => {
    const engine = new SessionEngine();
    const options = { secret: 'secret', genid: () => 'known' };
    const first = await expressSite({
      ...options,
      store: new ClausalStore({ engine }),
      cookie: { maxAge: 60_000 },
    });
    const visitor = new Visitor();
    await first.visit(visitor, (visit) => visit.write('user', 'alice'));
    const genid = vi.fn(() => 'known');
    const second = await expressSite({
      ...options,
      genid,
      store: new ClausalStore({ engine }),
      cookie: { maxAge: 60_000 },
    });
    const reply = await second.visit(visitor, async ({ session }) => {
      const { cookie } = session;
      return [
        session.user,
        typeof session.touch,
        cookie.maxAge > 0,
        cookie.expires instanceof Date,
        cookie.originalMaxAge,
      ];
    });
    expect(reply.value).toEqual(['alice', 'function', true, true, 60_000]);
    await second.visit(visitor, (visit) => visit.write('visits', 1));
    expect(engine.query('session_data(known, visits(1))').exists()).toBe(true);
    engine.close();
  });

  test('a session can be loaded with its methods', async () => {
    const engine = new SessionEngine();
    const site = await expressSite({ store: new ClausalStore({ engine }) });
    const visitor = new Visitor();
    await site.visit(visitor, (visit) => visit.write('user', 'alice'));
    const store = new ClausalStore({ engine });
    await expressSite({ store, proxy: true }); // looks at the headers of each request that begins a session
    const id = (await site.visit(visitor, (visit) => visit.id)).value;
    const load = (which: string) =>
      new Promise<{ user: string; save(done: () => void): void } | undefined>((resolve, reject) => {
        store.load<{ user: string; save(done: () => void): void }>(which, (error, session) =>
          error ? reject(error) : resolve(session),
        );
      });
    const loaded = await load(id);
    loaded!.user = 'bob';
    await new Promise<void>((resolve) => loaded!.save(resolve));
    expect((await site.visit(visitor, (visit) => visit.read('user'))).value).toBe('bob');
    expect(await load('nobody')).toBeUndefined();
    engine.close();
  });

  test('an error of the store is one of the request', async () => {
    const engine = new SessionEngine();
    const site = await expressSite({ store: new ClausalStore({ engine }) });
    const visitor = new Visitor();
    await site.visit(visitor, (visit) => visit.write('user', 'alice'));
    const error = new Error('no more');
    vi.spyOn(engine.store, 'candidates').mockImplementationOnce(() => {
      throw error;
    });
    expect(await site.visit(visitor, () => 'not reached')).toMatchObject({ status: 500, value: 'no more' });
    expect((await site.visit(visitor, (visit) => visit.read('user'))).value).toBe('alice');
    const saved = await site.visit(visitor, async (visit) => {
      visit.write('big', 1n);
      const failure = await Promise.resolve(visit.save()).catch((reason: Error) => reason.name);
      visit.remove('big');
      return failure;
    });
    expect(saved.value).toBe('TypeError');
    engine.close();
  });
});
