/** One goal from the first answer to the last, or to where the user wants no more; and what is printed of that. */
import { haltStatus, isAbort, type PrologHost } from '../prolog/host.ts';
import { answerText } from './answer-text.ts';
import { CTRL_C, type Dialog } from './dialog.ts';
import { errorText } from './message-text.ts';
import { isPortraying, type PortrayedValues, portrayed, unportrayed } from './portrayed.ts';

/** How a goal ended. */
export type Ending = 'true' | 'false' | 'error' | 'aborted' | { readonly halt: number };

/** How answers are shown. It may be changed from answer to answer. */
export interface AnswerView {
  maxDepth: number;
}

/** Runs a goal, prints its answers and asks the user for more, as SWI-Prolog's toplevel does. */
export function solve(host: PrologHost, goal: string, dialog: Dialog, view: AnswerView): Promise<Ending> {
  return running(dialog, (signal) => printAnswers(host, goal, signal, dialog, view));
}

/** Runs what can be interrupted, and prints the error that it ends with. */
export async function running(
  dialog: Dialog,
  run: (signal: AbortSignal) => Promise<Ending>,
): Promise<Ending> {
  const abort = new AbortController();
  const release = dialog.onInterrupt(() => abort.abort());
  try {
    return await run(abort.signal);
  } catch (error) {
    const halt = haltStatus(error);
    if (halt !== undefined) return { halt };
    dialog.screen.freshLine();
    if (abort.signal.aborted || isAbort(error)) {
      dialog.screen.writeError('% Execution Aborted\n', 'comment');
      return 'aborted';
    }
    dialog.screen.writeError(errorText(error), 'error');
    return 'error';
  } finally {
    release();
  }
}

async function printAnswers(
  host: PrologHost,
  goal: string,
  signal: AbortSignal,
  dialog: Dialog,
  view: AnswerView,
): Promise<Ending> {
  const solutions = host.query(goal, { signal, isShown: true })[Symbol.asyncIterator]();
  let isChanged: boolean | undefined;
  for (;;) {
    const { done, value } = await solutions.next();
    isChanged ??= await isPortraying(host);
    dialog.screen.freshLine();
    if (done) {
      dialog.screen.write('false.', 'false');
      dialog.screen.write('\n\n');
      return 'false';
    }
    const answer = isChanged ? await portrayed(host, value.terms) : unportrayed(value.terms);
    if (solutions.isLast) {
      printAnswer(answer, dialog, view, '.');
      dialog.screen.write('\n\n');
      return 'true';
    }
    const wantsMore = await asksForMore(answer, signal, dialog, view);
    await dialog.screen.room();
    if (wantsMore) continue;
    await solutions.return?.();
    return wantsMore === undefined ? 'aborted' : 'true';
  }
}

function printAnswer(
  { values, texts }: PortrayedValues,
  dialog: Dialog,
  { maxDepth }: AnswerView,
  end: string,
): void {
  const text = answerText(values, { maxDepth, texts });
  if (text === '') dialog.screen.write(`true${end}`, 'true');
  else dialog.screen.write(`${text}${end}`);
}

const HELP = `
  Possible actions:
  ; (n,r,space,TAB): more              | . (a,c,RET): stop
  w:                 write in full     | p:           print, cut short
  h (?):             help

`;

/** Prints an answer and reads what the user says to it: true for more, undefined for Ctrl-C. */
async function asksForMore(
  answer: PortrayedValues,
  signal: AbortSignal,
  dialog: Dialog,
  view: AnswerView,
): Promise<boolean | undefined> {
  printAnswer(answer, dialog, view, ' ');
  for (;;) {
    const key = signal.aborted ? CTRL_C : await dialog.readKey();
    if (key !== undefined && ';nrNR \t'.includes(key)) {
      dialog.screen.write(';', 'key');
      dialog.screen.write('\n');
      return true;
    }
    if (key === undefined || 'acyY.\r\n\x04'.includes(key)) {
      dialog.screen.write('.', 'key');
      dialog.screen.write('\n\n');
      return false;
    }
    if (key === CTRL_C) {
      dialog.screen.freshLine();
      dialog.screen.writeError('% Execution Aborted\n', 'comment');
      return undefined;
    }
    if (key === 'w' || key === 'p') {
      view.maxDepth = key === 'w' ? Infinity : 10;
      dialog.screen.write(key === 'w' ? '[write]\n' : '[print]\n');
      printAnswer(answer, dialog, view, ' ');
      continue;
    }
    dialog.screen.write(key === 'h' || key === '?' ? HELP : `\nUnknown action: ${shown(key)} (h for help)\n`);
    dialog.screen.write('Action? ');
  }
}

/** A key as it can be printed: one that is not a character by its escape sequence. */
function shown(key: string): string {
  return key.replace(/\p{Cc}/gu, (control) => `^${String.fromCharCode(control.charCodeAt(0) ^ 64)}`);
}
