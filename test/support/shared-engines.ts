/** Engines that share sessions through a storage in memory, with a clock that tests set. */
import { SessionEngine, type SessionOptions } from 'clausal';
import type { SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { type MemoryStorage, memoryStorage } from '../../src/storage/memory.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { StoredVisitor } from './stored-visitor.ts';

const open: SessionEngine[] = [];

/** The time of all engines here. */
export const clock = { now: 1000 };

/** An engine, with a storage or without, that {@link closeEngines} closes. */
export function engineOn(storage: SessionStorage | undefined, options: SessionOptions = {}): SessionEngine {
  const engine = new SessionEngine({
    ...(storage && { storage }),
    gc: 'passive',
    now: () => clock.now,
    granularity: 0,
    ...options,
  });
  open.push(engine);
  return engine;
}

export async function closeEngines(): Promise<void> {
  for (const engine of open.splice(0)) await engine.close();
}

/** Two engines that share their sessions, and a visitor who is logged in; the storage answers `later` or at once. */
export async function shared(answers: string, options: SessionOptions = {}) {
  clock.now = 1000;
  const storage = memoryStorage(answers === 'later' ? { delay: 1 } : {});
  const [one, two] = [engineOn(storage, options), engineOn(storage.connect(), options)] as const;
  const visitor = new StoredVisitor();
  await visitor.visit(one, () => one.sessionAssert({ user: 'alice' }));
  return { storage, one, two, visitor, id: visitor.id! };
}

/** The facts of a session as they are stored. */
export async function stored(storage: MemoryStorage, id: string): Promise<string[] | undefined> {
  const session = (await storage.load(id)) as StoredSession | undefined;
  return session?.facts.map(({ fact }) => writeTerm(fact));
}

/** A request adds a book to a cart; before it is answered, another engine has added a pen. */
export async function bothBuy(visitor: StoredVisitor, one: SessionEngine, two: SessionEngine): Promise<void> {
  await visitor.overtaken(
    one,
    () => one.sessionAssert('cart(book)'),
    () => visitor.visit(two, () => two.sessionAssert('cart(pen)')),
  );
}
