/** Goals that are run once and for their effects, as the options `-g` and `-t` and programs with a `main` ask for. */
import { type Goallike, type Term, writeTerm } from '../index.ts';
import { haltStatus } from '../prolog/host.ts';
import { errorText, messageOf } from './message-text.ts';
import type { Screen } from './screen.ts';

/** Exit statuses, those of SWI-Prolog. */
export const FAILED = 1;
export const THREW = 2;

/** How a goal ended: 0 if it is true, else the exit status; `isHalt` where that was the goal's own wish. */
export interface GoalStatus {
  readonly status: number;
  readonly isHalt: boolean;
}

/** Runs a goal to its first solution, and answers whether there is one. */
export type RunOnce = (goal: Goallike) => Promise<boolean>;

/** Runs the goal of an option to its first solution. An error is told of, with the option. */
export async function runGoal(
  run: RunOnce,
  option: string,
  goal: string,
  screen: Screen,
): Promise<GoalStatus> {
  if (goal.trim() === 'halt') return { status: 0, isHalt: true };
  return runOnce(run, `${goal} . `, `${option} ${goal}`, screen);
}

/** Runs what a program wants to be run in place of a prompt. */
export function runMain(run: RunOnce, goal: Term, screen: Screen): Promise<GoalStatus> {
  return runOnce(run, goal, mainLabel(goal), screen);
}

/** What messages call it. */
export function mainLabel(goal: Term): string {
  return `user:${writeTerm(goal)}`;
}

async function runOnce(run: RunOnce, goal: Goallike, label: string, screen: Screen): Promise<GoalStatus> {
  try {
    const isTrue = await run(goal);
    return { status: isTrue ? 0 : FAILED, isHalt: false };
  } catch (error) {
    const status = haltStatus(error);
    if (status !== undefined) return { status, isHalt: true };
    const message = messageOf(error).replace(/^Unhandled exception: /, '');
    screen.writeError(errorText(`${label}: ${message}`), 'error');
    return { status: THREW, isHalt: false };
  }
}
