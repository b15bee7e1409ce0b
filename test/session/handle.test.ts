/** The handle on a session: facts of which there is one, flash, its life, and the session that has not begun. */
import {
  _,
  type Compound,
  int,
  PrologError,
  type Session,
  SessionEngine,
  type SessionOptions,
} from 'clausal';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../support/hostile-names.ts';
import { SessionClient } from '../support/session-client.ts';

function engineWith(options: SessionOptions = {}) {
  const clock = { now: 1000 };
  const engine = new SessionEngine({ gc: 'passive', now: () => clock.now, ...options });
  const client = new SessionClient(engine);
  const visit = <T>(fn: (session: Session) => T): T => client.request(() => fn(engine.session()));
  return { engine, client, clock, visit };
}

function factsOf(session: Session): unknown[] {
  return [...session.data('Fact')].map(({ fact }) => fact);
}

/** The formal part of the error that is thrown. */
function errorOf(fn: () => unknown): string {
  try {
    fn();
  } catch (error) {
    if (error instanceof PrologError) return String((error.term as Compound).args[0]).replace(/\b_\d+/g, '_');
    throw error;
  }
  return 'none';
}

describe('a fact of which there is one', () => {
  test('is set, got, asked for and deleted', () => {
    const { visit } = engineWith();
    visit((session) =>
      session.set({ user: 'alice', visits: 3, place: ['row', 7], admin: [], tags: [['a', 'b']] }),
    );
    visit((session) => {
      expect(session.get('user')).toBe('alice');
      expect(session.get('visits')).toBe(3);
      expect(session.get('place')).toEqual(['row', 7]);
      expect(session.get('admin')).toEqual([]);
      expect(session.get('tags')).toEqual(['a', 'b']);
      expect(session.get('nothing')).toBeUndefined();
      expect(['user', 'place', 'admin', 'nothing'].map((name) => session.has(name))).toEqual([
        true,
        true,
        true,
        false,
      ]);
      expect(session.delete('user')).toBe(true);
      expect(session.delete('user')).toBe(false);
      expect(session.delete('place')).toBe(true);
      expect(factsOf(session)).toEqual([{ visits: 3 }, { admin: [] }, { tags: [['a', 'b']] }]);
    });
  });

  test('replaces those of its name and number of arguments, and no others', () => {
    const { visit } = engineWith();
    visit((session) => {
      for (const fact of ['a(1)', 'a(2)', 'a(1, 2)', 'b(1)', 'a']) session.assert(fact);
      session.set('a', 3);
      expect(factsOf(session)).toEqual([{ a: [1, 2] }, { b: 1 }, 'a', { a: 3 }]);
      session.set({ a: [4, 5], b: [6] });
      expect(factsOf(session)).toEqual(['a', { a: 3 }, { a: [4, 5] }, { b: 6 }]);
      expect(session.delete('a')).toBe(true);
      expect(factsOf(session)).toEqual([{ b: 6 }]);
    });
  });

  test('is the first, with one argument if there is such a one', () => {
    const { visit } = engineWith();
    visit((session) => {
      for (const fact of ['a', 'a(1, 2)', 'a(x)', 'a(y)']) session.assert(fact);
      expect(session.get('a')).toBe('x');
      session.retractall('a(_)');
      expect(session.get('a')).toEqual([]);
      session.retractall('a');
      expect(session.get('a')).toEqual([1, 2]);
    });
  });

  test.each(hostileNames)('can have the name %j', (name) => {
    const { visit } = engineWith();
    visit((session) => {
      session.set(name, 1);
      session.set(name, name);
      session.flash('other', 1);
      expect([session.get(name), session.has(name)]).toEqual([name, true]);
      expect(session.delete(name)).toBe(true);
      expect(session.has(name)).toBe(false);
    });
  });

  test('is not set, and no other with it, where one of them is no fact', () => {
    const { visit } = engineWith();
    visit((session) => {
      session.set({ a: 1 });
      expect(() => session.set({ a: 2, b: undefined })).toThrow("'b' is undefined");
      expect(() => session.set({ a: 2, b: new Date() as never })).toThrow('date.toISOString()');
      expect(() => session.set('b', { two: 1, keys: 2 } as never)).toThrow('two, keys');
      expect(factsOf(session)).toEqual([{ a: 1 }]);
    });
  });

  test('is not set in a session that has expired, which ends once', () => {
    const { engine, visit, clock } = engineWith({ timeout: 60 });
    const session = visit((own) => {
      own.set({ user: 'alice' });
      return engine.session(own.id);
    });
    const ended: unknown[] = [];
    engine.listen('http_session(end(Id, _))', ({ Id }) => ended.push(Id));
    clock.now += 61;
    const { id } = session;
    for (const set of [
      () => session.set({ user: 'bob', theme: 'dark' }),
      () => session.set({ user: 'bob' }),
      () => session.update('user(_)', () => ({ user: 'bob' })),
    ]) {
      expect(errorOf(set)).toBe(`existence_error(http_session,'${id}')`);
    }
    expect([ended, engine.size, engine.store.query('session_data(_, _)').count()]).toEqual([[id], 0, 0]);
  });

  test('can be of a rule of the application, too', () => {
    const { engine, visit } = engineWith();
    visit((session) => {
      session.set({ born: 2000 });
      engine.store.consult('session_data(S, adult(yes, really)) :- session_data(S, born(_)).');
      expect(session.get('adult')).toEqual(['yes', 'really']);
    });
  });

  test('is seen by patterns across all sessions', () => {
    const { engine, visit } = engineWith();
    const id = visit((session) => {
      session.set({ user: 'alice' });
      return session.id;
    });
    expect(engine.query('session_data(S, user(alice))').toArray()).toEqual([{ S: id }]);
  });
});

