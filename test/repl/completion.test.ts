/** Completion by Tab. */
import { atom, compound, SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { completeLine, engineCompleter, namesCompleter } from '../../src/repl/completion.ts';
import { SessionClient } from '../support/session-client.ts';

test('completes the last word of a line', async () => {
  const complete = namesCompleter(() => ['member', 'memberchk', 'msort', 'member']);
  expect(await completeLine(complete, 'X = 1, mem')).toEqual([['member', 'memberchk'], 'mem']);
  expect(await completeLine(complete, 'member')).toEqual([['memberchk'], 'member']);
  expect(await completeLine(complete, 'member(')).toEqual([[], '']);
  expect(await completeLine(complete, '')).toEqual([[], '']);
  expect(await completeLine(complete, "X = 'mem")).toEqual([["'member'", "'memberchk'"], "'mem"]);
  expect(await completeLine(complete, "f('a b', mem")).toEqual([['member', 'memberchk'], 'mem']);
  expect(await completeLine(complete, 'f("it\'s", mem')).toEqual([['member', 'memberchk'], 'mem']);
  expect(await completeLine(complete, "f('it''s', mem")).toEqual([['member', 'memberchk'], 'mem']);
  expect(await completeLine(complete, "f('a b'")).toEqual([[], '']);
  expect(await completeLine(complete, "X = 0'a, mem")).toEqual([['member', 'memberchk'], 'mem']);
});

test('knows the names in facts and rules', () => {
  const engine = new SessionEngine({ gc: 'passive', create: 'noauto' });
  engine.store.consult(`
    owner(alice, 'New York', [pencils|_]).
    nice(X) :- owner(X, _, stock(papers)), \\+ X = alibaba.
    'it''s'(x).
  `);
  const complete = engineCompleter(engine);
  expect(complete('al')).toEqual(['alibaba', 'alice']);
  expect(complete("'al")).toEqual(["'alibaba'", "'alice'"]);
  expect(complete("'New")).toEqual(["'New York'"]);
  expect(complete('New')).toEqual([]);
  expect(complete('penc')).toEqual(['pencils']);
  expect(complete('pap')).toEqual(['papers']);
  expect(complete('stoc')).toEqual(['stock']);
  expect(complete("'it")).toEqual(["'it\\'s'"]);
});

test('looks at a part of what is large', () => {
  const engine = new SessionEngine({ gc: 'passive', create: 'noauto' });
  let looked = 0;
  function* predicates() {
    yield 'large/1';
    yield "'other one'/1";
  }
  function* clauses() {
    for (let i = 0; i < 1_000_000; i++) {
      looked++;
      yield { term: compound('large', [atom(`name${i}`)]) };
    }
  }
  const store = { predicates, clauses } as unknown as typeof engine.store;
  expect(engineCompleter({ store })('name49')).toContain('name499');
  expect(looked).toBeLessThan(5000);
});

test('knows predicates, session ids and further names, quoted where that is needed', () => {
  const engine = new SessionEngine({ gc: 'passive', create: 'noauto' });
  engine.store.assertz('visited(home)');
  engine.store.assertz("'Visited by'(home)");
  const id = new SessionClient(engine).request(() => engine.openSession());
  const complete = engineCompleter(engine, ['visible/1']);
  expect(complete('visi')).toEqual(['visible', 'visited']);
  expect(complete("'Vis")).toEqual(["'Visited by'"]);
  const typed = /^'?..../.exec(complete('').find((name) => name.includes(id))!)![0];
  expect(complete(typed).some((name) => name.includes(id))).toBe(true);
});
