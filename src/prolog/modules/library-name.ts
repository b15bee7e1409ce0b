/** What `library(http/html_write)` is called: `http/html_write`. */
import { Atom, Compound, deref, type Term } from '../../index.ts';

/** Undefined for what is no library. */
export function libraryName(term: Term): string | undefined {
  const library = deref(term);
  if (!(library instanceof Compound && library.name === 'library' && library.args.length === 1)) {
    return undefined;
  }
  return pathOf(deref(library.args[0]!));
}

function pathOf(term: Term): string | undefined {
  if (term instanceof Atom) return term.name;
  if (!(term instanceof Compound && term.name === '/' && term.args.length === 2)) return undefined;
  const [folder, name] = term.args.map((part) => pathOf(deref(part)));
  return folder !== undefined && name !== undefined ? `${folder}/${name}` : undefined;
}
