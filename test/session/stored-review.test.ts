/** What a hostile reading found of sessions in a storage: unusual orders of things, each of which once went wrong. */
import type { SessionEngine } from 'clausal';
import { ClausalStore } from 'clausal/express-session';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryStorage } from '../../src/storage/memory.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { collectGarbage } from '../support/garbage.ts';
import { Gate } from '../support/gate.ts';
import { bothBuy, clock, closeEngines, engineOn, shared, stored } from '../support/shared-engines.ts';
import { StoreClient } from '../support/store-client.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

afterEach(closeEngines);

function request(cookie?: string) {
  return {
    ...{ path: '/', cookie, address: '192.0.2.1', forwardedFor: undefined, isSecure: false, isOpen: true },
    setCookie() {},
  };
}

function facts(engine: SessionEngine, id?: string): string[] {
  return [...engine.sessionData('F', id)].map(({ term }) => writeTerm(term));
}

describe.each(['at once', 'later'])('with a storage that answers %s', (answers) => {
  test('a session that gets a new id several times in one request leaves none of the old ones', async () => {
    const { storage, one, visitor, id } = await shared(answers);
    let between = '';
    await visitor.visit(one, () => {
      one.session().renew().assert('a(1)');
      between = one.session().id!;
      one.session().renew();
    });
    expect(await storage.load(id)).toBeUndefined();
    expect(await storage.load(between)).toBeUndefined();
    expect(await stored(storage, visitor.id!)).toEqual(['user(alice)', 'a(1)']);
  });

  test('a session that gets a new id twice in a transaction goes on with what others have stored', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.overtaken(
      one,
      () => one.store.transaction(() => void one.session().renew().renew()),
      () => visitor.visit(two, () => two.sessionAssert('cart(pen)'), `clausal_session=${id}`),
    );
    expect(await storage.load(id)).toBeUndefined();
    expect(await stored(storage, visitor.id!)).toEqual(['user(alice)', 'cart(pen)']);
  });

  test('what a handler changed that then threw is stored where nobody holds the answer', async () => {
    const { storage, one, id } = await shared(answers);
    const handler = () => {
      one.sessionAssert('a(1)');
      throw new Error('oops');
    };
    await expect((async () => one.enter(request(`clausal_session=${id}`), handler))()).rejects.toThrow(
      'oops',
    );
    await vi.waitFor(async () => expect(await stored(storage, id)).toEqual(['user(alice)', 'a(1)']));
  });

  test('delete is done again on what another engine has left', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(one, () => one.session().set('theme', 'old'));
    await visitor.overtaken(
      one,
      () => one.session().delete('theme'),
      () => visitor.visit(two, () => two.session().set('theme', 'new')),
    );
    expect(await stored(storage, id)).toEqual(['user(alice)']);
  });

  test('commit() waits for a session that was changed and then got a new id', async () => {
    const { storage, one, id } = await shared(answers);
    one.sessionAssert('a(1)', id);
    const renewed = one.renewSession(id);
    await one.commit();
    expect(await stored(storage, renewed)).toEqual(['user(alice)', 'a(1)']);
    expect(await storage.load(id)).toBeUndefined();
  });

  test('an update that throws leaves what another engine has stored meanwhile', async () => {
    const { one, two, storage, visitor, id } = await shared(answers);
    const [entered, leave] = [new Gate(), new Gate()];
    const slow = visitor.visit(one, async () => {
      entered.open();
      await leave.pass();
      expect(() =>
        one.session().update('user(U)', () => {
          throw new Error('no');
        }),
      ).toThrow('no');
    });
    await entered.pass();
    const changed = visitor.visit(two, () => two.sessionAssert('b(1)'));
    leave.open();
    await Promise.all([slow, changed]);
    expect(await visitor.visit(one, () => facts(one))).toEqual(['user(alice)', 'b(1)']);
    expect(await visitor.visit(one, () => one.sessionRetract('b(1)'))).toBeDefined();
    expect(await stored(storage, id)).toEqual(['user(alice)']);
  });

  test('a transaction that is undone takes back nothing that was loaded in it', async () => {
    const { one, two, storage, visitor, id } = await shared(answers);
    two.sessionAssert('b(1)', (await two.fetchSession(id))!.id);
    await two.commit();
    // before the news is told
    try {
      one.store.transaction(() => {
        one.sessionData('F', id).toArray();
        throw new Error('undo');
      });
    } catch {}
    expect(await visitor.visit(one, () => facts(one))).toEqual(['user(alice)', 'b(1)']);
    await visitor.visit(one, () => one.sessionRetract('b(1)'));
    expect(await stored(storage, id)).toEqual(['user(alice)']);
  });

  test('all sessions of a request are there, with two cookies and a small cache', async () => {
    const { storage, one, visitor, id } = await shared(answers);
    const other = new StoredVisitor();
    await other.visit(one, () => one.sessionAssert({ user: 'bob' }));
    let slowed = '';
    const delay = async (call: string, way: string): Promise<void> => {
      if (answers === 'later') await new Promise((done) => setImmediate(done));
      if (call === 'load' && way === 'there' && slowed !== '')
        await new Promise((done) => setTimeout(done, 20));
      slowed = slowed === '' ? 'yes' : '';
    };
    const small = engineOn(storage.connect(answers === 'later' ? { delay } : {}), { cachedSessions: 0 });
    const cookie = `clausal_session=${id}; clausal_session=${other.id}`;
    const seen = await visitor.visit(
      small,
      async () => {
        const user = small.session().get('user');
        small.sessionAssert('seen(1)', other.id!);
        for (let i = 0; i < 3; i++) {
          await collectGarbage();
          await small.load('user(_)');
        }
        small.sessionAssert('late(1)');
        small.sessionAssert('late(1)', other.id!);
        return user;
      },
      cookie,
    );
    expect(seen).toBe('alice');
    expect(await stored(storage, id)).toEqual(['user(alice)', 'late(1)']);
    expect(await stored(storage, other.id!)).toEqual(['user(bob)', 'seen(1)', 'late(1)']);
  });

  test('a session that was ended elsewhere is over for all requests but those that have changed it', async () => {
    const { one, two, visitor, id } = await shared(answers);
    await expect(
      visitor.overtaken(
        one,
        () => one.sessionAssert('slow(1)'),
        async () => {
          const cookie = `clausal_session=${id}`;
          await visitor.visit(two, () => two.session().close(), cookie);
          expect(await visitor.visit(one, () => one.session().get('user'), cookie)).toBeUndefined();
        },
      ),
    ).rejects.toMatchObject({ status: 409 });
  });

  test('a session that begins under the id of one that ends in the same turn stays, whoever watches', async () => {
    const { storage, one, two } = await shared(answers);
    const store = new StoreClient(new ClausalStore({ engine: one }));
    const told: string[] = [];
    await store.set('x', { cookie: {}, user: 'alice' });
    one.store.watch('session_data(x, user(U))', (kind, { U }) => told.push(`${kind} ${U}`));
    await Promise.all([store.destroy('x'), store.set('x', { cookie: {}, user: 'bob' })]);
    await one.commit();
    await new Promise((done) => setImmediate(done));
    expect(told).toEqual(['erase alice', 'assert bob']);
    expect(one.isAlive('x')).toBe(true);
    expect(await stored(storage, 'x')).toContain('user(bob)');
    await two.fetchSession('x');
    two.closeSession('x');
    await two.commit();
    await vi.waitFor(() => expect(one.isAlive('x')).toBe(false));
  });

  test('what was stored elsewhere is seen while another request has changed the session', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.overtaken(
      one,
      () => one.sessionAssert('slow(1)'),
      async () => {
        await visitor.visit(two, () => two.sessionAssert('b(1)'));
        expect(await visitor.visit(one, () => facts(one))).toEqual(['user(alice)', 'b(1)', 'slow(1)']);
        expect(await stored(storage, id)).toEqual(['user(alice)', 'b(1)']);
      },
    );
    expect(await stored(storage, id)).toEqual(['user(alice)', 'b(1)', 'slow(1)']);
  });

  test('sessions that were there before the storage end when their time is up', async () => {
    clock.now = 1000;
    const engine = engineOn(undefined);
    await new StoredVisitor().visit(engine, () => engine.sessionAssert('a(1)'));
    engine.useStorage(memoryStorage(answers === 'later' ? { delay: 1 } : {}));
    const ended: unknown[] = [];
    engine.listen('http_session(end(Id, _))', ({ Id }) => ended.push(Id));
    clock.now = 1e6;
    await engine.gcSessions();
    expect(ended).toHaveLength(1);
    expect(engine.size).toBe(0);
  });

  test('sessions that begin leave the memory as others do', async () => {
    const { one } = await shared(answers, { cachedSessions: 10 });
    for (let i = 0; i < 300; i++) await new StoredVisitor().visit(one, () => one.sessionAssert('a(1)'));
    await collectGarbage();
    await new StoredVisitor().visit(one, () => {});
    await collectGarbage();
    await new StoredVisitor().visit(one, () => {});
    await collectGarbage();
    expect(one.size).toBeLessThan(100);
  });

  test('a request whose session has not begun asks the storage nothing', async () => {
    const { storage, one } = await shared(answers);
    const load = vi.spyOn(storage, 'load');
    await new StoredVisitor().visit(one, () => {
      expect(one.session().isAlive).toBe(false);
      expect(facts(one, one.session().id ?? '')).toEqual([]);
      expect(one.session().data('a(_)').first()).toBeUndefined();
      expect(one.session().retract('a(_)')).toBeUndefined();
      expect(one.session().get('a')).toBeUndefined();
      expect(one.session().has('a')).toBe(false);
      expect(one.session().peer).toBeUndefined();
    });
    expect(load).not.toHaveBeenCalled();
  });

  test('a request asks the storage once, however often it asks for facts', async () => {
    const { storage, one, visitor } = await shared(answers);
    const load = vi.spyOn(storage, 'load');
    await visitor.visit(one, () => {
      for (let i = 0; i < 5; i++) {
        one.session().data('a(_)').first();
        one.session().get('a');
        one.session().has('a');
      }
    });
    expect(load).toHaveBeenCalledTimes(1);
  });

  test('what a watcher adds when it is told is there once, when another engine was first', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    one.store.watch('session_data(Id, cart(X))', (kind, { Id, X }) => {
      if (kind === 'assert' && X === 'book') one.sessionAssert({ seen: X as string }, Id as string);
    });
    await bothBuy(visitor, one, two);
    expect(await stored(storage, id)).toEqual(['user(alice)', 'cart(pen)', 'cart(book)', 'seen(book)']);
  });

  test('what a watcher adds when it is told of what another engine has stored is there once', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    one.store.watch('session_data(Id, cart(X))', (kind, { Id, X }) => {
      if (kind === 'assert' && X === 'pen') one.sessionAssert({ seen: X as string }, Id as string);
    });
    await bothBuy(visitor, one, two);
    await one.commit();
    expect((await stored(storage, id))!.sort()).toEqual([
      'cart(book)',
      'cart(pen)',
      'seen(pen)',
      'user(alice)',
    ]);
  });

  test('who takes a fact, gets a new id and ends the session takes it alone', async () => {
    const { one, two, visitor, id } = await shared(answers);
    const cookie = `clausal_session=${id}`;
    await expect(
      visitor.overtaken(
        one,
        () => {
          one.session().retract('user(_)');
          one.session().renew().close();
        },
        () => visitor.visit(two, () => expect(two.session().retract('user(_)')).toBeDefined(), cookie),
      ),
    ).rejects.toMatchObject({ status: 409 });
  });

  test('a session keeps its id when the request that renewed it could not be stored', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    const cookie = `clausal_session=${id}`;
    const [entered, leave, late] = [new Gate(), new Gate(), new Gate()];
    const overlapping = visitor.visit(one, async () => {
      one.sessionAssert('a(1)');
      await late.pass();
    });
    const slow = visitor.visit(one, async () => {
      one.session().retract('user(_)');
      one.session().renew();
      entered.open();
      await leave.pass();
    });
    await entered.pass();
    await visitor.visit(two, () => two.session().set('user', 'bob'), cookie);
    leave.open();
    await expect(slow).rejects.toMatchObject({ status: 409 });
    late.open();
    await expect(overlapping).rejects.toMatchObject({ status: 409 });
    expect(await stored(storage, id)).toEqual(['user(bob)']);
    expect(await visitor.visit(one, () => facts(one), cookie)).toEqual(['user(bob)']);
    expect(one.size).toBe(1);
  });

  test('a request that does not wait for its own commit is answered when it is stored', async () => {
    const { storage, one, two, visitor, id } = await shared(answers);
    await visitor.visit(one, () => {
      one.sessionAssert('a(1)');
      one.commit().catch(() => {});
    });
    expect(await stored(storage, id)).toEqual(['user(alice)', 'a(1)']);
    await visitor.visit(one, () => {
      one.session().set('b', 1);
      one.session().save();
    });
    expect(await stored(storage, id)).toEqual(['user(alice)', 'a(1)', 'b(1)']);
    await expect(
      visitor.overtaken(
        one,
        () => one.session().retract('user(_)'),
        () => visitor.visit(two, () => two.session().set('user', 'bob')),
        () => one.session().save(),
      ),
    ).rejects.toMatchObject({ status: 409 });
  });

  test('a handle on a session that was fetched stays good', async () => {
    const { storage, one, visitor, id } = await shared(answers);
    const small = engineOn(storage.connect(), { cachedSessions: 0 });
    const other = new StoredVisitor();
    await other.visit(one, () => one.sessionAssert({ user: 'bob' }));
    const session = (await small.fetchSession(id))!;
    for (let i = 0; i < 3; i++) {
      await collectGarbage();
      await small.load('user(_)');
    }
    expect(session.get('user')).toBe('alice');
    session.assert('late(1)');
    await small.commit();
    expect(await visitor.visit(one, () => facts(one))).toEqual(['user(alice)', 'late(1)']);
  });
});

test('nothing is stored before the storage is open', async () => {
  const gate = new Gate();
  const calls: string[] = [];
  const storage = memoryStorage({
    delay: async (call, way) => {
      if (call === 'open') await gate.pass();
      calls.push(`${call} ${way}`);
    },
  });
  const engine = engineOn(storage);
  const done = new StoredVisitor().visit(engine, () => engine.sessionAssert('a(1)'));
  await new Promise((turn) => setTimeout(turn, 5));
  gate.open();
  await done;
  expect(calls.slice(0, 2)).toEqual(['open there', 'open back']);
});
