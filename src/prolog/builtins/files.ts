/** Files and folders: what is known of them, making and removing them, and reading files whole. */
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  type Stats,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  Atom,
  deref,
  domainError,
  existenceError,
  float,
  int,
  list,
  permissionError,
  properList,
  readTerms,
  Str,
  type Term,
  Var,
} from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import { FileOutput, fileText } from '../file-stream.ts';
import type { Outcome } from '../host.ts';
import { OutputStream } from '../output-stream.ts';
import { nameOf } from './arguments.ts';
import { namesOf } from './file-aliases.ts';
import { trying } from './file-error.ts';
import { absoluteName, fileName, withExtension } from './file-names.ts';
import { encodingOf } from './opening.ts';
import { nameIn, type Options, optionsIn } from './options.ts';
import { textTerm } from './text.ts';

export function filePredicates(environment: Environment): PredicateTable {
  const { streams, temporaryFiles } = environment;
  return {
    'exists_file/1': (file) => statOf(file!)?.isDirectory() === false,
    'exists_directory/1': (folder) => statOf(folder!)?.isDirectory() === true,
    'access_file/2': (file, mode) => hasAccess(file!, mode!),
    'size_file/2': (file) => [file!, int(statedOf(file!).size)],
    'time_file/2': (file) => [file!, float(statedOf(file!).mtimeMs / 1000)],
    'same_file/2': (a, b) => {
      const [first, second] = [statOf(a!), statOf(b!)];
      if (first === undefined || second === undefined) return fileName(a!) === fileName(b!);
      return first.ino === second.ino && first.dev === second.dev;
    },
    'directory_files/2': (folder) => [
      folder!,
      list(
        trying(() => ['.', '..', ...readdirSync(fileName(folder!))], {
          by: 'directory_files/2',
          kind: 'file',
          action: 'access',
          file: folder!,
        }).map((name) => new Atom(name)),
      ),
    ],
    'delete_file/1': (file) =>
      void trying(() => unlinkSync(fileName(file!)), {
        by: 'delete_file/1',
        kind: 'file',
        action: 'delete',
        file: file!,
      }),
    'rename_file/2': (from, to) =>
      void trying(() => renameSync(fileName(from!), fileName(to!)), {
        by: 'rename_file/2',
        kind: 'file',
        action: 'rename',
        file: from!,
      }),
    'make_directory/1': (folder) =>
      void trying(() => mkdirSync(fileName(folder!)), {
        by: 'make_directory/1',
        kind: 'directory',
        action: 'create',
        file: folder!,
      }),
    'delete_directory/1': (folder) =>
      void trying(() => rmdirSync(fileName(folder!)), {
        by: 'delete_directory/1',
        kind: 'directory',
        action: 'delete',
        file: folder!,
      }),
    'working_directory/2': (_old, now) => {
      const here = new Atom(`${process.cwd().replace(/\/$/, '')}/`);
      const wanted = deref(now!);
      if (!(wanted instanceof Var) && absoluteName(fileName(wanted)) !== process.cwd()) {
        // It is that of the whole process, which is not the program's.
        throw permissionError('change', 'directory', wanted);
      }
      return [here, wanted instanceof Var ? here : wanted];
    },
    'absolute_file_name/2': (file) => [file!, new Atom(absoluteName(fileName(file!)))],
    'absolute_file_name/3': (file, path, options) => {
      // The older order of arguments.
      if (properList(path!) !== undefined && !(deref(path!) instanceof Var)) {
        return found(file!, path!, environment, (name) => [file!, path!, name]);
      }
      return found(file!, options!, environment, (name) => [file!, name, options!]);
    },
    'open_null_stream/1': () => [streams.handleOf(new OutputStream(() => {}))],
    'tmp_file/2': (base) => [base!, new Atom(temporaryFiles.name(fileName(base!)))],
    'tmp_file_stream/3': (first, second, third) => {
      // tmp_file_stream(Encoding, File, Stream), or with options behind those.
      const isOlder = !(deref(first!) instanceof Var);
      const name = temporaryFiles.make();
      const handle = streams.handleOf(new FileOutput(name, 'write', 'utf8'));
      return isOlder ? [first!, new Atom(name), handle] : [new Atom(name), handle, third ?? second!];
    },
  };
}

