/** The command lines of `clausal dump` and `clausal load`. */
import { isOption, optionValue, UsageError, valueBehind } from '../repl/index.ts';
import type { LoadOptions } from './load-sessions.ts';

/** Where sessions are kept. */
export type StorageArguments =
  | { readonly kind: 'lmdb'; readonly path: string }
  | {
      readonly kind: 'redis';
      readonly url: string;
      readonly prefix: string | undefined;
      readonly cluster: boolean;
    };

export interface DumpArguments {
  readonly wantsHelp: false;
  readonly storage: StorageArguments;
  /** Undefined for standard output, or standard input. */
  readonly file: string | undefined;
}

export interface LoadArguments extends DumpArguments {
  readonly ifThere: LoadOptions['ifThere'];
  readonly withExpired: boolean;
}

const STORAGE_USAGE = `  STORAGE is lmdb:PATH, as in lmdb:./sessions.mdb, or the URL of a Redis or Valkey server, redis://user:password@host:6379/0,
  rediss:// for TLS.

  --prefix P   what the keys in Redis begin with; default clausal
  --cluster    the server is a Redis Cluster
`;

export const DUMP_USAGE = `usage: clausal dump [option …] STORAGE [FILE]

  Writes all sessions of a storage, which may be in use, as Prolog text: facts that SWI-Prolog can consult and clausal load
  puts into a storage again. Without FILE, or with -, to standard output.

${STORAGE_USAGE}  -h, --help   this text

The exit status is 1 when the sessions cannot be read or the text cannot be written.
`;

export const LOAD_USAGE = `usage: clausal load [option …] STORAGE [FILE]

  Puts the sessions of a dump into a storage, which may be in use, each of them whole or not at all. Without FILE, or with
  -, from standard input. Sessions whose time is up are left out.

${STORAGE_USAGE}  --replace    a session that is there already ends first
  --skip       a session that is there already stays as it is
  --all        also sessions whose time is up
  -h, --help   this text

The exit status is 1 when the text is wrong, a session is there already or cannot be stored; then nothing is loaded of what
follows, and what was loaded before stays.
`;

/** @throws UsageError, saying which argument is wrong and what was expected. */
export function dumpArguments(words: readonly string[]): DumpArguments | { readonly wantsHelp: true } {
  const { flags, ...others } = read('dump', words, []);
  return flags.has('--help') ? { wantsHelp: true } : { wantsHelp: false, ...named('dump', others) };
}

/** @throws UsageError, saying which argument is wrong and what was expected. */
export function loadArguments(words: readonly string[]): LoadArguments | { readonly wantsHelp: true } {
  const { flags, ...others } = read('load', words, ['--replace', '--skip', '--all']);
  if (flags.has('--help')) return { wantsHelp: true };
  if (flags.has('--replace') && flags.has('--skip')) {
    throw new UsageError('load: --replace and --skip; one of the two was expected');
  }
  const ifThere = flags.has('--replace') ? 'replace' : flags.has('--skip') ? 'skip' : 'refuse';
  return { wantsHelp: false, ...named('load', others), ifThere, withExpired: flags.has('--all') };
}

interface Words {
  readonly names: readonly string[];
  readonly prefix: string | undefined;
  readonly cluster: boolean;
}

function read(
  command: string,
  words: readonly string[],
  allowed: readonly string[],
): Words & { readonly flags: ReadonlySet<string> } {
  const names: string[] = [];
  const flags = new Set<string>();
  let prefix: string | undefined;
  let cluster = false;
  let areOptions = true;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!areOptions || !/^-./.test(word)) names.push(word);
    else if (word === '--') areOptions = false;
    else if (word === '-h' || word === '--help') flags.add('--help');
    else if (word === '--cluster') cluster = true;
    else if (isOption(word, '--prefix')) {
      prefix = optionValue(word, () => valueBehind(word, words[++i], 'a text'));
    } else if (allowed.includes(word)) flags.add(word);
    else throw new UsageError(`${command}: unknown option ${word}`);
  }
  return { names, flags, prefix, cluster };
}

function named(command: string, { names, prefix, cluster }: Words): Omit<DumpArguments, 'wantsHelp'> {
  const [storage, file, ...others] = names;
  if (storage === undefined) throw new UsageError(`${command}: a storage was expected`);
  if (others.length > 0) {
    throw new UsageError(`${command}: ${others.join(' ')}: nothing was expected behind the file`);
  }
  return { storage: storageOf(command, storage, prefix, cluster), file: file === '-' ? undefined : file };
}

function storageOf(
  command: string,
  text: string,
  prefix: string | undefined,
  cluster: boolean,
): StorageArguments {
  if (/^rediss?:\/\//.test(text)) return { kind: 'redis', url: text, prefix, cluster };
  const [, path] = /^lmdb:(.+)$/s.exec(text) ?? [];
  if (path === undefined) {
    // It may be a URL with a password.
    const shown = text.replace(/^(\w+:\/*)?.*@/s, (_, scheme = '') => `${scheme}***@`);
    throw new UsageError(`${command}: ${shown}: lmdb:PATH, redis://… or rediss://… was expected`);
  }
  if (prefix !== undefined || cluster) {
    throw new UsageError(`${command}: ${prefix === undefined ? '--cluster' : '--prefix'} is for Redis only`);
  }
  return { kind: 'lmdb', path };
}
