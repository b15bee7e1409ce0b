/** Files as streams: read as a whole when they are opened, written as the program writes. */
import { closeSync, constants, fstatSync, openSync, readFileSync, writeSync } from 'node:fs';
import { resourceError } from '../index.ts';
import { InputStream } from './input-stream.ts';
import { OutputStream } from './output-stream.ts';

/** How the characters of a file are bytes. */
export type FileEncoding = 'utf8' | 'latin1';

export type WriteMode = 'write' | 'append' | 'update';

/** No larger file is read. */
const MOST_BYTES = 256 * 1024 * 1024;

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

  /** @throws Error of Node.js for a file that cannot be written */
  constructor(
    readonly file: string,
    readonly mode: WriteMode,
    encoding: FileEncoding,
  ) {
    const descriptor = openForWriting(file, mode);
    super((text) => void writeSync(descriptor, text, null, encoding));
    this.#descriptor = descriptor;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** @throws Error of Node.js for a file that cannot be read; PrologError `resource_error(memory)` */
export function fileText(file: string, encoding: FileEncoding): string {
  // Opening or reading a pipe or a device could keep the thread for ever.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw Object.assign(new Error('Is a directory'), { code: 'EISDIR' });
    if (!stat.isFile()) throw Object.assign(new Error('Not a file'), { code: 'EACCES' });
    if (stat.size > MOST_BYTES) throw resourceError('memory');
    return readFileSync(descriptor, encoding).replace(/^\ufeff/, '');
  } finally {
    closeSync(descriptor);
  }
}

function openForWriting(file: string, mode: WriteMode): number {
  if (mode === 'append') return openSync(file, 'a');
  if (mode === 'write') return openSync(file, 'w');
  try {
    return openSync(file, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return openSync(file, 'w');
  }
}