describe('flash', () => {
  test('is read once, all of it in order', () => {
    const { visit } = engineWith();
    visit((session) => {
      session.flash('notice', 'Saved.');
      session.set({ user: 'alice' });
      session.flash('notice', 'Sent.');
      session.flash('line', 'pencil', 2);
    });
    visit((session) => {
      expect(session.flash('notice')).toEqual(['Saved.', 'Sent.']);
      expect(session.flash('line')).toEqual([['pencil', 2]]);
    });
    visit((session) => {
      expect(session.flash('notice')).toEqual([]);
      expect(factsOf(session)).toEqual([{ user: 'alice' }]);
    });
  });

  test('that nobody left begins no session', () => {
    const { engine, client, visit } = engineWith();
    expect(visit((session) => session.flash('notice'))).toEqual([]);
    expect(engine.size + client.received.length).toBe(0);
  });

  test('is read by one of those who read at the same time', async () => {
    const { client, engine, visit } = engineWith();
    visit((session) => session.flash('notice', 'once'));
    const readers = Array.from({ length: 10 }, () =>
      client.request(async () => {
        await new Promise((done) => setImmediate(done));
        return engine.session().flash('notice');
      }),
    );
    expect((await Promise.all(readers)).flat()).toEqual(['once']);
  });
});

describe('a session that has not begun', () => {
  test('has nothing in it, and reading does not begin it', () => {
    const { engine, client, visit } = engineWith();
    visit((session) => {
      expect(session.id).toBeUndefined();
      expect([session.peer, session.idle, session.isAlive]).toEqual([undefined, undefined, false]);
      expect([session.get('user'), session.has('user'), session.delete('user')]).toEqual([
        undefined,
        false,
        false,
      ]);
      expect([session.data('X').count(), session.retract('X'), session.retractall('X')]).toEqual([
        0,
        undefined,
        0,
      ]);
      expect(session.retractEach('X').exists()).toBe(false);
      session.close();
      expect(session.renew().id).toBeUndefined();
      session.set({});
    });
    expect(engine.size + client.received.length).toBe(0);
  });

  test.each<[string, (session: Session) => void]>([
    ['set', (session) => session.set({ user: 'alice' })],
    ['assert', (session) => session.assert({ user: 'alice' })],
    ['asserta', (session) => session.asserta({ user: 'alice' })],
    ['flash', (session) => session.flash('user', 'alice')],
    ['update', (session) => session.update('user(_)', () => ({ user: 'alice' }))],
  ])('begins with %s', (_name, write) => {
    const { engine, client, visit } = engineWith();
    visit((session) => {
      write(session);
      expect(session.id).toBe(engine.sessionId());
      expect(session.get('user')).toBe('alice');
    });
    expect(client.received.length).toBe(1);
    visit((session) => expect(session.get('user')).toBe('alice'));
  });

  test('does not begin with what is no fact', () => {
    const { engine, visit } = engineWith();
    visit((session) => expect(() => session.set({ a: 1, b: undefined })).toThrow(TypeError));
    expect(engine.size).toBe(0);
  });

  test('begins for all handles of the request, and in its context when that has been left', () => {
    const { client, engine } = engineWith();
    const [a, b] = client.request(() => [engine.session(), engine.session()] as const);
    a.set({ user: 'alice' });
    expect(b.get('user')).toBe('alice');
    expect(b.id).toBe(client.cookies.get('clausal_session'));
  });

  test('does not begin when the headers are sent', () => {
    const { client, engine } = engineWith();
    const session = client.request((request) => {
      request.send();
      return engine.session();
    });
    expect(errorOf(() => session.set({ user: 'alice' }))).toContain('permission_error(open,http_session');
    expect(engine.size).toBe(0);
  });

  test('is an error to write to where sessions have to be opened, until one is', () => {
    const { engine, visit } = engineWith({ create: 'noauto' });
    visit((session) => {
      expect(errorOf(() => session.set({ user: 'alice' }))).toBe('existence_error(http_session,_)');
      engine.openSession();
      session.set({ user: 'alice' });
      expect(session.get('user')).toBe('alice');
    });
  });

  test('is none outside of requests', () => {
    const { engine } = engineWith();
    expect(errorOf(() => engine.session())).toBe('existence_error(http_session,_)');
    expect(errorOf(() => engine.session(7 as never))).toBe('type_error(atom,7)');
  });
});

