/** What becomes of a request whose session is over, is not there, or cannot be loaded. */
import type { SessionEngine } from 'clausal';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { Var } from '../../src/term/term.ts';
import { enginePlaces } from '../support/engine-places.ts';
import { clock, closeEngines, engineOn } from '../support/shared-engines.ts';
import type { OpenPlace } from '../support/storage-place.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

const TIMEOUT = 60;

const SOON = { timeout: 10_000, interval: 5 };

afterEach(closeEngines);

interface Shared {
  readonly engines: readonly SessionEngine[];
  readonly storages: readonly SessionStorage[];
  /** Has a session that all engines but the last one have in memory. */
  readonly visitor: StoredVisitor;
  /** Which engine has told of the end of which session, and of what user. */
  readonly ends: unknown[];
  /** What is stored: the facts of each session. */
  readonly stored: () => Promise<Record<string, string[]>>;
}

/** Three engines of one place. */
async function shared(open: OpenPlace): Promise<Shared> {
  const place = await open();
  clock.now = 2e9;
  const storages = [await place.connect(), await place.connect(), await place.connect()];
  const engines = storages.map((storage) => engineOn(storage, { timeout: TIMEOUT }));
  const looking = await place.connect();
  await looking.open(() => {});
  onTestFinished(async () => {
    await closeEngines();
    await looking.close();
    await place.remove?.();
  });
  const ends: unknown[] = [];
  for (const [n, engine] of engines.entries()) {
    engine.listen('http_session(end(Id, _))', ({ Id }) =>
      ends.push([n, Id, engine.sessionData('user(U)').first()?.U]),
    );
  }
  const visitor = new StoredVisitor();
  await visitor.visit(engines[0]!, () => engines[0]!.sessionAssert({ user: 'alice' }));
  await visitor.visit(engines[1]!, () => engines[1]!.session().get('user'));
  const stored = async () => {
    const all: Record<string, string[]> = {};
    for await (const session of looking.find(new Var())) all[session.id] = textsOf(session);
    return all;
  };
  return { engines, storages, visitor, ends, stored };
}

function textsOf(session: StoredSession): string[] {
  return session.facts.map(({ fact }) => writeTerm(fact));
}

/** A request that looks at its session and then puts something into it; answers what it has seen. */
function adds(engine: SessionEngine): () => unknown {
  return () => {
    const session = engine.session();
    const seen = [session.isAlive, session.get('user')];
    session.assert('cart(book)');
    return seen;
  };
}

describe.each(enginePlaces)('with sessions in %s', (_, open) => {
  test.each([
    ['has it in memory', 1],
    ['does not know it', 2],
  ])(
    'a request with a session whose time is up, at an engine that %s, begins another one, and the old one ends once',
    async (_what, n) => {
      const { engines, visitor, ends, stored } = await shared(open);
      const engine = engines[n]!;
      const before = visitor.id!;
      clock.now += TIMEOUT + 1;
      expect(await visitor.visit(engine, adds(engine))).toEqual([false, undefined]);
      expect(visitor.id).not.toBe(before);
      await vi.waitFor(() => expect(ends).toHaveLength(1), SOON);
      for (const each of engines) await each.gcSessions();
      expect(ends).toEqual([[n, before, 'alice']]);
      expect(await stored()).toEqual({ [visitor.id!]: ['cart(book)'] });
      expect(await visitor.visit(engines[0]!, () => engines[0]!.session().get('cart'))).toBe('book');
      expect(engines.map((each) => each.isAlive(before))).toEqual([false, false, false]);
      expect(engines.reduce((sum, each) => sum + each.stats().ended.expired, 0)).toBe(1);
    },
  );

  test('requests that come to all engines at once with a session whose time is up begin one each, and it ends once', async () => {
    const { engines, visitor, ends, stored } = await shared(open);
    const { cookie, id } = visitor;
    clock.now += TIMEOUT + 1;
    const visitors = engines.map(() => new StoredVisitor());
    await Promise.all(visitors.map((each, n) => each.visit(engines[n]!, adds(engines[n]!), cookie)));
    await vi.waitFor(() => expect(ends).toHaveLength(1), SOON);
    for (const each of engines) await each.gcSessions();
    expect(ends).toEqual([[expect.any(Number), id, 'alice']]);
    const ids = visitors.map((each) => each.id!);
    expect(new Set([...ids, id]).size).toBe(4);
    expect(await stored()).toEqual(Object.fromEntries(ids.map((each) => [each, ['cart(book)']])));
  });

  test('up to its last second a session goes on', async () => {
    const { engines, visitor, ends } = await shared(open);
    const { id } = visitor;
    clock.now += TIMEOUT;
    expect(await visitor.visit(engines[2]!, adds(engines[2]!))).toEqual([true, 'alice']);
    for (const each of engines) await each.gcSessions();
    expect([visitor.id, ends]).toEqual([id, []]);
  });

  test('a session that is not there begins anew under another id, one that is over ends before, and one that cannot be loaded is an error and stays', async () => {
    const { engines, storages, visitor, ends, stored } = await shared(open);
    const [one, two, three] = engines as [SessionEngine, SessionEngine, SessionEngine];
    const { id, cookie } = visitor;

    const nobody = '0123-4567-89ab-cdef-0123-4567-89ab-cdef';
    const stranger = new StoredVisitor();
    expect(await stranger.visit(three, adds(three), `clausal_session=${nobody}`)).toEqual([false, undefined]);
    expect([nobody, id]).not.toContain(stranger.id);
    expect(await stored()).toEqual({ [id!]: ['user(alice)'], [stranger.id!]: ['cart(book)'] });
    expect(ends).toEqual([]);

    await storages[2]!.close(); // from now on it fails
    let isHandled = false;
    const failing = visitor.visit(three, () => (isHandled = true));
    await expect(failing).rejects.toMatchObject({
      code: 'resource_error',
      status: 503,
      cause: expect.anything(),
    });
    expect(isHandled).toBe(false);
    expect([visitor.cookie, ends]).toEqual([cookie, []]);
    expect(await stored()).toHaveProperty(id!);
    expect(await visitor.visit(two, () => two.session().get('user'))).toBe('alice');

    clock.now += TIMEOUT + 1;
    await expect(visitor.visit(three, () => (isHandled = true))).rejects.toMatchObject({ status: 503 });
    expect(await stored()).toHaveProperty(id!);
    expect(await visitor.visit(one, adds(one))).toEqual([false, undefined]);
    await vi.waitFor(() => expect(ends).toEqual([[0, id, 'alice']]), SOON);
    const left = await stored();
    expect(left).not.toHaveProperty(id!);
    expect(left).toHaveProperty(visitor.id!, ['cart(book)']);
    expect(isHandled).toBe(false);
  });
});
