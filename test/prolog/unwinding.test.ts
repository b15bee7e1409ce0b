/** What a search has to put in order when it ends: cleanups and predicates in TypeScript, whatever it ends by. */
import { PrologError, SessionEngine } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let host: TauProlog;

beforeEach(async () => {
  host = new TauProlog(new SessionEngine({ gc: 'passive' }), { output: () => {}, errorOutput: () => {} });
  await host.consult(`
    :- dynamic(done/1).
    protected(Name, Goal) :- setup_call_cleanup(true, Goal, assertz(done(Name))).
    loop :- repeat, fail.
    count(N, N) :- !.
    count(I, N) :- J is I + 1, count(J, N).
  `);
});
afterEach(() => host.close());

const done = async () => (await host.query('done(N)').toArray()).map(({ N }) => N);
const codeOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(PrologError);
  return String((error as PrologError).term);
};

describe('cleanups are run, the inner ones first,', () => {
  const nested = 'protected(outer, protected(inner, loop))';

  test('when a search ends by its inferences', async () => {
    const asked = host.query(nested, { inferences: 500 }).first();
    expect(await codeOf(asked)).toMatch(/resource_error\(inferences\)/);
    expect(await done()).toEqual(['inner', 'outer']);
  });

  test('after each number of inferences', async () => {
    const goal = 'setup_call_cleanup(assertz(begun), member(_, [1, 2, 3, 4]), assertz(done(x))), fail';
    await host.consult(':- dynamic(begun/0).');
    for (let inferences = 1; inferences < 30; inferences++) {
      await host.query('retractall(begun), retractall(done(_))').first();
      await host
        .query(goal, { inferences })
        .first()
        .catch(() => {});
      const begun = await host.query('begun').count();
      expect({ inferences, done: await host.query('done(_)').count() }).toEqual({ inferences, done: begun });
    }
  });

  test('when a search ends by its time', async () => {
    const asked = host.query(nested, { time: 20 }).first();
    expect(await codeOf(asked)).toMatch(/resource_error\(time\)/);
    expect(await done()).toEqual(['inner', 'outer']);
  });

  test('when a search is aborted', async () => {
    const abort = new AbortController();
    const asked = host.query(nested, { signal: abort.signal }).first();
    setTimeout(() => abort.abort(), 20);
    expect(await codeOf(asked)).toMatch(/unwind\(abort\)/);
    expect(await done()).toEqual(['inner', 'outer']);
  });

  test('when a search is aborted while it waits', async () => {
    const abort = new AbortController();
    host.define('never/0', () => new Promise(() => {}));
    const asked = host.query('protected(outer, protected(inner, never))', { signal: abort.signal }).first();
    setTimeout(() => abort.abort(), 20);
    expect(await codeOf(asked)).toMatch(/unwind\(abort\)/);
    expect(await done()).toEqual(['inner', 'outer']);
  });

  test('when a search is left behind, even after its time or its inferences', async () => {
    const late = host.query('protected(late, member(_, [1, 2]))', { time: 30 })[Symbol.asyncIterator]();
    await late.next();
    await new Promise((resolve) => setTimeout(resolve, 60));
    await late.return?.();
    for (let inferences = 1; inferences < 30; inferences++) {
      const spent = host.query('protected(spent, member(_, [1, 2]))', { inferences });
      if (
        await spent.first().then(
          () => true,
          () => false,
        )
      )
        break;
    }
    expect((await done()).slice(0, 1)).toEqual(['late']);
    expect((await done()).at(-1)).toBe('spent');
  });

  test('and have a good many inferences of their own', async () => {
    const goal = 'setup_call_cleanup(true, loop, (count(0, 100), assertz(done(counted))))';
    await codeOf(host.query(goal, { inferences: 100 }).first());
    expect(await done()).toEqual(['counted']);
  });

  test('but not without end, and the others still are', async () => {
    const goal = 'protected(outer, setup_call_cleanup(true, protected(inner, loop), loop))';
    expect(await codeOf(host.query(goal, { inferences: 500 }).first())).toMatch(/inferences/);
    expect(await done()).toEqual(['inner', 'outer']);
    const abort = new AbortController();
    const asked = host.query(goal, { signal: abort.signal }).first();
    setTimeout(() => abort.abort(), 20);
    expect(await codeOf(asked)).toMatch(/abort/);
    expect(await done()).toEqual(['inner', 'outer', 'inner', 'outer']);
  });
});

describe('an error of a cleanup', () => {
  const failing = (name: string) =>
    `setup_call_cleanup(true, member(_, [1, 2]), (assertz(done(${name})), throw(${name})))`;

  test('is not told of in place of the first error, and does not keep others from being run', async () => {
    expect(await codeOf(host.query(`${failing('a')}, ${failing('b')}, throw(c)`).first())).toBe('c');
    expect(await done()).toEqual(['b', 'a']);
  });

  test('is the error where there is no other', async () => {
    expect(await codeOf(host.query(`${failing('a')}, ${failing('b')}, !`).first())).toBe('b');
    expect(await done()).toEqual(['b', 'a']);
    await host.query('retractall(done(_))').first();
    const inner = `once(setup_call_cleanup(true, (${failing('a')}), assertz(done(outer))))`;
    expect(await codeOf(host.query(inner).first())).toBe('a');
    expect(await done()).toEqual(['a', 'outer']);
  });
});

describe('predicates in TypeScript are told that nobody wants more', () => {
  let closed: string[];
  beforeEach(() => {
    closed = [];
    host.define('numbers/1', function* () {
      try {
        for (let i = 0; ; i++) yield [i];
      } finally {
        closed.push('numbers');
      }
    });
    host.define('later/1', async function* () {
      try {
        yield [1];
        await new Promise(() => {}); // whoever waits here waits for ever
      } finally {
        closed.push('later');
      }
    });
    host.define('bad/1', function* () {
      try {
        yield [1, 2];
      } finally {
        closed.push('bad');
      }
    });
  });

  test('by the end of a limit, by an abort, and by an outcome that is none', async () => {
    await codeOf(host.query('numbers(_), fail', { inferences: 100 }).first());
    expect(closed).toEqual(['numbers']);
    const abort = new AbortController();
    const asked = host.query('numbers(_), loop', { signal: abort.signal }).first();
    setTimeout(() => abort.abort(), 20);
    await codeOf(asked);
    expect(closed).toEqual(['numbers', 'numbers']);
    await codeOf(host.query('bad(_)').first());
    expect(closed).toEqual(['numbers', 'numbers', 'bad']);
  });

  test('and one that waits for ever does not hold up an abort for ever', async () => {
    const abort = new AbortController();
    const asked = host.query('numbers(_), later(_), fail', { signal: abort.signal }).first();
    setTimeout(() => abort.abort(), 20);
    expect(await codeOf(asked)).toMatch(/abort/);
    expect(closed).toEqual(['numbers']);
  });
});
