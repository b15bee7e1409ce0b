#!/usr/bin/env -S npx tsx
/** The command `clausal`: says which commands there are, and starts the one that is asked for. */
import { existsSync, readFileSync } from 'node:fs';
import { SessionEngine } from './index.ts';
import {
  attach,
  engineCompleter,
  hostFor,
  isOption,
  optionValue,
  REPL_USAGE,
  RemoteCompletion,
  repl,
  replArguments,
  standardDialog,
  standardInput,
  standardScreen,
  UsageError,
} from './repl/index.ts';

const USAGE = `usage: clausal COMMAND …

  serve file.pl …   serves a SWI-Prolog web application; clausal serve --help
  check file.pl …   what of such an application does not run, and where; --json for programs
  repl [file.pl …]  a Prolog prompt on an empty engine; clausal repl --help
  attach PATH       the prompt of a running server, which serves it there with serveRepl
  dump STORAGE      writes all sessions of a storage as Prolog text; clausal dump --help
  load STORAGE      puts the sessions of such a text into a storage; clausal load --help
  help              this text
  version           the version of clausal
`;

const CHECK_USAGE = `usage: clausal check [--json] [--engine tau] file.pl …

  Reads the files of a SWI-Prolog web application, and those that they load, without running them, and tells what of it
  clausal serve does not run, or clausal serve --engine tau. The exit status is 1 if there is something.
`;

const ATTACH_USAGE = `usage: clausal attach [--json] PATH

  PATH is where a server of this machine and user called serveRepl(engine, { path }).
`;

type Command = (words: readonly string[]) => number | Promise<number>;

/** Each command answers the exit status. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['serve', runServe],
  ['check', runCheck],
  ['repl', runRepl],
  ['attach', runAttach],
  ['dump', runDump],
  ['load', runLoad],
  ['help', () => print(USAGE)],
  ['--help', () => print(USAGE)],
  ['-h', () => print(USAGE)],
  ['version', () => print(`clausal ${version()}\n`)],
  ['--version', () => print(`clausal ${version()}\n`)],
]);

async function main([command, ...words]: readonly string[]): Promise<number> {
  if (command === undefined) return print(USAGE);
  const run = COMMANDS.get(command);
  if (run === undefined) return refuse(`unknown command ${command}`, USAGE);
  return run(words);
}

async function runRepl(words: readonly string[]): Promise<number> {
  try {
    const args = replArguments(words);
    if (args.wantsHelp) return print(REPL_USAGE);
    if (args.wantsVersion) return print(`clausal ${version()}\n`);
    const screen = standardScreen();
    const input = standardInput(screen);
    const engine = new SessionEngine();
    const host = await hostFor(args, engine, {
      argv: args.programArguments,
      input,
      output: (text: string) => screen.write(text),
      errorOutput: (text: string) => screen.writeError(text),
    });
    try {
      return await repl(host, args, screen, engineCompleter(engine, host.predicates()), input);
    } finally {
      await host.close();
      await engine.close();
    }
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, REPL_USAGE);
    throw error;
  }
}

async function runServe(words: readonly string[]): Promise<number> {
  const { SERVE_USAGE, serve, serveArguments } = await import('./serve/index.ts');
  try {
    const args = serveArguments(words);
    if (args.program.wantsHelp) return print(SERVE_USAGE);
    if (args.program.wantsVersion) return print(`clausal ${version()}\n`);
    return await serve(args);
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, SERVE_USAGE);
    throw error;
  }
}

/** The engine that words ask for, and the others. */
function engineIn(words: readonly string[]): { engine: string; rest: readonly string[] } {
  const at = words.findIndex((word) => isOption(word, '--engine'));
  if (at < 0) return { engine: 'swipl', rest: words };
  const word = words[at]!;
  const hasValue = word !== '--engine';
  const rest = words.filter((_, i) => i !== at && (hasValue || i !== at + 1));
  return { engine: optionValue(word, () => words[at + 1] ?? ''), rest };
}

async function runCheck(words: readonly string[]): Promise<number> {
  if (words.includes('-h') || words.includes('--help')) return print(CHECK_USAGE);
  const { engine, rest } = engineIn(words);
  const files = rest.filter((word) => word !== '--json');
  const option = files.find((word) => word.startsWith('-'));
  if (option !== undefined) return refuse(`unknown option ${option}`, CHECK_USAGE);
  if (engine !== 'tau' && engine !== 'swipl') {
    return refuse(`check: --engine ${engine}: tau or swipl was expected`, CHECK_USAGE);
  }
  if (files.length === 0) return refuse('check: a file was expected', CHECK_USAGE);
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) return refuse(`check: there is no file ${missing}`, CHECK_USAGE);
  const { portingReport, reportText, tauReport } = await import('./serve/index.ts');
  const report = await (engine === 'tau' ? tauReport : portingReport)(files);
  print(words.includes('--json') ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  return report.problems.length === 0 ? 0 : 1;
}

async function runAttach(words: readonly string[]): Promise<number> {
  const isJson = words.includes('--json');
  const [path, ...others] = words.filter((word) => word !== '--json');
  if (path === undefined || path.startsWith('-') || others.length > 0) {
    return refuse('attach: the path of a socket was expected', ATTACH_USAGE);
  }
  const screen = standardScreen();
  const completion = new RemoteCompletion();
  const dialog = standardDialog(screen, completion.complete);
  try {
    return await attach(path, dialog, { isJson, hasColours: screen.hasColours, completion });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    screen.writeError(`clausal: nobody serves a prompt at ${path} (${code})\n`, 'error');
    return 1;
  } finally {
    dialog.close();
    await screen.flush();
  }
}

async function runDump(words: readonly string[]): Promise<number> {
  const { DUMP_USAGE, dump, dumpArguments } = await import('./dump/index.ts');
  try {
    const args = dumpArguments(words);
    return args.wantsHelp ? print(DUMP_USAGE) : await dump(args);
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, DUMP_USAGE);
    throw error;
  }
}

async function runLoad(words: readonly string[]): Promise<number> {
  const { LOAD_USAGE, load, loadArguments } = await import('./dump/index.ts');
  try {
    const args = loadArguments(words);
    return args.wantsHelp ? print(LOAD_USAGE) : await load(args);
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, LOAD_USAGE);
    throw error;
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function refuse(message: string, usage: string): number {
  process.stderr.write(`clausal: ${message}\n${usage}`);
  return 2;
}

/** The status when a package is not installed that clausal needs for what was asked. */
function refuseWithout(error: NodeJS.ErrnoException): number {
  if (error.code !== 'ERR_CLAUSAL_PACKAGE') throw error;
  process.stderr.write(`clausal: ${error.message}\n`);
  return 1;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

// A reader that has seen enough, such as `head`, is no error
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
// Timers of an engine that nobody uses any more need not be waited for
main(process.argv.slice(2))
  .catch(refuseWithout)
  .then((status) => process.exit(status));
