/** `for await` finds what `for` finds, and lets others have their turn between solutions and while it looks for one. */
import {
  ClauseStore,
  type Goallike,
  type Limits,
  PrologError,
  readTerm,
  type Solution,
  type Term,
} from 'clausal';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Meter } from '../../src/query/limits.ts';
import { leftToEngine } from '../oracle/prolog-goals/left-to-engine.ts';
import { showTerm } from '../support/answers.ts';
import { goalsOf } from '../support/prolog-outcomes.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { ProgramMaker } from '../support/random-programs.ts';

const PROGRAMS = 300;

/** So many solutions of a goal are compared. */
const MOST = 20;

afterEach(() => {
  vi.restoreAllMocks();
});

test(`on ${PROGRAMS} random programs: the same solutions, though turns end after any inference`, async () => {
  const seed = seedOfRun();
  console.log(`turns: SEED=${seed}`);
  const random = new Random(seed);
  const maker = new ProgramMaker(random);
  let turns = 0;
  let compared = 0;
  for (let i = 0; i < PROGRAMS; i++) {
    const db = new ClauseStore();
    for (const { name, args } of maker.small() as Operation[]) {
      if (name.startsWith('assert')) add(db, name, args[0]!);
      if (name !== 'query') continue;
      turns += await compareWays(db, args[0]!, random);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(PROGRAMS);
  expect(turns).toBeGreaterThan(compared);
}, 120_000);

test('on goals with much to do, and on those that end in errors: the same', async () => {
  const db = new ClauseStore();
  db.consult(leftToEngine.program!);
  const random = new Random(seedOfRun());
  const goals = goalsOf(leftToEngine).map((text) => readTerm(text));
  let turns = 0;
  for (const goal of goals) turns += await compareWays(db, goal, random);
  expect(turns).toBeGreaterThan(5 * goals.length);
});

/** Compares what is found at once and in turns; answers how many turns there were. */
async function compareWays(db: ClauseStore, goal: Term, random: Random): Promise<number> {
  const atOnce = answersAtOnce(db, goal);
  const begun = hurry(random);
  const inTurns = await answersInTurns(db, goal);
  const turns = begun();
  vi.restoreAllMocks();
  const asked = showTerm(goal);
  expect({ asked, answers: inTurns }).toEqual({ asked, answers: atOnce });
  return turns;
}

interface Operation {
  readonly name: string;
  readonly args: readonly Term[];
}

/** From now on each inference may be the last of a turn. Answers what tells how many turns there were. */
function hurry(random: Random): () => number {
  const { check, beginTurn } = Meter.prototype;
  const begun = vi.spyOn(Meter.prototype, 'beginTurn').mockImplementation(function (this: Meter, length) {
    beginTurn.call(this, length);
    this.due = this.inferences;
  });
  vi.spyOn(Meter.prototype, 'check').mockImplementation(function (this: Meter, depth) {
    check.call(this, depth);
    this.due = this.inferences;
    if (random.chance(0.7)) this.isTurnOver = true;
  });
  return () => begun.mock.calls.length;
}

function add(db: ClauseStore, name: string, clause: Term): void {
  try {
    if (name === 'asserta') db.asserta(clause);
    else db.assertz(clause);
  } catch (error) {
    if (!(error instanceof PrologError)) throw error; // a clause that can be none
  }
}

function answersAtOnce(db: ClauseStore, goal: Term): string[] {
  const found: string[] = [];
  try {
    for (const { term } of db.query(goal)) if (found.push(showTerm(term)) === MOST) break;
  } catch (error) {
    found.push(showError(error));
  }
  return found;
}

async function answersInTurns(db: ClauseStore, goal: Term): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { term } of db.query(goal)) if (found.push(showTerm(term)) === MOST) break;
  } catch (error) {
    found.push(showError(error));
  }
  return found;
}

function showError(error: unknown): string {
  if (!(error instanceof PrologError)) throw error;
  return `throws ${showTerm(error.term)}`;
}

/** Facts of which some thousands are joined with each other. */
function store(): ClauseStore {
  const db = new ClauseStore();
  for (let i = 0; i < 3000; i++) {
    db.assertz({ p: [i, 'x'] });
    db.assertz({ q: [i, 'y'] });
  }
  db.consult('loop :- loop. r(X) :- p(X, _). r(X) :- q(X, _). open(_, b).');
  return db;
}

