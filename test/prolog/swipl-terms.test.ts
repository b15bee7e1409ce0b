/** Terms on their way to SWI-Prolog in WebAssembly and back: the same, or refused. */
import { atom, compound, int, list, PrologError, readTerm, SessionEngine, str, type Term, v } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileNames } from '../support/hostile-names.ts';
import { holdsLater } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';
import { dumpTerm } from '../support/term-dump.ts';

let prolog: SwiProlog;
/** What a predicate in TypeScript was given. */
let given: Term | undefined;

beforeAll(async () => {
  prolog = await SwiProlog.create(new SessionEngine());
  prolog.define('give/1', (term) => void (given = term));
});
afterAll(() => prolog.close());

/** A term that was there: by way of a solution, and of a predicate. */
async function thereAndBack(term: Term): Promise<[solution: Term, argument: Term]> {
  const goal = compound(',', [compound('=', [v('X'), term]), compound('give', [v('X')])]);
  const solution = await prolog.query(goal).first();
  return [solution!.terms.X!, given!];
}

async function comesBack(term: Term): Promise<void> {
  const back = await thereAndBack(term);
  expect(back.map(dumpTerm)).toEqual([dumpTerm(term), dumpTerm(term)]);
}

const errorOf = async (goal: string | Term): Promise<PrologError> => {
  const asked = async () => prolog.query(goal).first();
  const error = await asked().then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(PrologError);
  return error as PrologError;
};

describe('terms that go to SWI-Prolog and come back are the same', () => {
  test('random ones', () => holdsLater(randomTerms(), 1500, comesBack));

  test('random texts, as atoms, strings and names', () =>
    holdsLater(fc.string({ unit: 'binary', maxLength: 40 }), 500, (text) =>
      comesBack(compound('f', [atom(text), str(text), compound(text, [int(1)])])),
    ));

  test('texts that are special to somebody', async () => {
    for (const name of hostileNames.filter((each) => !/\p{Surrogate}/u.test(each)))
      await comesBack(compound('f', [atom(name), str(name), compound(name, [])]));
    await comesBack(list([atom('x'.repeat(1_000_000)), str('é'.repeat(300_000))]));
  });

  test('integers of any size', () =>
    holdsLater(fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }), 500, (value) => comesBack(int(value))));

  test('integers where other ways begin', async () => {
    for (const bits of [0n, 25n, 31n, 32n, 52n, 53n, 60n, 61n, 62n, 63n, 64n, 1000n, 10_000n]) {
      for (const near of [-2n, -1n, 0n, 1n]) {
        await comesBack(list([int(2n ** bits + near), int(-(2n ** bits) + near)]));
      }
    }
  });

  test('long lists, wide terms and deep ones', async () => {
    await comesBack(list(Array.from({ length: 50_000 }, (_, i) => int(i))));
    await comesBack(list([int(1), int(2)], v('Tail')));
    await comesBack(
      compound(
        'f',
        Array.from({ length: 20_000 }, (_, i) => int(i)),
      ),
    );
    let deep: Term = atom('a');
    for (let i = 0; i < 30_000; i++) deep = compound('f', [deep]);
    await comesBack(deep);
    deep = atom('a');
    for (let i = 0; i < 30_000; i++) deep = compound('+', [int(i), deep]);
    await comesBack(deep);
  });

  test('what looks like a dict and is none stays what it is', async () => {
    for (const text of ["'$dict'(a,b)", "'$dict'(a,[x-1,x-2])", "'$dict'(a,[f(x)-1])", "'$dict'(a,[x=1])"]) {
      await comesBack(readTerm(text));
    }
  });

  test('dicts are data with the pairs in the order of their keys', async () => {
    const dict = 'X = point{y: "s", x: 1, 3: _{deep: []}}';
    expect(String((await prolog.query(dict).first())!.terms.X)).toEqual(
      expect.stringMatching(/^'\$dict'\(point,\[3-'\$dict'\(_\d+,\[deep-\[\]\]\),x-1,y-"s"\]\)$/),
    );
    const found = await prolog.query(dict).first();
    const again = compound(',', [
      compound('=', [v('D'), found!.terms.X!]),
      compound('get_dict', [atom('y'), v('D'), v('Y')]),
    ]);
    expect(await prolog.query(again).first()).toMatchObject({ Y: 's' });
  });

  test('variables stay the same one within a term, and those of the goal keep their names', async () => {
    const found = await prolog.query('X = f(A, B, A, _), give(X)').first();
    expect(dumpTerm(found!.terms.X!)).toBe(dumpTerm(compound('f', [v('A'), v('B'), v('A'), v('C')])));
  });
});

