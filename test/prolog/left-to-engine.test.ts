/** Goals that are left to the engine give the same answers as when the host runs them step by step. */
import { PrologError, SessionEngine, type Term } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { expect, test } from 'vitest';
import { Compound } from '../../src/term/term.ts';
import { showTerm } from '../support/answers.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { ProgramMaker } from '../support/random-programs.ts';

const PROGRAMS = 250;

/** So many solutions of a goal are compared. */
const MOST = 20;

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
  return /^throws c1\/\d+:(representation_errora11:cyclic_term|resource_errora5:stack)/.test(
    found.at(-1) ?? '',
  );
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
    const { term } = error;
    found.push(
      `throws ${showTerm(term instanceof Compound && term.name === 'error' ? term.args[0]! : term)}`,
    );
  }
  return found;
}
