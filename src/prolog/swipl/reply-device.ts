/** What requests and replies are as files of SWI-Prolog: a device that replies are written to, and bodies to read. */
import type { Field } from '../http/field.ts';
import type { HttpFiles, Sink } from '../http/http-files.ts';
import type { FileSystem } from './interpreter.ts';

/** Where handlers write; `http_wrapper.pl` opens it. */
const REPLY = '/dev/clausal-reply';
/** Where the body of a request is. */
const REQUEST = '/clausal-request';

/** Folders that only the interpreter has. */
const OWN = /^\/(clausal|swipl)\//;

/** The number that WebAssembly has for the error that there is no more room. */
const ENOSPC = 51;

export class ReplyDevice implements HttpFiles {
  readonly #fs: FileSystem;
  sink: Sink | undefined;
  sent: readonly Field[] = [];

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

  writeBody(bytes: Uint8Array): void {
    this.#fs.writeFile(REQUEST, bytes);
  }

  readOwn(path: string): Uint8Array | undefined {
    return OWN.test(path) ? this.#fs.readFile(path) : undefined;
  }
}
