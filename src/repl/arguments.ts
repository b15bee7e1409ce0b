/**
 * The command line of `clausal repl`, which takes what `swipl` takes. Here options may also follow files; what else
 * follows one is for the program.
 */

export interface ReplArguments {
  /** Without a greeting, and without a word where a `-g` goal fails. */
  readonly isQuiet: boolean;
  readonly isJson: boolean;
  /** Goals to run when the files are loaded. */
  readonly goals: readonly string[];
  /** What to run then in place of the prompt. */
  readonly toplevel: string | undefined;
  readonly files: readonly string[];
  /** Whether a program that has a `main` is to be loaded without running that. */
  readonly isLoadedOnly: boolean;
  /** What the program finds in the flag `argv`. */
  readonly programArguments: readonly string[];
  /** Which interpreter runs the program. */
  readonly engine: 'tau' | 'swipl';
  /** Bytes that the stacks of `swipl` may take; undefined: its default. */
  readonly stackLimit: number | undefined;
  readonly wantsHelp: boolean;
  readonly wantsVersion: boolean;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const REPL_USAGE = `usage: clausal repl [option …] [file.pl …] [argument …] [-- argument …]

  -g GOAL      run a goal when the files are loaded; may be repeated
  -t GOAL      run a goal in place of the prompt and leave: -t halt
  -s FILE      load a file
  -l FILE      load a file, and do not run what it has for initialization(Goal, main)
  -q, --quiet  no greeting
  --engine E   tau (default) or swipl, SWI-Prolog itself in WebAssembly
  --stack-limit=SIZE  what swipl's stacks may take: 256m
  --json       a line of JSON for each solution
  --version    the version of clausal
  -h, --help   this text

A program finds its arguments in the flag argv: what follows --, or a file, without being an option or a .pl file.
The exit status is 1 when a goal of -g or -t fails, 2 when it ends with an error, and that of halt/1.
`;

/** Options of swipl that change nothing here. */
const WITHOUT_EFFECT = /^(?:-O|--(?:no-?)?(?:tty|packs|signals|threads|debug|pce)|--quiet=false)$/;

/** @throws UsageError, saying which argument is wrong and what was expected. */
export function replArguments(
  words: readonly string[],
  defaultEngine: ReplArguments['engine'] = 'tau',
): ReplArguments {
  const goals: string[] = [];
  const files: string[] = [];
  let toplevel: string | undefined;
  let isLoadedOnly = false;
  let engine = defaultEngine;
  let stackLimit: number | undefined;
  const found = { isQuiet: false, isJson: false, wantsHelp: false, wantsVersion: false };
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i]!;
    const value = (what: string): string => valueBehind(word, words[++i], what);
    if (word === '--') {
      i++;
      break;
    }
    if (word === '-g') goals.push(value('a goal'));
    else if (word === '-t') toplevel = value('a goal');
    else if (word === '-s') files.push(value('a file'));
    else if (word === '-l') {
      files.push(value('a file'));
      isLoadedOnly = true;
    } else if (word === '-f') withInitialization(value('a file'), files);
    else if (word === '-q' || word === '--quiet') found.isQuiet = true;
    else if (isOption(word, '--engine')) engine = engineOf(optionValue(word, value));
    else if (isOption(word, '--stack-limit')) stackLimit = bytesOf(optionValue(word, value));
    else if (word === '--json') found.isJson = true;
    else if (word === '-h' || word === '--help') found.wantsHelp = true;
    else if (word === '--version') found.wantsVersion = true;
    else if (isFile(word, files)) files.push(word);
    else if (files.length > 0) break;
    else if (!WITHOUT_EFFECT.test(word)) throw new UsageError(`unknown option ${word}`);
  }
  const programArguments = words.slice(i);
  return { ...found, goals, files, toplevel, isLoadedOnly, engine, stackLimit, programArguments };
}

/** The first word that is no option is a file whatever its name. */
function isFile(word: string, files: readonly string[]): boolean {
  return !/^-./.test(word) && (files.length === 0 || word.endsWith('.pl'));
}

/** The user's own file comes before the others; `none` says that there is none. */
function withInitialization(file: string, files: string[]): void {
  if (file !== 'none') files.unshift(file);
}

/** `--name value` or `--name=value`. */
export function isOption(word: string, name: string): boolean {
  return word === name || word.startsWith(`${name}=`);
}

/** What an option says behind its `=`, or in the next word. */
export function optionValue(word: string, next: (what: string) => string): string {
  const equals = word.indexOf('=');
  return equals < 0 ? next('a value') : word.slice(equals + 1);
}

function engineOf(name: string): ReplArguments['engine'] {
  if (name !== 'tau' && name !== 'swipl') throw new UsageError(`--engine ${name}: tau or swipl was expected`);
  return name;
}

/** A number of bytes as `swipl` takes it: `512m`. */
function bytesOf(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([bkmg]?)$/i.exec(text) ?? [];
  if (digits === undefined) throw new UsageError(`--stack-limit ${text}: a size such as 512m was expected`);
  return Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase().replace('b', ''));
}

export function valueBehind(option: string, value: string | undefined, what: string): string {
  if (value === undefined) throw new UsageError(`option ${option}: ${what} was expected behind it`);
  return value;
}
