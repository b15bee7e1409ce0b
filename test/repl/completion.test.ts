/** Completion by Tab. */
import { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { completeLine, engineCompleter, namesCompleter } from '../../src/repl/completion.ts';
import { SessionClient } from '../support/session-client.ts';

test('completes the last word of a line', async () => {
  const complete = namesCompleter(() => ['member', 'memberchk', 'msort', 'member']);
  expect(await completeLine(complete, 'X = 1, mem')).toEqual([['member', 'memberchk'], 'mem']);
  expect(await completeLine(complete, 'member')).toEqual([['memberchk'], 'member']);
  expect(await completeLine(complete, 'member(')).toEqual([[], '']);
  expect(await completeLine(complete, '')).toEqual([[], '']);
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
