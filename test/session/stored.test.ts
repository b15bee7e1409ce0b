/** Sessions in a storage: what a request finds, what is stored when it is answered, and what several engines see of each other. */
import { SessionEngine, StorageError } from 'clausal';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type MemoryStorage, memoryStorage } from '../../src/storage/memory.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { Var } from '../../src/term/term.ts';
import { collectGarbage } from '../support/garbage.ts';
import { Gate } from '../support/gate.ts';
import { SessionClient } from '../support/session-client.ts';
import { bothBuy, clock, closeEngines, engineOn, shared, stored } from '../support/shared-engines.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

afterEach(closeEngines);

describe.each(['at once', 'later'])('with a storage that answers %s', (answers) => {
  test('what a request asserted is stored when it is answered, and found by another engine', async () => {
    const { storage, two, visitor, id } = await shared(answers);
    expect(await stored(storage, id)).toEqual(['user(alice)']);
    const found = await visitor.visit(two, () => two.sessionData('user(U)').toArray());
    expect(found).toEqual([{ U: 'alice' }]);
  });

  test('a request without changes stores nothing', async () => {
    const { storage, two, visitor } = await shared(answers);
    const commit = vi.spyOn(storage, 'commit');
    await visitor.visit(two, () => two.session().get('user'));
    expect(commit).not.toHaveBeenCalled();
  });

  test('a session begins, has a new id and ends in the storage as in memory', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(two, () => void two.session().renew());
    expect(visitor.id).not.toBe(id);
    expect(await storage.load(id)).toBeUndefined();
    expect(await stored(storage, visitor.id!)).toEqual(['user(alice)']);
    expect(await visitor.visit(one, () => one.session().get('user'))).toBe('alice');
    expect(one.isAlive(id)).toBe(false);
    const ended = visitor.id!;
    await visitor.visit(one, () => one.session().close());
    expect(await storage.load(ended)).toBeUndefined();
    expect(await visitor.visit(two, () => two.session().isAlive, `clausal_session=${ended}`)).toBe(false);
  });

  test('the order of facts is kept', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(two, () => {
      two.sessionAssert('last(1)');
      two.sessionAsserta('first(1)');
    });
    await visitor.visit(one, () => {
      one.sessionAsserta('first(2)');
      one.sessionRetract('user(_)');
      one.sessionAssert('last(2)');
    });
    const expected = ['first(2)', 'first(1)', 'last(1)', 'last(2)'];
    expect(await stored(storage, id)).toEqual(expected);
    for (const engine of [one, two]) {
      const seen = await visitor.visit(engine, () =>
        [...engine.sessionData('F')].map(({ term }) => writeTerm(term)),
      );
      expect(seen).toEqual(expected);
    }
  });

  test('facts that have variables, and equal ones, stay what they are', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(two, () => {
      two.sessionAssert('any(X, X, _)');
      two.sessionAssert('any(X, X, _)');
      two.sessionAssert('s("text", \'a b\', 1.0, 12345678901234567890)');
    });
    const texts = (await stored(storage, id))!.map((text) => text.replace(/_[G\d]\w*|\b_\b/g, '_'));
    expect(texts).toEqual([
      'user(alice)',
      'any(_,_,_)',
      'any(_,_,_)',
      's("text",\'a b\',1.0,12345678901234567890)',
    ]);
    const same = await visitor.visit(one, () => one.sessionData('any(X, Y, Z)').first()!.terms);
    expect(same.X).toBe(same.Y);
    expect(same.X).not.toBe(same.Z);
    await visitor.visit(two, () => two.sessionRetract('any(1, 1, 2)'));
    expect((await stored(storage, id))!.filter((text) => text.startsWith('any('))).toHaveLength(1);
  });

  test('requests to two engines that assert different facts both win', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await bothBuy(visitor, one, two);
    expect(await stored(storage, id)).toEqual(['user(alice)', 'cart(pen)', 'cart(book)']);
  });

  test('update and set are made again on what another engine has left', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    const count = (engine: SessionEngine) => {
      engine.session().update('visits(N)', (found) => ({ visits: Number(found?.N ?? 0) + 1 }));
      engine.session().set({ theme: engine === one ? 'one' : 'two' });
    };
    await visitor.overtaken(
      one,
      () => count(one),
      () => visitor.visit(two, () => count(two)),
    );
    expect(await stored(storage, id)).toEqual(['user(alice)', 'visits(2)', 'theme(one)']);
    expect(await visitor.visit(two, () => two.session().get('visits'))).toBe(2);
  });

  test('a fact is taken by one of two, and the other one changes nothing in the session', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(one, () => one.sessionAssert('token(abc)'));
    await expect(
      visitor.overtaken(
        one,
        () => {
          one.sessionAssert('before(1)');
          expect(one.sessionRetract('token(T)')).toEqual({ T: 'abc' });
          one.sessionAssert('paid(1)');
        },
        () => visitor.visit(two, () => expect(two.sessionRetract('token(T)')).toEqual({ T: 'abc' })),
      ),
    ).rejects.toMatchObject({ code: 'permission_error', status: 409, statusCode: 409 });
    expect(await stored(storage, id)).toEqual(['user(alice)']);
    expect(await visitor.visit(one, () => one.sessionData('F').count())).toBe(1);
  });

  test('who waits for commit() can answer a conflict in another way', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(one, () => one.sessionAssert('token(abc)'));
    const answer = await visitor.visit(one, async () => {
      const session = one.session();
      session.retract('token(_)');
      await visitor.visit(two, () => two.sessionRetract('token(_)'));
      try {
        await session.commit();
        return 'taken';
      } catch (error) {
        session.assert('sorry(1)');
        return (error as { code: string }).code;
      }
    });
    expect(answer).toBe('permission_error');
    expect(await stored(storage, id)).toEqual(['user(alice)', 'sorry(1)']);
  });

  test('a request that has lost a fact to another one changes nothing more', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(one, () => one.sessionAssert('token(abc)'));
    const slow = visitor.visit(one, async () => {
      one.session().retract('token(_)');
      await visitor.visit(two, () => two.sessionRetract('token(_)'));
      await visitor.visit(one, () => one.sessionAssert('other(1)')); // which learns of that
      one.session().assert('paid(1)');
    });
    await expect(slow).rejects.toMatchObject({ status: 409 });
    expect(await stored(storage, id)).toEqual(['user(alice)', 'other(1)']);
  });

  test('no late write brings a session back that another engine has ended', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    const late = visitor.visit(one, async () => {
      one.sessionAssert('late(1)');
      await visitor.visit(two, () => two.closeSession(id));
    });
    await expect(late).rejects.toMatchObject({ code: 'existence_error', status: 409 });
    expect(await storage.load(id)).toBeUndefined();
    expect(one.isAlive(id)).toBe(false);
    expect(one.query('session_data(_, _)').exists()).toBe(false);
  });

  test('a session that two engines give a new id has one', async () => {
    const { storage, one, two, visitor } = await shared(answers);
    const cookie = visitor.cookie;
    const results = await Promise.allSettled(
      [one, two].map((engine) =>
        new StoredVisitor().visit(engine, () => engine.session().renew().id, cookie),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const all: string[] = [];
    for await (const session of storage.find(new Var())) all.push(session.id);
    expect(all).toEqual(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  });

  test('a new id in the request that begins the session, twice, is one session', async () => {
    const { storage, two } = await shared(answers);
    const visitor = new StoredVisitor();
    await visitor.visit(two, () => {
      two.session().set({ user: 'bob' });
      two.session().renew().assert('a(1)');
      two.session().renew();
    });
    expect(await stored(storage, visitor.id!)).toEqual(['user(bob)', 'a(1)']);
    expect(await count(storage)).toBe(2);
  });

  test('what is changed outside of requests is stored soon', async () => {
    const { storage, one, id } = await shared(answers);
    one.sessionAssert('outside(1)', id);
    await one.commit();
    expect(await stored(storage, id)).toEqual(['user(alice)', 'outside(1)']);
    one.closeSession(id);
    await one.commit();
    expect(await storage.load(id)).toBeUndefined();
  });

  test('a transaction that is undone stores nothing', async () => {
    const { storage, one, visitor, id } = await shared(answers);
    await visitor.visit(one, () => {
      expect(() =>
        one.store.transaction(() => {
          one.sessionAssert('no(1)');
          one.session().renew();
          one.session().close();
          throw new Error('undo');
        }),
      ).toThrow('undo');
      one.sessionAssert('yes(1)');
    });
    expect(await stored(storage, id)).toEqual(['user(alice)', 'yes(1)']);
    expect(await count(storage)).toBe(1);
  });

  test('watchers are told what changes, here and elsewhere, and not what is loaded or let go of', async () => {
    const { two, visitor, one } = await shared(answers);
    const told: string[] = [];
    two.store.watch('session_data(_, F)', (kind, { terms }) => told.push(`${kind} ${writeTerm(terms.F!)}`));
    await visitor.visit(two, () => {});
    expect(told).toEqual([]);
    await visitor.visit(one, () => one.session().set({ user: 'bob' }));
    await vi.waitFor(() => expect(told).toEqual(['erase user(alice)', 'assert user(bob)']));
    expect(two.query('session_data(_, user(bob))').count()).toBe(1);
    await visitor.visit(one, () => one.session().close());
    await vi.waitFor(() => expect(told.slice(2)).toEqual(['erase user(bob)']));
    expect(two.size).toBe(0);
  });

  test('an engine that starts later finds all by load()', async () => {
    const { storage, one } = await shared(answers);
    for (let i = 0; i < 5; i++)
      await new StoredVisitor().visit(one, () => one.sessionAssert({ cart: ['book', i] }));
    const three = engineOn(storage.connect());
    expect(three.query('session_data(_, cart(_, _))').count()).toBe(0);
    expect(await three.load('cart(book, 3)')).toBeGreaterThanOrEqual(1);
    expect(three.query('session_data(_, cart(_, 3))').count()).toBe(1);
    expect(await three.load()).toBe(6);
    expect(three.query('session_data(_, cart(_, _))').count()).toBe(5);
    expect(three.query('session_data(_, user(alice))').count()).toBe(1);
    const small = engineOn(storage.connect(), { cachedSessions: 2 });
    expect(await small.load()).toBe(6);
    expect(small.query('session_data(_, _)').count()).toBe(6);
    await new Promise((done) => setImmediate(() => setImmediate(done)));
    expect(small.size).toBe(2);
  });

  test('a session that is not in memory is found by its id', async () => {
    const { storage, two, id } = await shared(answers);
    const session = await two.fetchSession(id);
    expect(session?.get('user')).toBe('alice');
    expect(await two.fetchSession('0000-0000')).toBeUndefined();
    const three = engineOn(storage.connect());
    await three.commit();
    if (answers === 'later') return;
    expect(three.sessionData('user(U)', id).first()).toEqual({ U: 'alice' });
    const four = engineOn(storage.connect());
    four.sessionAssert('a(1)', id);
    expect(() => four.sessionAssert('a(1)', '0000-0000')).toThrow('does not exist');
    await four.commit();
    const five = engineOn(storage.connect());
    expect(() =>
      five.store.transaction(() => {
        five.closeSession(id);
        throw new Error('undo');
      }),
    ).toThrow('undo');
    await five.commit();
    expect(await stored(storage, id)).toEqual(['user(alice)', 'a(1)']);
    five.closeSession(id);
    await five.commit();
    expect(await stored(storage, id)).toBeUndefined();
  });

  test('sessions that are not used leave the memory, those of requests stay', async () => {
    const { storage, one } = await shared(answers, { cachedSessions: 3 });
    const [entered, leave] = [new Gate(), new Gate()];
    const slow = new StoredVisitor();
    await slow.visit(one, () => one.sessionAssert('slow(1)'));
    const request = slow.visit(one, async () => {
      entered.open();
      await leave.pass();
      return one.sessionData('slow(N)').first()?.N;
    });
    await entered.pass();
    const others = Array.from({ length: 8 }, () => new StoredVisitor());
    for (const [n, other] of others.entries()) await other.visit(one, () => one.sessionAssert({ n }));
    const two = engineOn(storage.connect(), { cachedSessions: 3 });
    for (const other of others) await other.visit(two, () => {});
    await vi.waitFor(async () => {
      await collectGarbage();
      await new Promise((done) => setTimeout(done));
      await others[0]!.visit(two, () => {});
      expect(two.size).toBeLessThan(8);
    });
    expect(await others[3]!.visit(two, () => two.session().get('n'))).toBe(3);
    leave.open();
    expect(await request).toBe(1);
  });

  test('a session ends once when its time is up, whoever sees that first', async () => {
    const { storage, one, two, visitor, id } = await shared(answers, { timeout: 60 });
    const three = engineOn(storage.connect(), { timeout: 60 });
    const ends: unknown[] = [];
    for (const engine of [one, two, three])
      engine.listen('http_session(end(Id, _))', ({ Id }) =>
        ends.push([Id, engine.sessionData('user(U)').first()?.U]),
      );
    await visitor.visit(two, () => {});
    clock.now += 60;
    await Promise.all([one, two, three].map((engine) => engine.gcSessions()));
    expect(ends).toEqual([]);
    clock.now += 1;
    await Promise.all([one, two, three].map((engine) => engine.gcSessions()));
    expect(ends).toEqual([[id, 'alice']]);
    expect(await storage.load(id)).toBeUndefined();
    expect([one.size, two.size, three.size]).toEqual([0, 0, 0]);
    expect(one.stats().ended.expired + two.stats().ended.expired + three.stats().ended.expired).toBe(1);
  });

  test('a session that is used through one engine lives on in the other', async () => {
    const { one, two, visitor } = await shared(answers, { timeout: 60, granularity: 20 });
    const ends: unknown[] = [];
    for (const engine of [one, two]) engine.listen('http_session(end(_, _))', () => ends.push(engine));
    for (let i = 0; i < 20; i++) {
      clock.now += 15;
      expect(await visitor.visit(two, () => two.session().get('user'))).toBe('alice');
      await one.gcSessions();
    }
    expect(ends).toEqual([]);
    expect(await visitor.visit(one, () => one.session().get('user'))).toBe('alice');
    clock.now += 81;
    await Promise.all([one.gcSessions(), two.gcSessions()]);
    expect(ends).toHaveLength(1);
  });

  test('a timeout of its own, and one that all get, count everywhere', async () => {
    const { one, two, visitor } = await shared(answers, { timeout: 60 });
    await visitor.visit(one, () => one.session().setSession('timeout(600)'));
    clock.now += 100;
    await Promise.all([one.gcSessions(), two.gcSessions()]);
    expect(await visitor.visit(two, () => two.session().get('user'))).toBe('alice');
    await visitor.visit(two, () => two.session().retractall("'$setting'(_)"));
    for (const engine of [one, two]) engine.setSessionOptions({ timeout: 30 });
    clock.now += 31;
    expect(await visitor.visit(one, () => one.session().get('user'))).toBeUndefined();
    expect(await visitor.visit(two, () => two.session().get('user'))).toBeUndefined();
  });
});

describe('a storage that fails', () => {
  test('on loading: the request meets the error, and the next one goes on', async () => {
    const { storage, one, visitor } = await shared('later');
    storage.failNext();
    await expect(visitor.visit(one, () => 'never')).rejects.toMatchObject({
      code: 'resource_error',
      status: 503,
      cause: expect.objectContaining({ message: 'the storage fails, as it was told to' }),
    });
    expect(await visitor.visit(one, () => one.session().get('user'))).toBe('alice');
  });

  test.each<[string, (engine: SessionEngine) => Promise<unknown>]>([
    ['load', (engine) => engine.load()],
    ['gcSessions', (engine) => engine.gcSessions()],
  ])('on %s: the error is one of the storage', async (_, ask) => {
    const { storage, one } = await shared('later');
    storage.failNext();
    await expect(ask(one)).rejects.toBeInstanceOf(StorageError);
  });

  test('on loading, with the setting degrade: the session is as it was, and can not be changed', async () => {
    const { storage, one, visitor, id } = await shared('later', { outage: 'degrade' });
    storage.failNext();
    expect(await visitor.visit(one, () => one.session().get('user'))).toBe('alice');
    storage.failNext(2);
    const change = visitor.visit(one, () => one.sessionAssert('lost(1)'));
    await expect(change).rejects.toMatchObject({ status: 503 });
    expect(await visitor.visit(one, () => one.sessionData('F').count())).toBe(1);
    expect(await stored(storage, id)).toEqual(['user(alice)']);
    // Whoever is not in memory is not logged out by an outage.
    const other = storage.connect();
    const two = engineOn(other, { outage: 'degrade' });
    await two.load('nothing(_)');
    other.failNext();
    await expect(visitor.visit(two, () => two.session().get('user'))).rejects.toMatchObject({ status: 503 });
  });

  test.each([false, true])(
    'on committing, done or not (%s): the request fails, and memory follows what is stored',
    async (done) => {
      const { storage, one, visitor, id } = await shared('later');
      const failing = visitor.visit(one, () => {
        one.sessionAssert('new(1)');
        one.sessionRetract('user(_)');
        storage.failNext(1, { done });
      });
      await expect(failing).rejects.toMatchObject({ status: 503 });
      const expected = done ? ['new(1)'] : ['user(alice)'];
      expect(await stored(storage, id)).toEqual(expected);
      const seen = await visitor.visit(one, () =>
        [...one.sessionData('F')].map(({ term }) => writeTerm(term)),
      );
      expect(seen).toEqual(expected);
    },
  );

  test('when a session begins: it has not begun', async () => {
    const { storage, one } = await shared('later');
    const visitor = new StoredVisitor();
    const beginning = visitor.visit(one, () => {
      one.sessionAssert('a(1)');
      storage.failNext();
    });
    await expect(beginning).rejects.toMatchObject({ status: 503 });
    expect(visitor.id).toBeUndefined();
    expect(one.size).toBe(1);
    expect(await count(storage)).toBe(1);
  });

  test('where nobody waits: those who listen to errors are told', async () => {
    const { storage, one, id } = await shared('later');
    const errors: unknown[] = [];
    one.listenToErrors((error) => errors.push(error));
    storage.failNext();
    one.sessionAssert('a(1)', id);
    await vi.waitFor(() => expect(errors).toMatchObject([{ status: 503 }]));
    expect(await stored(storage, id)).toEqual(['user(alice)']);
    expect(one.sessionData('a(_)', id).exists()).toBe(false);
  });

  test('when it is opened: requests fail until it opens', async () => {
    const storage = memoryStorage({ delay: 1 });
    storage.failNext(2);
    const engine = engineOn(storage);
    const visitor = new StoredVisitor();
    await expect(visitor.visit(engine, () => 1, 'clausal_session=0123-4567-89ab-cdef')).rejects.toMatchObject(
      { status: 503 },
    );
    await new Promise((done) => setTimeout(done, 5));
    await visitor.visit(engine, () => 1, 'clausal_session=0123-4567-89ab-cdef').catch(() => {});
    await visitor.visit(engine, () => engine.sessionAssert('a(1)'));
    expect(await count(storage)).toBe(1);
  });
});

test('entering stays synchronous with a storage that answers at once', async () => {
  const { one, visitor } = await shared('at once');
  const client = new SessionClient(one);
  expect(client.request(() => one.session().get('user'), { cookie: visitor.cookie })).toBe('alice');
});

test.each([
  [{ storage: {} }, 'storage: [object Object]; what lmdbStorage() or redisStorage() answers was expected'],
  [{ cachedSessions: -1 }, 'cachedSessions: -1; a whole number of sessions, 0 or more, was expected'],
  [{ outage: 'retry' }, "outage: retry; 'fail' or 'degrade' was expected"],
])('bad options are refused: %j', (options, message) => {
  const storage = memoryStorage();
  expect(() => new SessionEngine({ storage, ...options } as never)).toThrow(message);
});

async function count(storage: MemoryStorage): Promise<number> {
  let n = 0;
  for await (const _session of storage.find(new Var())) n++;
  return n;
}
