/** Files by aliases: `Alias(Name)` is below each folder that the program's `file_search_path/2` has for the alias. */
import { Atom, Compound, compound, deref, type Term, Var } from '../../index.ts';
import type { Environment } from '../environment.ts';
import { fileName } from './file-names.ts';

/** So many aliases may stand for each other. */
const DEEPEST = 16;

/**
 * The names that a term can mean, in the order in which they are tried: that of a text, or those of an alias.
 * @throws PrologError `type_error(text, Term)`, as {@link fileName}
 */
export function namesOf(term: Term, environment: Environment): string[] {
  const file = deref(term);
  return isAliased(file) ? [...belowAlias(file, environment, 0)] : [fileName(file)];
}

function isAliased(file: Term): file is Compound {
  return file instanceof Compound && file.args.length === 1;
}

function* belowAlias({ name, args }: Compound, environment: Environment, depth: number): Generator<string> {
  const { engine } = environment;
  if (depth > DEEPEST || engine.store.kindOf('file_search_path', 2) === undefined) return;
  const local = localName(args[0]!);
  const goal = compound('file_search_path', [new Atom(name), new Var('Folder')]);
  for (const { terms } of engine.query(goal)) {
    const folder = deref((terms as Record<string, Term>).Folder!);
    const folders = isAliased(folder) ? belowAlias(folder, environment, depth + 1) : [fileName(folder)];
    for (const above of folders) yield `${above.replace(/\/$/, '')}/${local}`;
  }
}

/** `a/b` is a name, too. */
function localName(term: Term): string {
  const name = deref(term);
  const isBelow = name instanceof Compound && name.name === '/' && name.args.length === 2;
  return isBelow ? name.args.map(localName).join('/') : fileName(name);
}
