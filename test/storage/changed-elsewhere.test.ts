/** What another process changes in sessions that are in memory here: followed while somebody looks, and else not at the cost of a load. */
import type { Session, SessionEngine, SessionOptions } from 'clausal';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ChangeCollector } from '../../src/session/change-collector.ts';
import { ChangedElsewhere } from '../../src/session/changed-elsewhere.ts';
import type { SessionCopy } from '../../src/session/session-copy.ts';
import type { ChangeListener } from '../../src/session/storage.ts';
import { memoryStorage } from '../../src/storage/memory.ts';
import { collectGarbage } from '../support/garbage.ts';
import { Gate } from '../support/gate.ts';
import { closeEngines, engineOn, stored } from '../support/shared-engines.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));

afterEach(async () => {
  vi.useRealTimers();
  await closeEngines();
});

/** Two engines on one storage, a session that both have in memory, and what the second asks the storage for. */
async function shared(options: SessionOptions = {}) {
  const asked: string[] = [];
  const storage = memoryStorage();
  const one = engineOn(storage);
  const second = storage.connect({
    delay: async (call, way) => (way === 'there' ? asked.push(call) : undefined),
  });
  const two = engineOn(second, options);
  const visitor = new StoredVisitor();
  await visitor.visit(one, () => one.sessionAssert({ user: 'alice' }));
  await visitor.visit(two, () => undefined);
  await collectGarbage(); // the request has its session no more
  asked.length = 0;
  const rename = (user: string) => visitor.visit(one, () => one.session().set({ user }));
  return { one, two, second, visitor, id: visitor.id!, asked, rename };
}

function usersIn(engine: SessionEngine): unknown[] {
  return engine.store
    .query('session_data(_, user(U))')
    .toArray()
    .map(({ U }) => U);
}

test('where nobody looks nothing is loaded, and the session leaves the memory within a second', async () => {
  const { two, id, asked, rename } = await shared();
  await rename('bob');
  expect(two.isAlive(id)).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(usersIn(two)).toEqual([]);
  expect(two.isAlive(id)).toBe(false);
  expect(asked).toEqual([]);
});

test('a request that comes meanwhile finds what is stored, and its session stays in memory', async () => {
  const { two, visitor, id, asked, rename } = await shared();
  await rename('bob');
  expect(await visitor.visit(two, () => two.session().get('user'))).toBe('bob');
  await vi.advanceTimersByTimeAsync(1000);
  expect(two.isAlive(id)).toBe(true);
  expect(asked).toEqual(['load']);
});

test('a session that somebody has in hand is loaded anew, once a second', async () => {
  const { two, id, asked, rename } = await shared();
  const session = await two.fetchSession(id);
  asked.length = 0;
  await rename('bob');
  await rename('carol');
  expect(session!.get('user')).toBe('alice');
  await vi.advanceTimersByTimeAsync(1000);
  expect(session!.get('user')).toBe('carol');
  expect(asked).toEqual(['load']);
});

test('who watches facts of sessions is told at once', async () => {
  const { two, rename } = await shared();
  const told: string[] = [];
  const stop = two.store.watch('session_data(_, user(U))', (kind, { U }) => told.push(`${kind} ${U}`));
  await rename('bob');
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['erase alice', 'assert bob']);
  stop();
  await collectGarbage(); // nor has the load
  await rename('carol');
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toHaveLength(2);
  expect(usersIn(two)).toEqual([]);
});

test.for<[string, (engine: SessionEngine) => unknown]>([
  ['query', (engine) => engine.query('current_session(_, _)').count()],
  ['currentSession', (engine) => engine.currentSession().count()],
  ['load', (engine) => engine.load()],
])(
  'who has asked by %s finds what others change for a minute, and what they had changed before',
  async ([, ask]) => {
    const { two, rename } = await shared();
    await rename('bob');
    await ask(two);
    await vi.advanceTimersByTimeAsync(0);
    expect(usersIn(two)).toEqual(['bob']);
    await vi.advanceTimersByTimeAsync(59_000);
    await rename('carol');
    await vi.advanceTimersByTimeAsync(0);
    expect(usersIn(two)).toEqual(['carol']);
    await vi.advanceTimersByTimeAsync(1000);
    await rename('dave');
    await vi.advanceTimersByTimeAsync(0);
    expect(usersIn(two)).toEqual(['carol']);
  },
);