/** Those of the library. */
export function otherFilePredicates(environment: Environment): PredicateTable {
  const textIn = (file: Term, options: Term): string => {
    const encoding = encodingOf(nameIn(optionsIn(options), 'encoding'));
    return trying(() => fileText(absoluteName(fileName(file)), encoding), {
      by: 'open/4',
      kind: 'source_sink',
      action: 'open',
      file,
    });
  };
  return {
    'read_file_to_string/3': (file, _text, options) => [file!, new Str(textIn(file!, options!)), options!],
    'read_file_to_codes/3': (file, _codes, options) => {
      const tail = optionsIn(options!).get('tail');
      return [file!, textTerm(textIn(file!, options!), 'codes', tail), options!];
    },
    'read_file_to_terms/3': (file, _terms, options) => {
      const { operators, doubleQuotes } = environment;
      const tail = optionsIn(options!).get('tail');
      return [
        file!,
        list(
          Array.from(readTerms(textIn(file!, options!), { operators, doubleQuotes }), ({ term }) => term),
          tail,
        ),
        options!,
      ];
    },
  };
}

/** What the system knows of a file; undefined for one that it does not find, or does not let be seen. */
function statOf(file: Term): Stats | undefined {
  const name = fileName(file);
  try {
    return statSync(name);
  } catch {
    return undefined;
  }
}

function statedOf(file: Term): Stats {
  const stat = statOf(file);
  if (stat === undefined) throw existenceError('file', file);
  return stat;
}

const ACCESS: Readonly<Record<string, number>> = {
  read: constants.R_OK,
  write: constants.W_OK,
  append: constants.W_OK,
  execute: constants.X_OK,
  exist: constants.F_OK,
};

function hasAccess(file: Term, mode: Term): boolean {
  const name = fileName(file);
  const wanted = nameOf(mode);
  if (wanted === 'none') return true;
  if (!Object.hasOwn(ACCESS, wanted)) throw domainError('io_mode', deref(mode));
  if (canAccess(name, ACCESS[wanted]!)) return true;
  const isToBeMade = ACCESS[wanted] === constants.W_OK && statOf(file) === undefined;
  return isToBeMade && canAccess(join(name, '..'), constants.W_OK);
}

function canAccess(name: string, mode: number): boolean {
  try {
    accessSync(name, mode);
    return true;
  } catch {
    return false;
  }
}

/** The file that a name means with options; `outcome` gets its whole name. */
function found(
  file: Term,
  options: Term,
  environment: Environment,
  outcome: (name: Term) => Term[],
): Outcome {
  const chosen = optionsIn(options);
  const folder = folderIn(chosen);
  const bases = namesOf(file, environment).map((name) => absoluteName(name, folder));
  const kind = nameIn(chosen, 'file_type');
  const given = properList(chosen.get('extensions') ?? list([]))?.map((item) => fileName(item));
  const extensions = given?.length ? given : kind === 'prolog' || kind === 'source' ? ['pl', ''] : [''];
  const names = bases.flatMap((name) => extensions.map((end) => withExtension(name, end)));
  const access = nameIn(chosen, 'access') ?? 'none';
  const isFolder = kind === 'directory';
  const isThere = (path: string) => {
    if (access === 'none' && !isFolder) return true;
    const stat = statOf(new Atom(path));
    if (isFolder) return stat?.isDirectory() === true;
    return stat?.isDirectory() !== true && hasAccess(new Atom(path), new Atom(access));
  };
  const path = names.find(isThere);
  if (path !== undefined) return outcome(new Atom(path));
  if (nameIn(chosen, 'file_errors') === 'fail') return false;
  throw existenceError(isFolder ? 'directory' : 'source_sink', file);
}

/** What the option `relative_to` says: a folder, or that of a file. */
function folderIn(options: Options): string {
  const given = options.get('relative_to');
  if (given === undefined) return '.';
  const path = absoluteName(fileName(given));
  return statOf(new Atom(path))?.isDirectory() ? path : dirname(path);
}
