/** Files as streams: read as a whole when they are opened, written as the program writes. */
import { closeSync, constants, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { Atom, resourceError, type Term } from '../index.ts';
import { writeError } from './builtins/file-error.ts';
import { InputStream } from './input-stream.ts';
import { OutputStream } from './output-stream.ts';

/** How the characters of a file are bytes. */
export type FileEncoding = 'utf8' | 'latin1';

export type WriteMode = 'write' | 'append' | 'update';

/** No larger file is read. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Opening a pipe, or reading a device, could keep the thread for ever. */
const NOT_WAITING = constants.O_NONBLOCK ?? 0;

export class FileInput extends InputStream {
  constructor(
    readonly file: string,
    encoding: FileEncoding,
  ) {
    super(fileText(file, encoding));
  }
}

export class FileOutput extends OutputStream {
  readonly #descriptor: number;
  /** The number of what is closed may be that of another file by now. */
  #isClosed = false;
  /** What stands for it in programs. */
  handle: Term = new Atom('');

  /** @throws Error of Node.js for a file that cannot be written */
  constructor(
    readonly file: string,
    readonly mode: WriteMode,
    encoding: FileEncoding,
  ) {
    const descriptor = openForWriting(file, mode);
    super((text) => {
      if (this.#isClosed) return;
      try {
        writeFileSync(descriptor, text, encoding);
      } catch (error) {
        throw writeError(error, this.handle);
      }
    });
    this.#descriptor = descriptor;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.#descriptor);
  }
}

/** @throws Error of Node.js for a file that cannot be read; PrologError `resource_error(memory)` */
export function fileText(file: string, encoding: FileEncoding): string {
  if (file === devNull) return '';
  const descriptor = openSync(file, constants.O_RDONLY | NOT_WAITING);
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw Object.assign(new Error('Is a directory'), { code: 'EISDIR' });
    if (!stat.isFile()) throw notAFile();
    if (stat.size > MOST_BYTES) throw resourceError('memory');
    return readFileSync(descriptor, encoding).replace(/^\ufeff/, '');
  } finally {
    closeSync(descriptor);
  }
}

const OPENING: Readonly<Record<WriteMode, number>> = {
  write: constants.O_TRUNC,
  append: constants.O_APPEND,
  update: 0,
};

function openForWriting(file: string, mode: WriteMode): number {
  const flags = constants.O_WRONLY | constants.O_CREAT | NOT_WAITING | OPENING[mode];
  const descriptor = openSync(file, flags);
  const stat = fstatSync(descriptor);
  if (stat.isFile() || stat.isCharacterDevice()) return descriptor;
  closeSync(descriptor);
  throw notAFile();
}

function notAFile(): Error {
  return Object.assign(new Error('Not a file'), { code: 'EACCES' });
}
