/** Prolog programs need no change for sessions that last: what one asserts in LMDB, the next process finds, and so does TypeScript. */
import { join } from 'node:path';
import { SessionEngine, Var } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { TauProlog } from 'clausal/tau';
import { expect, test } from 'vitest';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { newFolder, opened } from '../support/lmdb-storage.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

const PROGRAM = `
:- use_module(library(http/http_session)).
buy(Item) :- http_session_assert(cart(Item)).
swap(Old, New) :- http_session_retract(cart(Old)), http_session_assert(cart(New)).
leave :- http_session_id(Id), http_close_session(Id).
`;

const HOSTS: readonly [string, (engine: SessionEngine) => Promise<TauProlog | SwiProlog>][] = [
  ['tau-prolog', async (engine) => new TauProlog(engine)],
  ['SWI-Prolog in WebAssembly', (engine) => SwiProlog.create(engine)],
];

test.each(HOSTS)('a program in %s', async (_, hostOn) => {
  const path = join(newFolder(), 'sessions.mdb');
  const visitor = new StoredVisitor();
  /** A process: whether the program has done the goal in a request, and what TypeScript finds in the cart then. */
  const run = async (goal: string): Promise<[isDone: boolean, items: unknown[]]> => {
    const engine = new SessionEngine({ storage: lmdbStorage({ path }) });
    const prolog = await hostOn(engine);
    try {
      await prolog.consult(PROGRAM);
      const isDone = await visitor.visit(engine, () => prolog.query(goal).exists());
      const found = await visitor.visit(engine, () => engine.session().data('cart(Item)').toArray());
      return [isDone, found.map(({ Item }) => Item)];
    } finally {
      await prolog.close();
      await engine.close();
    }
  };
  expect(await run('buy(book)')).toEqual([true, ['book']]);
  expect(await run('buy(ink)')).toEqual([true, ['book', 'ink']]);
  expect(await run('swap(book, pen)')).toEqual([true, ['ink', 'pen']]);
  expect(await run('swap(book, pencil)')).toEqual([false, ['ink', 'pen']]);
  expect(await run('leave')).toEqual([true, []]);
  expect([...opened({ path }).find(new Var())]).toEqual([]);
});