test('versions that are told of in another order than they were made are followed to the newest', async () => {
  const storage = memoryStorage();
  const one = engineOn(storage);
  const gate = new Gate();
  let isLate = false;
  const second = storage.connect({
    delay: async (call, way) => (isLate && call === 'load' && way === 'back' ? gate.pass() : undefined),
  });
  let tell: ChangeListener = () => undefined;
  const open = second.open.bind(second);
  vi.spyOn(second, 'open').mockImplementation((listener) => {
    tell = listener;
    return open(() => undefined);
  });
  const two = engineOn(second);
  const visitor = new StoredVisitor();
  await visitor.visit(one, () => one.session().set({ user: 'alice' })); // version 1
  await visitor.visit(two, () => undefined);
  await visitor.visit(one, () => one.session().set({ user: 'bob' })); // version 2

  isLate = true;
  const loaded = two.fetchSession(visitor.id!); // what is on its way is version 2
  await vi.advanceTimersByTimeAsync(0);
  await visitor.visit(one, () => one.session().set({ user: 'carol' })); // version 3
  tell(visitor.id!, 3);
  tell(visitor.id!, 2);
  isLate = false;
  gate.open();
  const session = await loaded;
  await vi.advanceTimersByTimeAsync(1000);
  expect(session!.get('user')).toBe('carol');
});

test('who asks within a transaction that is undone leaves what is in memory as it is stored', async () => {
  const storage = memoryStorage();
  const [one, two] = [engineOn(storage), engineOn(storage.connect())];
  const visitor = new StoredVisitor();
  await visitor.visit(one, () => one.sessionAssert({ user: 'alice' }));
  await visitor.visit(two, () => undefined);
  await visitor.visit(one, () => one.session().set({ user: 'bob' }));
  const ask = () => {
    two.query('session_data(_, user(_))').count();
    throw new Error('undone');
  };
  expect(() => two.store.transaction(ask)).toThrow('undone');
  await vi.advanceTimersByTimeAsync(0);
  expect(usersIn(two)).toEqual(['bob']);
  expect(await visitor.visit(two, () => two.session().get('user'))).toBe('bob');
});

test('who asks in the middle of an update finds the facts of it, and the update counts once', async () => {
  const storage = memoryStorage();
  const [one, two] = [engineOn(storage), engineOn(storage.connect())];
  const visitor = new StoredVisitor();
  await visitor.visit(one, () => one.session().set({ n: 1 }));
  await visitor.visit(two, async () => {
    const session = two.session();
    await visitor.visit(one, () => one.session().set({ n: 10 }));
    session.assert('x');
    session.update('n(N)', (found) => {
      two.query('current_session(_, _)').count();
      return { n: Number(found?.N) + 1 };
    });
  });
  expect((await stored(storage, visitor.id!))?.sort()).toEqual(['n(11)', 'x']);
});

test('facts do not change between two lines of a handler that asks', async () => {
  const { two, visitor, rename } = await shared();
  const seen = await visitor.visit(two, async () => {
    await rename('bob');
    const before = two.session().get('user');
    two.query('current_session(_, _)').count();
    return [before, two.session().get('user')];
  });
  expect(seen).toEqual(['alice', 'alice']);
});

test('who asks for the idle time of one session does not look across sessions', async () => {
  const { two, asked, rename } = await shared();
  const other = new StoredVisitor();
  await other.visit(two, () => two.sessionAssert('x'));
  await other.visit(two, () => two.session().idle);
  asked.length = 0;
  await rename('bob');
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([]);
});

test('a handle on a session that is in memory keeps it there', async () => {
  const { two, id, rename } = await shared();
  const session = two.session(id);
  await rename('bob');
  await vi.advanceTimersByTimeAsync(1000);
  expect(session.get('user')).toBe('bob');
});

