/**
 * Looks at a file before LMDB does, which trusts what it opens: it ends the process at one that it has not written, and at the
 * first read from one that was cut short.
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { codeOf } from './failure.ts';

/** What the header of an LMDB file begins with, in the order of bytes of the machine. */
const MAGIC = [Buffer.of(0xde, 0xc0, 0xef, 0xbe), Buffer.of(0xbe, 0xef, 0xc0, 0xde)];
const FORMAT = 2;

/** Where things are in each of the two headers, of which the newer one counts; and how long they are. */
const AT = { magic: 24, format: 28, pageSize: 48, freeRoot: 88, mainRoot: 136, transaction: 152, end: 160 };

/** Whether a path is that of a folder: LMDB takes what has an extension for the file itself. */
export function isFolder(path: string): boolean {
  return extname(path) === '';
}

/** The file at a path. */
export function dataFile(path: string): string {
  return isFolder(path) ? join(path, 'data.mdb') : path;
}

/** The file beside it by which LMDB locks it. */
function lockFile(path: string): string {
  return isFolder(path) ? join(path, 'lock.mdb') : `${path}-lock`;
}

/**
 * Makes the folder of a file when it is not there, and checks that it can be written and that the file is one of LMDB.
 * @throws Error that says what is there and what was expected
 */
export function checkFile(path: string): void {
  const file = dataFile(path);
  const folder = dirname(file);
  makeFolder(folder);
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  // LMDB ends the process at a lock that it may not write.
  if (existsSync(lockFile(path))) accessSync(lockFile(path), constants.R_OK | constants.W_OK);
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) {
    throw new Error('it is a folder; a file was expected, as the name has an extension');
  }
  accessSync(file, constants.R_OK | constants.W_OK);
  const opened = openSync(file, 'r');
  try {
    checkHeaders(opened);
  } finally {
    closeSync(opened);
  }
}

/** Makes a folder, and those that it is in, when they are not there: one by one, as all at once hides why it cannot be done. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function checkHeaders(file: number): void {
  const first = header(file, 0);
  if (first.length === 0) return;
  if (first.length < AT.end || !isMagic(first)) {
    throw new Error('it is not an LMDB file (MDB_INVALID)');
  }
  // On machines of the other order of bytes LMDB is left to it.
  if (first[AT.magic] !== 0xde) return;
  const format = first.readUInt16LE(AT.format);
  if (format !== FORMAT) throw new Error(`format ${format} (MDB_VERSION_MISMATCH)`);
  const pageSize = first.readUInt32LE(AT.pageSize);
  const second = header(file, pageSize);
  if (second.length < AT.end || !isMagic(second)) {
    throw new Error('its second header is missing (MDB_CORRUPTED)');
  }
  const transaction = (bytes: Buffer) => bytes.readBigUInt64LE(AT.transaction);
  const newer = transaction(second) > transaction(first) ? second : first;
  // Pages are written before the header that points at them, so that the length is asked for after it.
  const pages = BigInt(Math.floor(fstatSync(file).size / pageSize));
  for (const at of [AT.freeRoot, AT.mainRoot]) {
    const root = newer.readBigInt64LE(at);
    if (root >= pages) throw new Error(`it ends after ${pages} pages, before page ${root} (MDB_CORRUPTED)`);
  }
}

function isMagic(bytes: Buffer): boolean {
  const magic = bytes.subarray(AT.magic, AT.magic + 4);
  return MAGIC.some((known) => known.equals(magic));
}

function header(file: number, position: number): Buffer {
  const bytes = Buffer.alloc(AT.end);
  return bytes.subarray(0, readSync(file, bytes, 0, AT.end, position));
}
