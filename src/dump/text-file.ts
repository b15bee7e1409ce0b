/** The files of the commands: a text that is written as fast as it is taken, and bytes that are read as they are wanted. */
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, realpathSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { DumpError, reasonOf } from './dump-error.ts';

/** Whoever may read a dump can use the sessions. */
const OWNER_ONLY = 0o600;

/** Writes pieces to standard output. */
export async function writeOutput(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) await written(process.stdout, piece);
}

/**
 * Writes pieces to a file. It is in its place when it is whole; what was there before stays until then.
 * @throws DumpError when it cannot be written
 */
export async function writeFile(path: string, pieces: AsyncIterable<string>): Promise<void> {
  if (isSpecial(path)) return writeSpecial(path, pieces);
  const target = existsSync(path) ? realpathSync(path) : path; // what a symbolic link leads to
  const unfinished = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    const file = await saying(path, () => open(unfinished, 'wx', OWNER_ONLY));
    try {
      for await (const piece of pieces) await saying(path, () => file.writeFile(piece));
      await saying(path, () => file.sync());
    } finally {
      await file.close();
    }
    await saying(path, () => rename(unfinished, target));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * The bytes of a file, or of standard input, as they are asked for.
 * @throws DumpError when there is no such file
 */
export async function openInput(path: string | undefined): Promise<AsyncIterable<Uint8Array>> {
  if (path === undefined) return readBytes('standard input', process.stdin);
  try {
    return readBytes(path, (await open(path)).createReadStream());
  } catch (error) {
    throw notRead(path, error);
  }
}

async function* readBytes(name: string, stream: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const bytes of stream) yield bytes as Uint8Array;
  } catch (error) {
    throw notRead(name, error);
  }
}

/** A pipe or a device, which nothing can be put in place of. */
function isSpecial(path: string): boolean {
  return !(statSync(path, { throwIfNoEntry: false })?.isFile() ?? true);
}

async function writeSpecial(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  stream.on('error', () => undefined); // who writes is told
  try {
    for await (const piece of pieces) await saying(path, () => written(stream, piece));
  } finally {
    await new Promise((resolve) => stream.close(resolve));
  }
}

/** Resolves when the stream has taken the text. */
function written(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

async function saying<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notRead(path: string, error: unknown): DumpError {
  return new DumpError(`cannot read ${path}: ${reasonOf(error)}`, { cause: error });
}

function notWritten(path: string, error: unknown): DumpError {
  return new DumpError(`cannot write ${path}: ${reasonOf(error)}`, { cause: error });
}
