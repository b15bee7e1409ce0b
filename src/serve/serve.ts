/** The command `clausal serve`: loads a SWI-Prolog web application, serves it, and runs until somebody ends it. */
import { SessionEngine } from '../index.ts';
import type { WebHost } from '../prolog/tau.ts';
import {
  engineCompleter,
  errorText,
  FAILED,
  hostFor,
  load,
  repl,
  runGoals,
  type Screen,
  standardInput,
  standardScreen,
} from '../repl/index.ts';
import type { ServeArguments } from './arguments.ts';
import { Listeners } from './listeners.ts';
import { ProgramSessions } from './program-sessions.ts';
import { Watch } from './watch.ts';

/** Does what the arguments say, and answers the exit status. */
export async function serve(args: ServeArguments): Promise<number> {
  const { program, profile } = args;
  const screen = standardScreen();
  const input = standardInput(screen);
  const engine = new SessionEngine({ profile });
  const prolog = await hostFor(program, engine, {
    argv: program.programArguments,
    input,
    output: (text: string) => screen.write(text),
    errorOutput: (text: string) => screen.writeError(text),
  });
  const sessions = new ProgramSessions(prolog, engine);
  const listeners = new Listeners({
    answer: (port) => sessions.around(prolog.handler(port)),
    refuse: prolog.refuser(),
    port: args.port,
    started: (url) => {
      if (!program.isQuiet) screen.writeError(`% Started server at ${url}\n`, 'comment');
    },
  });
  const watch = new Watch(prolog, screen, () => sessions.look());
  const halted = new Promise<number>((resolve) => prolog.onHalt(resolve));
  try {
    const ended = await begin(prolog, listeners, sessions, args, screen);
    if (ended !== undefined) return ended;
    if (args.isWatching) await watch.begin();
    return await Promise.race([halted, signalled(), talk()]);
  } finally {
    watch.close();
    await listeners.close();
    await prolog.close();
    await engine.close().catch((error: unknown) => screen.writeError(errorText(error), 'error'));
    await screen.flush();
  }

  /** The prompt on what runs now, which ends it when it is left; without one, nothing. */
  function talk(): Promise<number> {
    const wantsPrompt = args.wantsPrompt ?? (process.stdin.isTTY && process.stdout.isTTY);
    if (!wantsPrompt && program.toplevel === undefined) return new Promise(() => {});
    const complete = engineCompleter(engine, prolog.predicates());
    return repl(prolog, { ...program, files: [], goals: [], isLoadedOnly: true }, screen, complete, input);
  }
}

/** Has the program begin to serve; the exit status where it does not. */
async function begin(
  prolog: WebHost,
  listeners: Listeners,
  sessions: ProgramSessions,
  args: ServeArguments,
  screen: Screen,
): Promise<number | undefined> {
  const ended = await run(prolog, args, screen);
  if (ended !== undefined) return ended;
  await sessions.look();
  try {
    await listeners.follow(prolog.servers);
  } catch (error) {
    screen.writeError(`clausal: ${listenText(error as NodeJS.ErrnoException)}\n`, 'error');
    return FAILED;
  }
  if (listeners.isEmpty && args.wantsPrompt !== true && args.program.toplevel === undefined) {
    screen.writeError(`clausal: ${NOTHING_SERVED}\n`, 'error');
    return FAILED;
  }
  prolog.servers.onChange(() => {
    listeners.follow(prolog.servers).catch((error) => {
      screen.writeError(`clausal: ${listenText(error as NodeJS.ErrnoException)}\n`, 'error');
    });
  });
  return undefined;
}

const NOTHING_SERVED =
  'the program started no server; -g GOAL runs the goal that does, or --port N serves its handlers at N';

/** Loads the files and runs the goals; the exit status where that is the end. */
async function run(
  prolog: WebHost,
  { program, port }: ServeArguments,
  screen: Screen,
): Promise<number | undefined> {
  const loaded = await load(prolog, program.files, screen);
  if (loaded !== 0) return loaded;
  const ended = await runGoals(prolog.begin.bind(prolog), prolog, program, screen);
  if (ended !== undefined) return ended;
  if (port !== undefined && [...prolog.servers].length === 0) {
    await prolog.begin(
      `use_module(library(http/thread_httpd)), use_module(library(http/http_dispatch)),
       thread_httpd:http_server(http_dispatch:http_dispatch, [port(${port})])`,
    );
  }
  return undefined;
}

/** Why a port could not be listened at. */
function listenText(error: NodeJS.ErrnoException & { port?: number }): string {
  const { code, port, message } = error;
  if (code === 'EADDRINUSE') return `port ${port} is in use; --port N takes another`;
  if (code === 'EACCES') return `no permission to listen at port ${port}; --port N takes another`;
  return code === undefined ? errorText(error) : message;
}

/** Resolves with the exit status when the process is asked to end. */
function signalled(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(0));
  });
}
