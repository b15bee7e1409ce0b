/** What others do to a session while this process is busy with it, or loads it, is in its memory as well when that is over. */
import { SessionEngine } from 'clausal';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchSession } from '../../src/http/fetch.ts';
import { nodeSession } from '../../src/http/node.ts';
import type { ChangeListener, SessionStorage } from '../../src/session/storage.ts';
import { memoryStorage } from '../../src/storage/memory.ts';
import { collectGarbage } from '../support/garbage.ts';
import { Gate } from '../support/gate.ts';
import { ask, closeServers, serve } from '../support/http.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

const engines: SessionEngine[] = [];

afterEach(async () => {
  closeServers();
  for (const engine of engines.splice(0)) await engine.close();
});

function engineOn(storage: SessionStorage): SessionEngine {
  const engine = new SessionEngine({ storage, gc: 'passive' });
  engines.push(engine);
  return engine;
}

/** Two engines, and a session that both have in memory. */
async function shared() {
  const storage = memoryStorage();
  const [one, two] = [engineOn(storage), engineOn(storage.connect())] as const;
  const visitor = new StoredVisitor();
  await visitor.visit(one, () => one.sessionAssert({ user: 'alice' }));
  await visitor.visit(two, () => two.sessionData('user(U)').toArray());
  return { storage, one, two, visitor, id: visitor.id! };
}

/** A request that changes something and changes it back, and what others do meanwhile. */
async function busy(engine: SessionEngine, visitor: StoredVisitor, meanwhile: () => Promise<unknown>) {
  const gate = new Gate();
  const visit = visitor.visit(engine, async () => {
    engine.sessionAssert({ draft: 1 });
    engine.sessionRetractall('draft(_)');
    await gate.pass();
  });
  await meanwhile();
  gate.open();
  await visit;
}

test('a session that another one ends meanwhile is gone', async () => {
  const { one, two, visitor, id } = await shared();
  await busy(two, visitor, async () => {
    one.closeSession(id);
    await one.commit();
  });
  expect(two.isAlive(id)).toBe(false);
  expect(two.store.query('session_data(_, _)').count()).toBe(0);
});

test('a session that another one changes meanwhile is as that has left it', async () => {
  const { one, two, visitor, id } = await shared();
  await busy(two, visitor, async () => {
    one.session(id).set({ user: 'bob' });
    await one.commit();
  });
  await vi.waitFor(() => expect(two.query('session_data(_, user(U))').first()?.U).toBe('bob'));
});

describe('a session of which is told, while it is loaded,', () => {
  /** A request whose session is as it was when it was asked for, and of which something is told before that answer comes. */
  async function enteredLate(version: number) {
    const { storage, one, visitor, id } = await shared();
    const gate = new Gate();
    let tell: ChangeListener = () => {};
    let isAsked = false;
    const engine = engineOn({
      open(listener) {
        tell = listener;
      },
      async load(asked, known) {
        const found = await storage.load(asked, known);
        isAsked = true;
        await gate.pass();
        return found;
      },
      commit: (change) => storage.commit(change),
      touch: () => true,
      end: () => false,
      due: () => [],
      find: () => [],
      close() {},
    });
    const visit = visitor.visit(engine, () => undefined);
    await vi.waitFor(() => expect(isAsked).toBe(true));
    if (version > 0) one.session(id).set({ user: 'bob' });
    await one.commit();
    tell(id, version);
    gate.open();
    await visit;
    return { engine, id };
  }

  test('that it has ended, does not come back', async () => {
    const { engine, id } = await enteredLate(0);
    expect(engine.isAlive(id)).toBe(false);
  });

  test('that it has another version, has that', async () => {
    const { engine } = await enteredLate(2);
    await vi.waitFor(() => expect(engine.query('session_data(_, user(U))').first()?.U).toBe('bob'));
  });
});