const FRUITLESS = [
  'p(A, x), q(B, y), p(C, B), A == B, fail',
  'p(A, _), q(B, z(A)), p(C, _)',
  'p(A, _), q(B, _), p(C, x(A, B))',
  'p(A, _), r(B), r(C), A = x',
  'p(A, _), p(B, _), open(A, c)',
  'findall(A, ( p(A, _), q(B, _), p(C, _) ), L), fail',
  'aggregate_all(count, ( p(A, _), q(B, _), p(C, _) ), N)',
  'p(_, _), aggregate_all(max(A), ( p(A, _), q(B, _) ), N), fail',
  'forall(( p(A, _), q(B, _), p(C, _) ), A >= 0)',
  '\\+ ( p(A, _), q(B, _), p(C, _), A < 0 )',
  'loop',
  'p(A, _), loop',
  'findall(X, between(1, inf, X), L)',
  'between(1, inf, X), X < 0',
  'L = [a | L], member(b, L)',
  'length(L, N), N < 0',
  '( p(A, _), q(B, _), p(C, _), A < 0 -> true ; true )',
];

/** Aborts after some turns of others, and counts these. */
function abortAfter(turns: number) {
  const abort = new AbortController();
  let count = 0;
  const timer = setInterval(() => {
    if (++count === turns) abort.abort();
  }, 1);
  onTestFinished(() => clearInterval(timer));
  return {
    signal: abort.signal,
    get count() {
      return count;
    },
  };
}

async function takeAll(db: ClauseStore, goal: Goallike, limits: Limits): Promise<Solution[]> {
  const found: Solution[] = [];
  for await (const solution of db.query(goal, limits)) found.push(solution);
  return found;
}

describe('while it looks for one solution', () => {
  const db = store();

  test.each(FRUITLESS)('timers go on, and an abort ends it: %s', async (goal) => {
    const others = abortAfter(5);
    const search = takeAll(db, goal, { inferences: Infinity, signal: others.signal });
    await expect(search).rejects.toMatchObject({ name: 'AbortError' });
    expect(others.count).toBe(5);
    expect(db.query('p(7, X)').first()).toEqual({ X: 'x' });
  });

  test('limits hold', async () => {
    const others = abortAfter(Infinity);
    const goal = 'p(A, _), q(B, _), p(C, x(A, B))';
    await expect(takeAll(db, goal, { inferences: 300_000 })).rejects.toMatchObject({
      message: 'Not enough resources: inferences',
    });
    await expect(takeAll(db, goal, { time: 60 })).rejects.toMatchObject({
      message: 'Not enough resources: time',
    });
    await expect(takeAll(db, 'p(A, _)', { solutions: 2 })).rejects.toMatchObject({
      message: 'Not enough resources: solutions',
    });
    expect(others.count).toBeGreaterThan(0);
  });

  test('two searches share the thread', async () => {
    const ended: string[] = [];
    const search = (name: string, inferences: number) =>
      takeAll(db, 'loop', { inferences }).catch(() => ended.push(name));
    await Promise.all([search('long', 2_000_000), search('short', 200_000)]);
    expect(ended).toEqual(['short', 'long']);
  });
});

describe('between solutions', () => {
  test.each(['p(A, _), q(B, _), p(C, _)', 'between(1, inf, X)', 'p(A, _)'])(
    'timers go on: %s',
    async (goal) => {
      const db = store();
      for (let i = 0; i < 200_000 && goal === 'p(A, _)'; i++) db.assertz({ p: [i, 'z'] });
      const others = abortAfter(3);
      await expect(takeAll(db, goal, { signal: others.signal })).rejects.toMatchObject({
        name: 'AbortError',
      });
    },
  );

  test('facts that come and go change nothing for a goal that was called', async () => {
    const db = new ClauseStore();
    db.consult('n(1). n(2). n(3).');
    hurry(new Random(1));
    const found: unknown[] = [];
    for await (const { X } of db.query('n(X), X > 0')) {
      found.push(X);
      db.retract(`n(${X})`);
      db.assertz(`n(${Number(X) + 10})`);
    }
    expect(found).toEqual([1, 2, 3]);
  });

  test('clauses and retracted facts are found in the same way', async () => {
    const db = new ClauseStore();
    db.consult('n(1). n(2). n(X) :- m(X).');
    const found: unknown[] = [];
    for await (const { Body } of db.clauses('n(X) :- Body')) found.push(Body);
    for await (const { X } of db.retractEach('n(X)')) found.push(X);
    expect(found).toEqual(['true', 'true', { m: expect.anything() }, 1, 2]);
  });
});

