/** Goals that are left to the engine give the same answers as when the host runs them step by step. */
import { PrologError, SessionEngine, type Term } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Compound } from '../../src/term/term.ts';
import { showTerm } from '../support/answers.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { ProgramMaker } from '../support/random-programs.ts';

const PROGRAMS = 250;

/** So many solutions of a goal are compared. */
const MOST = 20;

const FRUITLESS = [
  'session_data(A, x(_)), session_data(B, y(_)), session_data(C, x(_)), fail',
  'session_data(A, x(N)), session_data(B, y(M)), N > M + 5000',
  'findall(A-B, ( session_data(A, x(_)), session_data(B, y(_)), session_data(B, z) ), L)',
  'aggregate_all(count, ( session_data(A, x(_)), session_data(B, y(_)), session_data(C, x(_)) ), N)',
  'session_data(S, x(1)), forall(( session_data(A, x(_)), session_data(B, y(_)), session_data(_, x(_)) ), A \\== z)',
  'session_data(S, x(1)), \\+ ( session_data(A, x(_)), session_data(B, y(_)), A == B, session_data(A, x(z)) )',
];

describe('a search that finds nothing for long', () => {
  const engine = new SessionEngine({ gc: 'passive' });
  const host = new TauProlog(engine);
  for (let i = 0; i < 3000; i++) {
    engine.store.assertz({ session_data: [`s${i}`, { x: i }] });
    engine.store.assertz({ session_data: [`s${i}`, { y: i }] });
  }

  /** Calls `then` when timers have gone off so often. */
  function ticks(many: number, then: () => void): { readonly count: number } {
    let count = 0;
    const timer = setInterval(() => {
      if (++count === many) then();
    }, 1);
    onTestFinished(() => clearInterval(timer));
    return {
      get count() {
        return count;
      },
    };
  }

  test.each(FRUITLESS)('lets timers go on, and ends when it is aborted: %s', async (goal) => {
    const abort = new AbortController();
    const others = ticks(5, () => abort.abort());
    const found = host.query(goal, { signal: abort.signal }).first();
    await expect(found).rejects.toMatchObject({ message: expect.stringContaining('abort') });
    expect(others.count).toBe(5);
  });

  test.each(FRUITLESS)('lets timers go on, and ends at its limit of time: %s', async (goal) => {
    const others = ticks(Infinity, () => {});
    await expect(host.query(goal, { time: 300 }).first()).rejects.toMatchObject({
      message: 'Not enough resources: time',
    });
    expect(others.count).toBeGreaterThan(0);
  });

  test('has no limit of inferences but that of who asks', async () => {
    const goal = 'length(_, L), L > 6500, session_data(s1, x(N))'; // a list that is made counts as its length
    await expect(host.query(goal, { inferences: 10_000 }).first()).rejects.toMatchObject({
      message: 'Not enough resources: inferences',
    });
    expect(await host.query(goal).first()).toEqual({ L: 6501, N: 1 });
  });

  test('is not waited for by who wants to know whether there is another solution', async () => {
    const goal = `session_data(S, x(7)) ; ${FRUITLESS[0]}`;
    const solutions = host.query(goal)[Symbol.asyncIterator]();
    expect((await solutions.next()).value).toMatchObject({ S: 's7' });
    expect(solutions.isLast).toBe(false);
    await solutions.return?.();
    expect((await solutions.next()).done).toBe(true);
  });

  test('ends when the host is closed', async () => {
    const other = new TauProlog(engine);
    ticks(3, () => void other.close());
    await expect(other.query(FRUITLESS[0]!).first()).rejects.toBeInstanceOf(PrologError);
  });
});

test(`on ${PROGRAMS} random programs: the same solutions in the same order, or the same error`, async () => {
  const seed = seedOfRun();
  console.log(`left to the engine: SEED=${seed}`);
  const maker = new ProgramMaker(new Random(seed));
  let compared = 0;
  for (let i = 0; i < PROGRAMS; i++) {
    const engine = new SessionEngine({ gc: 'passive' });
    const host = new TauProlog(engine);
    const program = maker.small() as Compound[];
    for (const { name, args } of program) if (name.startsWith('assert')) add(engine, name, args[0]!);
    for (const { name, args } of program) {
      if (name !== 'query') continue;
      const goal = args[0]!;
      const [left, stepped] = await Promise.all([true, false].map((isLeft) => answers(host, goal, isLeft)));
      if (isCyclic(stepped!)) continue;
      expect({ goal: showTerm(goal), SEED: seed, answers: left }).toEqual({
        goal: showTerm(goal),
        SEED: seed,
        answers: stepped,
      });
      compared++;
    }
    await host.close();
  }
  expect(compared).toBeGreaterThan(PROGRAMS);
}, 120_000);

/** tau-prolog has no terms that contain themselves, which the engine has. */
function isCyclic(found: readonly string[]): boolean {
  return /^throws .*(representation_errora11:cyclic_term|resource_errora5:stack)/.test(found.at(-1) ?? '');
}

function add(engine: SessionEngine, name: string, clause: Term): void {
  try {
    if (name === 'asserta') engine.store.asserta(clause);
    else engine.store.assertz(clause);
  } catch (error) {
    if (!(error instanceof PrologError)) throw error; // a clause that can be none
  }
}

async function answers(host: TauProlog, goal: Term, isLeftToEngine: boolean): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { term } of host.query(goal, { isLeftToEngine })) {
      if (found.push(showTerm(term)) === MOST) break;
    }
  } catch (error) {
    if (!(error instanceof PrologError)) throw error;
    found.push(`throws ${showTerm(error.term)}`);
  }
  return found;
}
