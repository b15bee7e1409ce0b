/** Who watches the facts of an engine is told what others do to the sessions in its memory, in this process and in another one. */
import { SessionEngine } from 'clausal';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { collectGarbage } from '../support/garbage.ts';
import { Program, type ServerProcess, Visitor } from '../support/stack.ts';
import type { ServerConfig } from '../support/stack-server.ts';
import { type Place, stackStorages } from '../support/stack-storages.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

let program: Program;
beforeAll(async () => {
  program = await Program.make();
});
afterAll(() => program.remove());

function storageAt({ lmdb, redis }: ServerConfig): SessionStorage {
  return lmdb === undefined ? redisStorage(redis) : lmdbStorage(lmdb);
}

describe.each(stackStorages)('on sessions in %s', (_, open) => {
  let place: Place;
  let engines: SessionEngine[];
  let watching: SessionEngine;
  /** What the watcher was told and has not been looked at: `+`, or `-` for a fact that has gone. */
  let told: string[];
  beforeAll(async () => {
    place = await open();
  });
  afterAll(async () => {
    await program.killAll();
    await place.remove();
  });
  beforeEach(() => {
    engines = [];
    watching = engine();
    told = [];
    watching.store.watch('session_data(_, F)', (kind, { terms }) => {
      told.push(`${kind === 'assert' ? '+' : '-'} ${writeTerm(terms.F!)}`);
    });
  });
  afterEach(async () => {
    for (const each of engines) await each.close();
  });

  function engine(): SessionEngine {
    const made = new SessionEngine({ storage: storageAt(place.config), gc: 'passive' });
    engines.push(made);
    return made;
  }

  /** Waits for what the watcher is told; nothing more may come with it. */
  async function isTold(...facts: string[]): Promise<void> {
    await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(facts.length), {
      timeout: 10_000,
      interval: 5,
    });
    expect(told.splice(0)).toEqual(facts);
  }

  /** Brings a session into the memory of the engine that is watched, of which nothing is told; nobody has it in hand. */
  async function looksAt(id: string): Promise<void> {
    expect((await watching.fetchSession(id))?.isAlive).toBe(true);
    await collectGarbage();
    expect(told).toEqual([]);
  }

  test('a watcher is told what another engine asserts, retracts, renews and ends', async () => {
    const other = engine();
    const visitor = new StoredVisitor();
    const visit = (handler: () => unknown) => visitor.visit(other, () => void handler());
    await visit(() => other.sessionAssert({ user: 'alice' }));
    await looksAt(visitor.id!);
    await visit(() => other.sessionAssert('cart(book)'));
    await isTold('+ cart(book)');
    await visit(() => other.sessionAsserta('cart(pen)'));
    await isTold('+ cart(pen)');
    await visit(() => other.sessionRetract('cart(book)'));
    await isTold('- cart(book)');
    await visit(() => other.session().set({ user: 'bob' }));
    await isTold('- user(alice)', '+ user(bob)');
    await visit(() => {
      other.sessionAssert('nothing(1)');
      other.sessionRetract('nothing(1)');
      other.sessionAssert('cart(lamp)');
    });
    await isTold('+ cart(lamp)');
    const before = visitor.id!;
    await visit(() => other.session().renew());
    await isTold('- cart(pen)', '- user(bob)', '- cart(lamp)'); // the new one is in no memory here
    expect(watching.isAlive(before)).toBe(false);
    await looksAt(visitor.id!);
    await visit(() => other.session().close());
    await isTold('- cart(pen)', '- user(bob)', '- cart(lamp)');
    expect(watching.size).toBe(0);
  });

  test('a watcher is told what another process does', async () => {
    const [server] = (await program.start(1, place.config)) as [ServerProcess];
    const visitor = new Visitor();
    const visit = async (path: string) =>
      expect(await visitor.get(server.port, path)).toMatchObject({ status: 200 });
    await visit('/begin?tokens=2');
    await looksAt(visitor.id);
    await visit('/count');
    await isTold('- counter(0)', '+ counter(1)');
    await visit('/take');
    await isTold('- token(0)');
    await visit('/set?to=dark');
    await isTold('+ theme(dark)');
    const before = visitor.id;
    await visit('/login?as=alice');
    await isTold("- name('')", '- token(1)', '- counter(1)', '- theme(dark)');
    expect(watching.isAlive(before)).toBe(false);
    await looksAt(visitor.id);
    expect(watching.session(visitor.id).get('user')).toBe('alice');
    await visit('/logout');
    await isTold("- name('')", '- token(1)', '- counter(1)', '- theme(dark)', '- user(alice)');
    expect(watching.size).toBe(0);
  });

  test('a watcher is told what happens after a renewal to the session that a request here has brought into memory', async () => {
    const other = engine();
    const visitor = new StoredVisitor();
    await visitor.visit(other, () => other.sessionAssert({ user: 'alice' }));
    await visitor.visit(watching, () => watching.session().get('user'));
    await visitor.visit(watching, () => void watching.session().renew());
    told.length = 0; // what this engine does itself is moved: its facts go and come
    await visitor.visit(other, () => void other.sessionAssert('cart(book)'));
    await isTold('+ cart(book)');
    expect(watching.session(visitor.id!).get('user')).toBe('alice');
  });
});