describe('a signal', () => {
  test('that was aborted ends a query before it begins, in either way', async () => {
    const db = store();
    const signal = AbortSignal.abort(new Error('enough'));
    expect(() => db.query('p(X, _)', { signal }).first()).toThrow('enough');
    expect(() => db.query('X = 1', { signal }).count()).toThrow('enough');
    await expect(takeAll(db, 'p(X, _)', { signal })).rejects.toThrow('enough');
  });

  test('that is aborted between two solutions ends a loop', () => {
    for (const goal of ['p(X, _)', 'p(X, _), q(X, _)', 'r(X)']) {
      const abort = new AbortController();
      const solutions = store().query(goal, { signal: abort.signal })[Symbol.iterator]();
      expect(solutions.next().value).toEqual({ X: 0 });
      abort.abort();
      expect(() => solutions.next()).toThrow(abort.signal.reason);
    }
  });

  test('has to be one', () => {
    expect(() => store().query('p(X, _)', { signal: 'now' as unknown as AbortSignal })).toThrow(
      new TypeError('limit signal: now; an AbortSignal was expected'),
    );
  });
});

describe('the iterator', () => {
  test('answers in order, also when it is asked without waiting', async () => {
    hurry(new Random(1));
    const solutions = store().query('p(X, _), q(X, _), X >= 2')[Symbol.asyncIterator]();
    const found = await Promise.all([solutions.next(), solutions.next(), solutions.next()]);
    expect(found.map(({ value }) => value?.X)).toEqual([2, 3, 4]);
  });

  test('finds nothing more once it has returned, has thrown or is done', async () => {
    const db = store();
    const left = db.query('p(X, _)')[Symbol.asyncIterator]();
    await left.next();
    expect(await left.return()).toEqual({ done: true, value: undefined });
    expect(await left.next()).toEqual({ done: true, value: undefined });
    const failed = db.query('p(X, _), missing(X)')[Symbol.asyncIterator]();
    await expect(failed.next()).rejects.toMatchObject({ code: 'existence_error' });
    expect(await failed.next()).toEqual({ done: true, value: undefined });
    const done = db.query('X = 1')[Symbol.asyncIterator]();
    expect((await done.next()).value).toEqual({ X: 1 });
    expect((await done.next()).done).toBe(true);
    expect((await done.next()).done).toBe(true);
  });

  test('that is left while it looks for a solution finds none', async () => {
    const solutions = store().query('loop', { inferences: Infinity })[Symbol.asyncIterator]();
    const found = solutions.next();
    await solutions.return();
    expect(await found).toEqual({ done: true, value: undefined });
  });

  test('knows the last solution where the search for another one is short', async () => {
    const db = store();
    const solutions = db.query('X = 1 ; X = 2 ; member(_, [a, b]), fail')[Symbol.asyncIterator]();
    await solutions.next();
    expect(solutions.isLast).toBe(false);
    expect(solutions.isLast).toBe(false);
    expect((await solutions.next()).value).toEqual({ X: 2 });
    expect(solutions.isLast).toBe(true);
    expect((await solutions.next()).done).toBe(true);
  });

  test('does not know it where the search is long, or ends in an error', async () => {
    const db = store();
    const endless = db.query('X = 1 ; loop', { inferences: Infinity })[Symbol.asyncIterator]();
    await endless.next();
    expect(endless.isLast).toBe(false);
    await endless.return();
    const wrong = db.query('X = 1 ; missing')[Symbol.asyncIterator]();
    await wrong.next();
    expect(wrong.isLast).toBe(false);
    await expect(wrong.next()).rejects.toMatchObject({ code: 'existence_error' });
  });
});
