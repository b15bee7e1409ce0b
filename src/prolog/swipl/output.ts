/** What an interpreter writes, byte for byte, as text; told in the order in which it was written, whatever the stream. */
import type { Output } from '../host.ts';

/** So many bytes are told of at once. */
const MOST = 1 << 16;

export class Outputs {
  readonly #decoder = { output: new TextDecoder(), errorOutput: new TextDecoder() };
  readonly #tell: { readonly output: Output; readonly errorOutput: Output };
  #bytes = new Uint8Array(MOST);
  #length = 0;
  /** The stream that the bytes are of. */
  #stream: 'output' | 'errorOutput' = 'output';

  constructor(tell: { readonly output: Output; readonly errorOutput: Output }) {
    this.#tell = tell;
  }

  write(stream: 'output' | 'errorOutput', byte: number | null): void {
    if (byte === null) return;
    if (stream !== this.#stream || this.#length === MOST) this.flush();
    this.#stream = stream;
    this.#bytes[this.#length++] = byte;
  }

  /** Tells of what was written. What is not a whole character yet waits. */
  flush(): void {
    if (this.#length === 0) return;
    const stream = this.#stream;
    const text = this.#decoder[stream].decode(this.#bytes.subarray(0, this.#length), { stream: true });
    this.#length = 0;
    if (text !== '') this.#tell[stream](text);
  }
}