describe('a handle', () => {
  test('that is kept beyond its request stays with the session that this had', () => {
    const { engine, client, visit } = engineWith();
    const kept = visit((session) => {
      session.set({ user: 'alice' });
      return session;
    });
    const other = new SessionClient(engine);
    other.request(() => {
      engine.session().set({ user: 'bob' });
      expect(kept.get('user')).toBe('alice');
      kept.set({ theme: 'dark' });
    });
    client.request(() => expect(engine.session().get('theme')).toBe('dark'));
    expect(engine.query('session_data(_, theme(_))').count()).toBe(1);
  });

  test('of a request without a session finds nothing of the one that begins in the next', () => {
    const { visit } = engineWith();
    const kept = visit((session) => session);
    visit((session) => session.set({ user: 'alice' }));
    expect([kept.id, kept.get('user')]).toEqual([undefined, undefined]);
  });

  test('goes on with the request when that gets a new id or another session', () => {
    const { engine, visit } = engineWith();
    visit((session) => {
      session.set({ user: 'alice' });
      const byId = engine.session(session.id);
      engine.renewSession();
      expect([session.id, byId.id]).toEqual([engine.sessionId(), engine.sessionId()]);
      expect(byId.get('user')).toBe('alice');
      engine.openSession({ renew: true });
      expect([session.id, session.get('user')]).toEqual([engine.sessionId(), undefined]);
    });
  });

  test('on another session than that of the request leaves this one alone', () => {
    const { engine, client, visit } = engineWith();
    const id = visit((session) => {
      session.set({ user: 'alice' });
      return session.id!;
    });
    const other = new SessionClient(engine);
    other.request(() => {
      const mine = engine.session();
      mine.set({ user: 'bob' });
      const session = engine.session(id);
      session.set({ user: 'carol' });
      expect(mine.get('user')).toBe('bob');
      expect(session.renew().get('user')).toBe('carol');
      expect(errorOf(() => session.regenerate())).toContain('permission_error(open,http_session');
      session.close();
      expect([session.isAlive, mine.isAlive]).toEqual([false, true]);
    });
    expect(other.received.length).toBe(1);
    client.request(() => expect(engine.inSession()).toBeUndefined());
  });

  test('takes no properties, which nobody would find again', () => {
    const { visit } = engineWith();
    visit((session) => {
      expect(() => Object.assign(session, { user: 'alice' })).toThrow(TypeError);
    });
  });

  test('gives its session a timeout of its own', () => {
    const { clock, visit } = engineWith({ timeout: 60 });
    visit((session) => {
      session.set({ user: 'alice' });
      session.setSession({ timeout: 300 });
    });
    clock.now += 299;
    visit((session) => expect(session.get('user')).toBe('alice'));
  });
});

describe('the end', () => {
  test('is final for the handle', () => {
    const { client, visit } = engineWith();
    visit((session) => {
      session.set({ user: 'alice' });
      session.destroy();
      expect([session.isAlive, session.get('user')]).toEqual([false, undefined]);
      expect(errorOf(() => session.set({ user: 'bob' }))).toContain('existence_error(http_session');
      session.destroy();
    });
    expect(client.cookies.size).toBe(0);
  });

  test('and another session: regenerate', () => {
    const { engine, client, visit } = engineWith();
    visit((session) => session.set({ user: 'alice' }));
    const old = client.cookies.get('clausal_session')!;
    visit((session) => {
      expect(session.regenerate().get('user')).toBeUndefined();
      session.set({ user: 'bob' });
    });
    expect(engine.isAlive(old)).toBe(false);
    visit((session) => expect([session.id === old, session.get('user')]).toEqual([false, 'bob']));
  });

  test('comes before another session: regenerate after destroy, and where there was none', () => {
    const { visit } = engineWith();
    visit((session) => {
      expect(session.regenerate().isAlive).toBe(true);
      expect(session.destroy().regenerate().isAlive).toBe(true);
    });
  });

  test.each(['regenerate', 'destroy', 'save'] as const)('calls back, later and once: %s', async (method) => {
    const { visit } = engineWith();
    const calls: unknown[][] = [];
    visit((session) => {
      session.set({ user: 'alice' });
      session[method]((...args) => calls.push(args));
      expect(calls).toEqual([]);
    });
    await new Promise((done) => setImmediate(done));
    expect(calls).toEqual([[undefined]]);
  });

  test('calls back with an error where it throws one without a callback', async () => {
    const { client, engine } = engineWith();
    const errors: unknown[] = [];
    client.request((request) => {
      request.send();
      expect(errorOf(() => engine.session().regenerate())).toContain('permission_error');
      engine.session().regenerate((error) => errors.push(error));
    });
    await new Promise((done) => setImmediate(done));
    expect(errors).toMatchObject([{ code: 'permission_error' }]);
  });
});

test('facts may be written as terms', () => {
  const { visit } = engineWith();
  visit((session) => {
    session.set({ n: int(2n ** 70n) });
    expect(session.get('n')).toBe(2n ** 70n);
    expect(session.retractall({ n: _ })).toBe(1);
  });
});
