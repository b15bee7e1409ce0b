/** The names of files: their parts, and what they are from the root on. Nothing here looks at the files. */
import { basename, dirname, isAbsolute, normalize, relative, resolve } from 'node:path';
import {
  Atom,
  deref,
  domainError,
  instantiationError,
  saying,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { atomicText, textOf } from './text.ts';
import { matchesWildcard } from './wildcard.ts';

export const fileNamePredicates: PredicateTable = {
  'file_base_name/2': (file) => {
    const name = fileName(file!);
    return [file!, new Atom(/^\/+$/.test(name) ? name : basename(name))];
  },
  'file_directory_name/2': (file) => [file!, new Atom(dirname(fileName(file!)))],
  'file_name_extension/3': (base, extension, file) => baseAndExtension(base!, extension!, file!),
  'is_absolute_file_name/1': (file) => isAbsolute(fileName(file!)),
  'prolog_to_os_filename/2': (file, name) => {
    const known = deref(file!) instanceof Var ? name! : file!;
    const atom = new Atom(fileName(known));
    return [atom, atom];
  },
  'wildcard_match/2': (pattern, text) => matchesWildcard(textOf(pattern!), textOf(text!)),
};

/** Those of the library. */
export const otherFileNamePredicates: PredicateTable = {
  'directory_file_path/3': (folder, file, path) => {
    if (!(deref(folder!) instanceof Var || deref(file!) instanceof Var)) {
      const [inside, name] = [fileName(folder!), fileName(file!)];
      const whole = isAbsolute(name) || inside === '.' ? name : `${inside.replace(/\/$/, '')}/${name}`;
      return [folder!, file!, new Atom(whole)];
    }
    const whole = fileName(path!);
    return [new Atom(dirname(whole)), new Atom(basename(whole)), path!];
  },
  'relative_file_name/3': (path, base, relativePath) => {
    if (deref(path!) instanceof Var) {
      return [new Atom(resolve(dirname(fileName(base!)), fileName(relativePath!))), base!, relativePath!];
    }
    const from = dirname(resolve(fileName(base!)));
    return [path!, base!, new Atom(relative(from, resolve(fileName(path!))))];
  },
};

/**
 * The name that a term gives a file.
 * @throws PrologError `instantiation_error`, `type_error(text, Term)`, `domain_error(file_name, Term)`
 */
export function fileName(term: Term): string {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  const text = atomicText(value);
  if (text === undefined) throw typeError('text', value);
  if (text.includes('\0')) throw domainError('file_name', value, saying('file name contains a 0-code'));
  return text;
}

/** A name from the root on. */
export function absoluteName(name: string, folder = '.'): string {
  return normalize(resolve(folder, name)).replace(/(.)\/$/, '$1');
}

/** A name with an extension, which is not given it twice; `.pl` and `pl` are the same one. */
export function withExtension(name: string, extension: string): string {
  const end = extension.replace(/^\./, '');
  return end === '' || name.endsWith(`.${end}`) ? name : `${name}.${end}`;
}

const EXTENSION = /^(.*)\.([^./]*)$/su;

function baseAndExtension(base: Term, extension: Term, file: Term): Outcome {
  if (deref(base) instanceof Var) {
    const name = fileName(file);
    const [, start = name, end = ''] = EXTENSION.exec(name) ?? [];
    const wanted = deref(extension);
    if (wanted instanceof Var) return [new Atom(start), new Atom(end), file];
    return fileName(wanted).replace(/^\./, '') === end && [new Atom(start), extension, file];
  }
  return [base, extension, new Atom(withExtension(fileName(base), fileName(extension)))];
}
