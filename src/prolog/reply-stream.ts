/** Where handlers write: text that is kept until there is enough of it, or until it is to go out, and bytes when it does. */
import { atom, compound, errorOf } from '../index.ts';
import { OutputStream } from './output-stream.ts';

/** So much text is kept. */
const MOST_KEPT = 1 << 16;

/** Takes bytes; answers whether there was room for them. */
export type TakeBytes = (bytes: Uint8Array) => boolean;

export class ReplyStream extends OutputStream {
  readonly #take: TakeBytes;
  readonly #parts: string[];
  #encoding = 'utf8';

  constructor(take: TakeBytes) {
    const parts: string[] = [];
    let length = 0;
    super((text) => {
      parts.push(text);
      length += text.length;
      if (length <= MOST_KEPT) return;
      length = 0;
      this.flush();
    });
    this.#take = take;
    this.#parts = parts;
  }

  override get encoding(): string {
    return this.#encoding;
  }

  /** What was written before is in the encoding of before. */
  override set encoding(encoding: string) {
    if (encoding === this.#encoding) return;
    this.flush();
    this.#encoding = encoding;
  }

  /** @throws PrologError `io_error(write, Stream)` where nobody takes it */
  override flush(): void {
    const text = this.#parts.splice(0).join('');
    if (text === '') return;
    const bytes = Buffer.from(text, this.#encoding === 'utf8' ? 'utf8' : 'latin1');
    if (!this.#take(bytes)) throw errorOf(compound('io_error', [atom('write'), atom('reply')]));
  }
}
