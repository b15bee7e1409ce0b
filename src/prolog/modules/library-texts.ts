/** Which libraries are modules with a text, and where that is: SWI-Prolog's HTTP libraries as far as they run in this host. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LibraryModule } from './library-module.ts';
import { readModule } from './module-text.ts';
import { makeKnown } from './predicate-names.ts';

/** Texts for hosts with one name space only, and those that they have in common with SWI-Prolog in WebAssembly. */
const FOLDERS = ['../../../prolog/library/', '../../../prolog/swipl/'].map(
  (folder) => new URL(folder, import.meta.url),
);

/** Those that programs may load. Of the others they are told that they do not exist. */
const FOR_PROGRAMS = new Set(
  `html_write http_client http_dispatch http_dyn_workers http_error http_exception http_header http_host http_json
   http_parameters http_path http_server http_unix_daemon http_wrapper mimetype thread_httpd`
    .split(/\s+/)
    .map((name) => `http/${name}`),
);

/** Those that do not run here, or that the host has otherwise, where modules use them. */
const NOT_HERE = new Set(
  `dcg_basics http_multipart_plugin http_open http_redis_plugin http_session http_stream json post_data`
    .split(/\s+/)
    .map((name) => `http/${name}`),
);

/** What all modules see besides what they use, and what that uses. */
const LACKING = 'lacking';
const BELOW = new Set([LACKING, 'typescript', 'message_texts']);

const read = new Map<string, LibraryModule>();

export function isForPrograms(library: string): boolean {
  return FOR_PROGRAMS.has(library);
}

/** The module of a library; undefined for a library that is none. It is read when it is wanted first. */
export function moduleOf(library: string): LibraryModule | undefined {
  const known = read.get(library);
  if (known !== undefined) return known;
  const isModule = BELOW.has(library) || (library.startsWith('http/') && !NOT_HERE.has(library));
  const file = isModule ? libraryFile(library) : undefined;
  if (file === undefined) return undefined;
  const module = readModule(file, BELOW.has(library) ? [] : [LACKING], moduleOf);
  read.set(library, module);
  makeKnown(module.name, module);
  return module;
}

/** The file of a library that is a module. */
export function libraryFile(library: string): string | undefined {
  const name = BELOW.has(library) ? `http/${library}` : library;
  return FOLDERS.map((folder) => fileURLToPath(new URL(`${name}.pl`, folder))).find(existsSync);
}
