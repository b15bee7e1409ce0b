/** The command line of `clausal repl`, which takes what `swipl` takes; here options may also follow files. */

export interface ReplArguments {
  /** Without a greeting, and without a word where a `-g` goal fails. */
  readonly isQuiet: boolean;
  readonly isJson: boolean;
  /** Goals to run when the files are loaded. */
  readonly goals: readonly string[];
  /** What to run then in place of the prompt. */
  readonly toplevel: string | undefined;
  readonly files: readonly string[];
  /** What follows `--`, for the program. */
  readonly programArguments: readonly string[];
  readonly wantsHelp: boolean;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const REPL_USAGE = `usage: clausal repl [option …] [file.pl …] [-- argument …]

  -g GOAL      run a goal when the files are loaded; may be repeated
  -t GOAL      run a goal in place of the prompt and leave: -t halt
  -q, --quiet  no greeting
  --json       a line of JSON for each solution
  -h, --help   this text

The exit status is 1 when a goal of -g or -t fails, 2 when it ends with an error, and that of halt/1.
`;

/** @throws UsageError, saying which argument is wrong and what was expected. */
export function replArguments(words: readonly string[]): ReplArguments {
  const goals: string[] = [];
  const files: string[] = [];
  const end = words.indexOf('--');
  const given = end < 0 ? words : words.slice(0, end);
  let toplevel: string | undefined;
  let isQuiet = false;
  let isJson = false;
  let wantsHelp = false;
  for (let i = 0; i < given.length; i++) {
    const word = given[i]!;
    switch (word) {
      case '-g':
        goals.push(goalBehind(word, given[++i]));
        break;
      case '-t':
        toplevel = goalBehind(word, given[++i]);
        break;
      case '-q':
      case '--quiet':
        isQuiet = true;
        break;
      case '--json':
        isJson = true;
        break;
      case '-h':
      case '--help':
        wantsHelp = true;
        break;
      default:
        if (/^-./.test(word)) throw new UsageError(`unknown option ${word}`);
        files.push(word);
    }
  }
  const programArguments = end < 0 ? [] : words.slice(end + 1);
  return { isQuiet, isJson, goals, toplevel, files, programArguments, wantsHelp };
}

function goalBehind(option: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`option ${option}: a goal was expected behind it`);
  return value;
}
