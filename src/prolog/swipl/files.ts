/** What an interpreter finds in its file system: clausal's own library, and the files of this machine. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostFiles } from './host-files.ts';
import type { FileSystem } from './interpreter.ts';

/** Where clausal's own library is. */
export const LIBRARY = '/clausal';

/** Where temporary files are: in memory, since all interpreters give them the same names. */
export const TEMPORARY = `${LIBRARY}/tmp`;

const PROLOG = fileURLToPath(new URL('../../../prolog', import.meta.url));

/** A part of library(http/http_session) that all hosts have. */
const SHARED = ['http_session_hooks.pl'];

/** Folders of an interpreter's own, which those of this machine do not hide. */
const OWN = new Set(['dev', 'proc', 'sys', 'swipl', 'clausal']);

/** Puts clausal's library where interpreters look for libraries. */
export function installLibrary(fs: FileSystem): void {
  fs.mkdirTree(TEMPORARY);
  const source = join(PROLOG, 'swipl');
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const to = LIBRARY + from.slice(source.length);
    if (entry.isDirectory()) fs.mkdirTree(to);
    else fs.writeFile(to, readFileSync(from, 'utf8'));
  }
  for (const name of SHARED) {
    fs.writeFile(`${LIBRARY}/http/${name}`, readFileSync(join(PROLOG, 'library', name), 'utf8'));
  }
}

/** Lets programs find the files of this machine, from the folder that is current here. */
export function mountFiles(fs: FileSystem, isReadOnly: boolean): void {
  const files = hostFiles(fs, isReadOnly);
  for (const name of readdirSync('/')) {
    const root = `/${name}`;
    if (OWN.has(name) || !statSync(root, { throwIfNoEntry: false })?.isDirectory()) continue;
    fs.mkdirTree(root);
    fs.mount(files, { root }, root);
  }
  fs.chdir(process.cwd());
}
