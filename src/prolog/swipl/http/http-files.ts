/** What requests and replies are as files of an interpreter: a device that replies are written to, and bodies to read. */
import type { FileSystem } from '../interpreter.ts';

/** Where handlers write; `http_wrapper.pl` opens it. */
const REPLY = '/dev/clausal-reply';
/** Where the body of a request is. */
const REQUEST = '/clausal-request';

/** Folders that only the interpreter has. */
const OWN = /^\/(clausal|swipl)\//;

/** Takes what a handler writes; answers whether there was room for it. */
export type Sink = (bytes: Uint8Array) => boolean;

/** The number that WebAssembly has for the error that there is no more room. */
const ENOSPC = 51;

export class HttpFiles {
  readonly #fs: FileSystem;
  /** Where there is none, what is written is forgotten. */
  sink: Sink | undefined;

  constructor(fs: FileSystem) {
    this.#fs = fs;
    const device = fs.makedev(64, 1);
    fs.registerDevice(device, {
      open() {},
      close() {},
      write: (_: unknown, buffer: Int8Array, offset: number, length: number) => {
        const bytes = Uint8Array.from(buffer.subarray(offset, offset + length));
        if (this.sink?.(bytes) === false) throw new fs.ErrnoError(ENOSPC);
        return length;
      },
    });
    fs.mkdev(REPLY, 0o600, device);
  }

  /** Has a body ready to be read. */
  writeBody(bytes: Uint8Array): void {
    this.#fs.writeFile(REQUEST, bytes);
  }

  /** The bytes of a file that this machine does not have; undefined for others. */
  readOwn(path: string): Uint8Array | undefined {
    return OWN.test(path) ? this.#fs.readFile(path) : undefined;
  }
}
