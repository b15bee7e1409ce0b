/** Goals that are run once and for their effects, as the options `-g` and `-t` ask for. */
import type { PrologHost } from '../prolog/host.ts';
import { errorText, haltStatus, messageOf } from './message-text.ts';
import type { Screen } from './screen.ts';

/** Exit statuses, those of SWI-Prolog. */
export const FAILED = 1;
export const THREW = 2;

/** How a goal ended: 0 if it is true, else the exit status; `isHalt` where that was the goal's own wish. */
export interface GoalStatus {
  readonly status: number;
  readonly isHalt: boolean;
}

/** Runs a goal to its first solution. An error is told of, with the option that the goal came with. */
export async function runGoal(
  host: PrologHost,
  option: string,
  goal: string,
  screen: Screen,
): Promise<GoalStatus> {
  if (goal.trim() === 'halt') return { status: 0, isHalt: true };
  try {
    const isTrue = await host.query(`${goal} . `).exists();
    return { status: isTrue ? 0 : FAILED, isHalt: false };
  } catch (error) {
    const status = haltStatus(error);
    if (status !== undefined) return { status, isHalt: true };
    const message = messageOf(error).replace(/^Unhandled exception: /, '');
    screen.writeError(errorText(`${option} ${goal}: ${message}`), 'error');
    return { status: THREW, isHalt: false };
  }
}
