/** The command `clausal repl`: loads files, runs goals, and then talks at the terminal or reads a script. */
import { once } from 'node:events';
import { haltStatus, type PrologHost } from '../prolog/host.ts';
import type { InputText } from '../prolog/tau.ts';
import type { ReplArguments } from './arguments.ts';
import type { Completer } from './completion.ts';
import type { Dialog } from './dialog.ts';
import { defineHelp } from './help.ts';
import { History, historyFile } from './history.ts';
import { errorText } from './message-text.ts';
import { prompt } from './prompt.ts';
import { FAILED, hasMain, type RunOnce, runGoals, runToplevel } from './run-goals.ts';
import { Screen } from './screen.ts';
import { Script } from './script.ts';
import { standardInput } from './standard-input.ts';
import { Terminal } from './terminal.ts';

const GREETING = 'clausal: type help. for help, halt. or Ctrl-D to leave.\n\n';

/** The screen that standard output and standard error are; with colours on a terminal, unless NO_COLOR is set. */
export function standardScreen(): Screen {
  const { stdout, stderr, env } = process;
  return new Screen({
    output: (text) => stdout.write(text),
    errorOutput: (text) => stderr.write(text),
    drain: async (isToBeEmpty) => {
      for (const stream of [stdout, stderr]) {
        if (isToBeEmpty) await new Promise<void>((resolve) => stream.write('', () => resolve()));
        else if (stream.writableNeedDrain) await once(stream, 'drain');
      }
    },
    hasColours: stdout.isTTY && stderr.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
    isShared: stdout.isTTY && stderr.isTTY,
  });
}

/**
 * Does what the arguments say, with a host that writes to the screen and reads from the input, and answers the exit
 * status.
 */
export async function repl(
  host: PrologHost,
  args: ReplArguments,
  screen: Screen,
  complete: Completer,
  input: InputText = standardInput(screen),
): Promise<number> {
  try {
    return await run(host, args, screen, complete, input);
  } finally {
    await screen.flush();
  }
}

async function run(
  host: PrologHost,
  args: ReplArguments,
  screen: Screen,
  complete: Completer,
  input: InputText,
): Promise<number> {
  defineHelp(host, screen);
  const once: RunOnce = (goal) => host.query(goal, { isShown: true }).exists();
  const isInteractive = args.toplevel === undefined && process.stdin.isTTY && process.stdout.isTTY;
  const loaded = await load(host, args.files, screen);
  if (loaded !== 0 && !isInteractive) return loaded;
  const ended = await runGoals(once, host, args, screen);
  if (ended !== undefined) return ended;
  if (args.toplevel !== undefined) return runToplevel(once, args.toplevel, screen);
  if (hasMain(host, args)) return 0;
  if (isInteractive && !args.isQuiet) screen.write(GREETING);
  const dialog = isInteractive ? terminal(screen, complete, input) : new Script(input, screen);
  try {
    return await prompt(host, dialog, { isJson: args.isJson });
  } finally {
    dialog.close();
  }
}

/** The dialog with whoever is at standard input: a person at a terminal, or a script. */
export function standardDialog(screen: Screen, complete: Completer = () => []): Dialog {
  const { stdin, stdout } = process;
  const input = standardInput(screen);
  return stdin.isTTY && stdout.isTTY ? terminal(screen, complete, input) : new Script(input, screen);
}

/** Consults the files; each that cannot be loaded is told of. */
export async function load(host: PrologHost, files: readonly string[], screen: Screen): Promise<number> {
  let status = 0;
  for (const file of files) {
    try {
      await host.consult({ file });
    } catch (error) {
      const halt = haltStatus(error);
      if (halt !== undefined) return halt;
      screen.writeError(errorText(error), 'error');
      status = FAILED;
    }
  }
  return status;
}

function terminal(screen: Screen, complete: Completer, programInput: InputText): Dialog {
  const { stdin: input, stdout: output } = process;
  const history = new History(historyFile());
  return new Terminal({ input, output, screen, programInput, complete, history });
}