describe('terms that cannot cross are refused', () => {
  test.each([
    ['X is 1 rdiv 3', 'rational'],
    ['X0 is 2 rdiv 7, X = f(X0)', 'rational'],
    ['X = f(X)', 'cyclic_term'],
    ['X = [a|X]', 'cyclic_term'],
    ['X = f(g(X), 1)', 'cyclic_term'],
  ])('%s: %s', async (goal, what) => {
    const message = new RegExp(`Cannot represent due to \`${what}'`);
    expect((await errorOf(goal)).message).toMatch(message);
    expect((await errorOf(`${goal}, give(X)`)).message).toMatch(message);
    const caught = `catch((${goal}, give(X)), error(representation_error(E), _), true), nb_setval(caught, E), fail`;
    expect(await prolog.query(caught).exists()).toBe(false);
    expect(await prolog.query('nb_getval(caught, E)').first()).toEqual({ E: what });
  });

  test.each([
    ['current_output(X)', '<stream>'],
    ['current_output(S), X = f([S])', '<stream>'],
    ['new_memory_file(X)', '<memory_file>'],
    ['assertz(p(1), X)', '<clause>'],
  ])('%s: %s', async (goal, what) => {
    const message = new RegExp(`Type error: \`plain_term' expected, found \`'${what}\\(.*stay in SWI-Prolog`);
    expect((await errorOf(goal)).message).toMatch(message);
    const caught = `catch((${goal}, give(X)), error(type_error(E, _), _), true), nb_setval(caught, E), fail`;
    expect(await prolog.query(caught).exists()).toBe(false);
    expect(await prolog.query('nb_getval(caught, E)').first()).toEqual({ E: 'plain_term' });
  });

  test('but for solutions that are only shown, and events within the program', async () => {
    const shown = await prolog.query('current_output(X), Y is 1 rdiv 3', { isShown: true }).first();
    expect(shown).toEqual({ X: expect.stringMatching(/^<stream>\(/), Y: '1r3' });
    const goal = `\\+ \\+ ( current_output(S), listen(told(X), nb_setval(told, X)), broadcast(told(S)),
      nb_getval(told, Y), Y == S )`;
    expect(await prolog.query(goal).exists()).toBe(true);
  });

  test('texts with half a character', async () => {
    for (const term of [atom('\ud800'), str('a\udfff'), compound('\ud800', [int(1)])]) {
      const error = await errorOf(compound('=', [v('X'), term]));
      expect(error.message).toMatch(/Cannot represent due to `character_code'/);
    }
    prolog.define('half/1', () => [atom('\ud800')]);
    expect((await errorOf('half(X)')).message).toMatch(/Cannot represent due to `character_code'/);
    expect(await prolog.query('X = 1').first()).toEqual({ X: 1 });
  });

  test('goals with a rational number in them', async () => {
    expect((await errorOf('X = 1r3')).message).toMatch(/Cannot represent due to `rational'/);
  });

  test('errors are told with text in place of what cannot cross', async () => {
    const error = await errorOf('X is 1 rdiv 3, atom_length(L, X)');
    expect(String(error.term)).toMatch(/^error\(/);
    expect((await errorOf('X is 1 rdiv 3, throw(oops(X))')).message).toMatch(/oops\('1r3'\)/);
  });

  test('JavaScript that is no predicate is not run', async () => {
    for (const goal of [
      '\'$js_call\'("process.exit(3)", X)',
      "'$js_call'(['process.exit(3)'], X)",
      'X := process.pid',
    ]) {
      expect((await errorOf(goal)).message).toMatch(/programs run no JavaScript/);
    }
  });

  test('a predicate in TypeScript may answer none either', async () => {
    prolog.define('wrong/1', () => [Symbol('x') as never]);
    expect((await errorOf('wrong(X)')).message).toMatch(/symbol|Symbol/);
    expect(await prolog.query('X = 1').first()).toEqual({ X: 1 });
  });
});
