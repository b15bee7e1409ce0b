/** The command line of `clausal serve`: what `clausal repl` takes, and how to serve. */
import {
  isOption,
  optionValue,
  type ReplArguments,
  replArguments,
  UsageError,
  valueBehind,
} from '../repl/index.ts';

export interface ServeArguments {
  readonly program: ReplArguments;
  /** In place of the port that the program asks for first. */
  readonly port: number | undefined;
  readonly isWatching: boolean;
  readonly profile: 'swi' | 'web';
  /** Whether there is to be a prompt; undefined: at a terminal. */
  readonly wantsPrompt: boolean | undefined;
}

export const SERVE_USAGE = `usage: clausal serve [option …] file.pl … [argument …] [-- argument …]

  -g GOAL       run a goal when the files are loaded, such as the one that starts the server; may be repeated
  --port N      listen at this port, whatever the program asks for
  --watch       load files again when they are changed; sessions stay
  --profile P   defaults of the settings of sessions: swi (default) or web
  --repl        a prompt on the running application, also where there is no terminal; --no-repl for none
  --engine E    swipl (default), SWI-Prolog itself in WebAssembly, or tau, for applications that need no more than lists,
                strings, sessions, html_write, http_dispatch and http_parameters
  --stack-limit=SIZE  what the stacks of a handler may take: 256m
  -q            without a word about servers that are started, and no greeting
  -s, -l, -t, -h  as clausal repl and swipl have them

Listens at the ports that the program asks for by http_server/2, and runs until it gets a signal or the program calls
halt/0,1. Requests are answered one at a time, and have sessions. A program finds its arguments in the flag argv.
The exit status is 1 where a file cannot be loaded, a goal fails, nothing asks for a port or one is in use, 2 where a
goal ends with an error.
`;

/** @throws UsageError, saying which argument is wrong and what was expected. */
export function serveArguments(words: readonly string[]): ServeArguments {
  const others: string[] = [];
  let port: number | undefined;
  let isWatching = false;
  let profile: ServeArguments['profile'] = 'swi';
  let wantsPrompt: boolean | undefined;
  const end = words.indexOf('--') < 0 ? words.length : words.indexOf('--');
  for (let i = 0; i < end; i++) {
    const word = words[i]!;
    const next = (what: string) => valueBehind(word, i + 1 < end ? words[++i] : undefined, what);
    if (isOption(word, '--port')) port = portOf(optionValue(word, next));
    else if (isOption(word, '--profile')) profile = profileOf(optionValue(word, next));
    else if (word === '--watch') isWatching = true;
    else if (word === '--repl' || word === '--no-repl') wantsPrompt = word === '--repl';
    else others.push(word);
  }
  const program = replArguments([...others, ...words.slice(end)], 'swipl');
  if (
    !program.wantsHelp &&
    !program.wantsVersion &&
    program.files.length === 0 &&
    program.goals.length === 0
  ) {
    throw new UsageError('serve: a file was expected');
  }
  return { program, port, isWatching, profile, wantsPrompt };
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`--port ${text}: a port number was expected`);
  return port;
}

function profileOf(name: string): ServeArguments['profile'] {
  if (name !== 'swi' && name !== 'web') throw new UsageError(`--profile ${name}: swi or web was expected`);
  return name;
}
