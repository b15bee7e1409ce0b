/** Goals that are run once and for their effects, as the options `-g` and `-t` and programs with a `main` ask for. */
import { type Goallike, writeTerm } from '../index.ts';
import { haltStatus, type PrologHost } from '../prolog/host.ts';
import type { ReplArguments } from './arguments.ts';
import { errorText, messageOf } from './message-text.ts';
import type { Screen } from './screen.ts';

/** Exit statuses, those of SWI-Prolog. */
export const FAILED = 1;
const THREW = 2;

/** Runs a goal to its first solution, and answers whether there is one. */
export type RunOnce = (goal: Goallike) => Promise<boolean>;

/** How a goal ended: 0 if it is true, else the exit status; `isHalt` where that was the goal's own wish. */
interface GoalStatus {
  readonly status: number;
  readonly isHalt: boolean;
}

/**
 * Runs the goals of `-g`, and then what the program wants to be run in place of a prompt. Answers the exit status of the
 * first that is not true or halts, and tells of it; undefined where there is none.
 */
export async function runGoals(
  run: RunOnce,
  host: Pick<PrologHost, 'main'>,
  args: ReplArguments,
  screen: Screen,
): Promise<number | undefined> {
  for (const goal of args.goals) {
    const label = `-g ${goal}`;
    const status = endOf(await runText(run, goal, label, screen), label, args, screen);
    if (status !== undefined) return status;
  }
  if (!hasMain(host, args)) return undefined;
  const label = `user:${writeTerm(host.main!)}`;
  return endOf(await runOnce(run, host.main!, label, screen), label, args, screen);
}

/** Whether the program that was loaded wants to be run in place of a prompt. */
export function hasMain(host: Pick<PrologHost, 'main'>, { isLoadedOnly }: ReplArguments): boolean {
  return host.main !== undefined && !isLoadedOnly;
}

/** Runs the goal of `-t`, and answers the exit status. */
export async function runToplevel(run: RunOnce, goal: string, screen: Screen): Promise<number> {
  return (await runText(run, goal, `-t ${goal}`, screen)).status;
}

function endOf(
  { status, isHalt }: GoalStatus,
  label: string,
  { isQuiet }: ReplArguments,
  screen: Screen,
): number | undefined {
  if (status === FAILED && !isHalt && !isQuiet) screen.writeError(errorText(`${label}: false`), 'error');
  return status !== 0 || isHalt ? status : undefined;
}

async function runText(run: RunOnce, goal: string, label: string, screen: Screen): Promise<GoalStatus> {
  if (goal.trim() === 'halt') return { status: 0, isHalt: true };
  return runOnce(run, `${goal} . `, label, screen);
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
