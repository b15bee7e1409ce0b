/** The errors of the storage in LMDB: what was asked for, where, what LMDB says to it, and what was expected instead. */
import { domainError, saying } from '../../term/error.ts';
import { Atom } from '../../term/term.ts';
import { LONGEST_ID } from './keys.ts';

/** What to say of what LMDB or the system says, by a word in it. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/permission denied|EACCES|EPERM|not permitted/i, 'a place that this process may write was expected'],
  [/read-only|EROFS/i, 'a file system that can be written was expected'],
  [
    /no space left|ENOSPC|MDB_MAP_FULL|disk quota|EDQUOT/i,
    'more space was expected; what was stored before is as it was',
  ],
  [/input\/output error|EIO/i, 'the disk is full, or damaged; what was stored before is as it was'],
  [/MDB_INVALID|not an LMDB file/i, 'a file that LMDB has written, or none, was expected'],
  [/MDB_VERSION_MISMATCH/i, 'a file of another release of LMDB; one of its format 2 was expected'],
  [/MDB_CORRUPTED|MDB_PAGE_NOTFOUND|MDB_PROBLEM|MDB_PANIC/i, 'the file is damaged; a backup is needed'],
  [/MDB_READERS_FULL/i, 'too many processes and threads read it at once'],
];

/** The error of something that could not be done. */
export function failure(path: string, action: string, cause: unknown): Error {
  const said = cause instanceof Error ? cause.message : String(cause);
  const advice = ADVICE.find(([word]) => word.test(said))?.[1];
  const message = `${path}: cannot ${action}: ${said}${advice === undefined ? '' : ` (${advice})`}`;
  const code = codeOf(cause);
  return Object.assign(new Error(message, { cause }), code === undefined ? {} : { code });
}

/** The error of an id that cannot be a key. */
export function unfitId(id: string): Error {
  const shown = id.length > 40 ? `${id.slice(0, 40)}…` : id;
  return domainError(
    'session_id',
    new Atom(shown),
    saying(`an id of 1 to ${LONGEST_ID} bytes without NUL and lone surrogates was expected`),
  );
}

/** The code of an error of the system, if it has one. */
export function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
