/** Where a goal ends in text that is being typed. What the text means is for the host's reader to say. */
import { clauseEnd } from '../index.ts';

/** The text of a goal without the `.` at its end, and what follows it. */
export interface GoalText {
  readonly goal: string;
  readonly rest: string;
}

/** The first goal of the text; undefined while there is no whole one. */
export function firstGoal(text: string): GoalText | undefined {
  const end = clauseEnd(text, 0);
  return end === undefined ? undefined : { goal: text.slice(0, end - 1), rest: text.slice(end) };
}

/** Whether text has nothing in it but space and comments. */
export function isBlank(text: string): boolean {
  return /^(?:\s|%[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*$/.test(text);
}