test('a session that cannot be loaded anew is tried again as long as somebody has it', async () => {
  const { two, second, id, rename } = await shared();
  const hold: { session?: Session | undefined } = { session: await two.fetchSession(id) };
  second.failNext(1);
  await rename('bob');
  await vi.advanceTimersByTimeAsync(1000);
  expect(usersIn(two)).toEqual(['alice']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(hold.session?.get('user')).toBe('bob');
  second.failNext(1);
  await rename('carol');
  await vi.advanceTimersByTimeAsync(1000);
  delete hold.session;
  await collectGarbage();
  await vi.advanceTimersByTimeAsync(1000);
  expect(usersIn(two)).toEqual([]);
});

test('what can be read in an outage is what there was last', async () => {
  const { two, asked, rename } = await shared({ outage: 'degrade' });
  await rename('bob');
  await vi.advanceTimersByTimeAsync(0);
  expect(usersIn(two)).toEqual(['bob']);
  expect(asked).toEqual(['load']);
});

test('a session that has ended is gone at once, whoever looks', async () => {
  const { one, two, id, asked } = await shared();
  one.closeSession(id);
  await one.commit();
  expect(two.isAlive(id)).toBe(false);
  expect(usersIn(two)).toEqual([]);
  expect(asked).toEqual([]);
});

test('an engine that is closed loads nothing any more', async () => {
  const { two, id, asked, rename } = await shared();
  const session = await two.fetchSession(id);
  await rename('bob');
  await two.close();
  asked.length = 0;
  await vi.advanceTimersByTimeAsync(2000);
  expect(session!.id).toBe(id);
  expect(asked).toEqual([]);
});

test('however many have changed, all are out of the memory after a second, a thousand in each turn of the event loop', async () => {
  const { copies, dropped, elsewhere } = copiesInMemory(3500);
  for (const copy of copies) elsewhere.add(copy, 2);
  vi.advanceTimersByTime(1000);
  expect(dropped.size).toBe(1000);
  await turns(10);
  expect(dropped.size).toBe(copies.length);
});

test('those that are up to date or gone by then do not keep others waiting', async () => {
  const { copies, dropped, inMemory, elsewhere } = copiesInMemory(3001);
  for (const copy of copies) elsewhere.add(copy, 2);
  for (const copy of copies.slice(0, 1500)) copy.version = 2;
  for (const copy of copies.slice(1500, 3000)) inMemory.delete(copy.id);
  await vi.advanceTimersByTimeAsync(1000);
  expect([...dropped]).toEqual(copies.slice(3000));
});

test('what fails to load is tried again a second later, and not before, however many there are', async () => {
  const { copies, fetched, elsewhere } = copiesInMemory(2500, { isIdle: false, failing: true });
  for (const copy of copies) elsewhere.add(copy, 2);
  await vi.advanceTimersByTimeAsync(1000);
  await turns(10);
  expect(fetched).toHaveLength(2500);
  await vi.advanceTimersByTimeAsync(1000);
  await turns(10);
  expect(fetched).toHaveLength(5000);
});

test('an older version that is told of later does not hide the newer one', async () => {
  const { copies, dropped, elsewhere } = copiesInMemory(1);
  elsewhere.add(copies[0]!, 3);
  elsewhere.add(copies[0]!, 2);
  copies[0]!.version = 2;
  await vi.advanceTimersByTimeAsync(1000);
  expect(dropped.size).toBe(1);
});

/** So many sessions in memory, of version 1, which are watched by nobody; and those of them that are dropped or loaded anew. */
function copiesInMemory(count: number, { isIdle = true, failing = false } = {}) {
  const dropped = new Set<SessionCopy>();
  const fetched: string[] = [];
  const copies = Array.from(
    { length: count },
    (_, i) => ({ id: `s${i}`, version: 1, isIdle, isSuspect: false }) as SessionCopy,
  );
  const inMemory = new Map(copies.map((copy) => [copy.id, copy]));
  const drop = (copy: SessionCopy) => {
    inMemory.delete(copy.id);
    dropped.add(copy);
  };
  const elsewhere = new ChangedElsewhere(
    { copies: inMemory, drop } as unknown as ChangeCollector,
    () => false,
    (id) => {
      fetched.push(id);
      if (failing) throw new Error('away');
    },
  );
  onTestFinished(() => elsewhere.close());
  return { copies, dropped, fetched, inMemory, elsewhere };
}

/** Lets so many turns of the event loop go by. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((done) => setImmediate(done));
}
