/**
 * The prompt: reads goals, over as many lines as they take, and has each answered before it reads the next. Knows no
 * terminal; that is the dialog's.
 */
import type { PrologHost } from '../prolog/host.ts';
import { type Dialog, INTERRUPTED } from './dialog.ts';
import { firstGoal, isBlank } from './goal-text.ts';
import { solveToJson } from './json-answers.ts';
import { errorText } from './message-text.ts';
import { type AnswerView, type Ending, solve } from './solve.ts';

export interface PromptOptions {
  /** Writes all solutions as JSON, without asking for more. Default false. */
  readonly isJson?: boolean;
}

const FIRST_LINE = '?- ';
const NEXT_LINE = '|    ';

/**
 * Talks until the user leaves, and answers the exit status: that of `halt/1`, or 0; or 1 at the end of a script of which a
 * goal could not be read or ended with an error.
 */
export async function prompt(
  host: PrologHost,
  dialog: Dialog,
  { isJson = false }: PromptOptions = {},
): Promise<number> {
  const view: AnswerView = { maxDepth: 10 };
  let status = 0;
  for await (const goal of goals(dialog)) {
    const ending = isAnswerable(goal)
      ? await answered(host, goal.text, dialog, isJson, view)
      : refused(dialog, goal);
    if (typeof ending === 'object') return ending.halt;
    if (ending === 'error' && !dialog.isInteractive) status = 1;
  }
  return status;
}

interface Goal {
  readonly text: string;
  /** False for what is left without a `.` at the end of a script. */
  readonly isWhole: boolean;
}

/** The goals that are typed. What follows one on its line is for whoever reads next, maybe the goal itself. */
async function* goals(dialog: Dialog): AsyncGenerator<Goal, void, undefined> {
  const { input } = dialog;
  let typed = '';
  for (;;) {
    const next = firstGoal(typed);
    if (next !== undefined) {
      if (next.rest.trim() !== '') input.unread(next.rest);
      typed = '';
      yield { text: next.goal, isWhole: true };
    }
    const prompt = isBlank(typed) ? FIRST_LINE : NEXT_LINE;
    const line = input.isEmpty ? await dialog.readLine(prompt) : input.takeLine().replace(/\n$/, '');
    if (line === INTERRUPTED) typed = '';
    else if (line !== undefined) typed = isBlank(typed) ? `${line}\n` : `${typed}${line}\n`;
    else if (isBlank(typed)) return;
    else {
      yield { text: typed, isWhole: false };
      return;
    }
  }
}

/** `halt.` and `halt(Status).`, which leave whatever the program has made of them. */
const HALT = /^\s*halt\s*(?:\(\s*(\d+)\s*\)\s*)?$/;

async function answered(
  host: PrologHost,
  text: string,
  dialog: Dialog,
  isJson: boolean,
  view: AnswerView,
): Promise<Ending> {
  const halt = HALT.exec(text);
  if (halt !== null) return { halt: Number(halt[1] ?? 0) };
  // With the end that SWI-Prolog gives to what it has read, which shows in its syntax errors
  const goal = `${text.trim()} . `;
  return isJson ? solveToJson(host, goal, dialog) : solve(host, goal, dialog, view);
}

/** False for a `.` alone, and for what has none at its end. */
function isAnswerable({ text, isWhole }: Goal): boolean {
  return isWhole && !isBlank(text);
}

function refused({ screen }: Dialog, { isWhole }: Goal): Ending {
  const message = `Syntax error: Unexpected end of ${isWhole ? 'clause' : 'file'}`;
  screen.writeError(errorText(message), 'error');
  return 'error';
}
