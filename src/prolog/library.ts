/** The library: the Prolog text under `prolog/library/` at the top, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ClauseStore, Operators } from '../index.ts';
import { readProgram } from './program.ts';

const FOLDER = new URL('../../prolog/library/', import.meta.url);

let store: ClauseStore | undefined;

/** The clauses of the library, which nobody changes. */
export function libraryStore(): ClauseStore {
  if (store !== undefined) return store;
  const clauses = new ClauseStore();
  for (const file of readdirSync(FOLDER).sort()) {
    const path = fileURLToPath(new URL(file, FOLDER));
    const items = readProgram(
      { text: readFileSync(path, 'utf8'), name: path, isFile: true },
      Operators.swi(),
    );
    for (const { kind, term } of items) if (kind === 'clause') clauses.assertz(term);
  }
  store = clauses;
  return store;
}