test.for(['has ended', 'has changed'])(
  'a session of a search that %s before it comes is as it is',
  async (what) => {
    const { storage, one, id } = await shared();
    const [gate, found] = [new Gate(), new Gate()];
    const late = storage.connect({
      delay: async (call, way) => {
        if (call !== 'find' || way !== 'back') return;
        found.open();
        await gate.pass();
      },
    });
    const engine = engineOn(late);
    const loaded = engine.load();
    await found.pass();
    if (what === 'has ended') one.closeSession(id);
    else one.session(id).set({ user: 'bob' });
    await one.commit();
    gate.open();
    await loaded;
    await new Promise(setImmediate);
    const users = engine.query('session_data(_, user(U))').toArray();
    expect(users).toEqual(what === 'has ended' ? [] : [{ U: 'bob' }]);
  },
);

test('a session that gets a new id is not there twice, whoever comes with the old one meanwhile', async () => {
  const { storage, one, visitor, id } = await shared();
  const gate = new Gate();
  const engine = engineOn(
    storage.connect({ delay: async (call) => (call === 'commit' ? gate.pass() : undefined) }),
  );
  const { cookie } = visitor;
  const login = visitor.visit(engine, () => void engine.session().renew());
  await vi.waitFor(() => expect(engine.store.query('current_session(_, _)').count()).toBe(1));
  await new StoredVisitor().visit(engine, () => engine.inSession(), cookie);
  gate.open();
  await login;
  expect(engine.query('current_session(S, _)').toArray()).toEqual([{ S: visitor.id }]);
  expect(one.isAlive(id)).toBe(false);
});

test('what a request has changed is stored though its handler fails and nobody answers', async () => {
  const { storage, visitor, id } = await shared();
  const engine = engineOn(storage.connect());
  const fails = fetchSession(engine)(async () => {
    await null;
    engine.sessionAssert({ seen: 1 });
    throw new Error('it fails');
  });
  const request = new Request('http://shop/', { headers: { Cookie: visitor.cookie! } });
  await expect(fails(request)).rejects.toThrow('it fails');
  await engine.commit();
  expect(await storage.load(id)).toMatchObject({ version: 2 });
});

test('a handler that fails is one of whose failure somebody has to take notice, as without a storage', async () => {
  const engine = engineOn(memoryStorage());
  const before = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  try {
    const fails = nodeSession(engine)(async (_req, res) => {
      res.end();
      throw new Error('it fails');
    });
    const { port } = await serve((req, res) => void fails(req, res));
    await ask(port);
    await vi.waitFor(() => expect(unhandled).toHaveBeenCalledTimes(1));
  } finally {
    process.off('unhandledRejection', unhandled);
    for (const listener of before) process.on('unhandledRejection', listener);
  }
});

test('a session that leaves the memory while it is asked whether it has changed is there all the same', async () => {
  const { storage, visitor, id } = await shared();
  const gate = new Gate();
  let isLate = false;
  const engine = new SessionEngine({
    storage: storage.connect({ delay: async () => (isLate ? gate.pass() : undefined) }),
    cachedSessions: 0,
    gc: 'passive',
  });
  engines.push(engine);
  await engine.fetchSession(id);
  await collectGarbage(); // nobody has it
  isLate = true;
  const visit = visitor.visit(engine, () => engine.session().get('user'));
  // Enough for what nobody needs to leave.
  await new Promise((resolve) => setTimeout(resolve, 20));
  gate.open();
  expect(await visit).toBe('alice');
});

test('a storage that answers nonsense once does not stop a session for ever', async () => {
  const { storage, one, visitor, id } = await shared();
  const commit = storage.commit.bind(storage);
  storage.commit = () => {
    storage.commit = commit;
    return undefined as never;
  };
  await expect(visitor.visit(one, () => one.sessionAssert('x'))).rejects.toThrow();
  await visitor.visit(one, () => one.sessionAssert('y'));
  expect(await storage.load(id)).toMatchObject({ version: 2 });
});
