/** Text that is laid out in columns: the `~t`, `~|` and `~+` of `format/2`. */
import { columnAfter } from '../output-stream.ts';

export class Columns {
  readonly #write: (text: string) => void;
  /** What was written since the last column stop, and where in it there may be padding, of what character. */
  #pending = '';
  #fills: { readonly at: number; readonly char: string }[] = [];
  /** The column where what is pending begins, which is that of the last stop. */
  #start: number;

  constructor(column: number, write: (text: string) => void) {
    this.#start = column;
    this.#write = write;
  }

  get column(): number {
    // A tab counts for one less than on a stream, as in SWI-Prolog.
    return columnAfter(this.#pending.replaceAll('\t', '\t\b'), this.#start);
  }

  add(text: string): void {
    this.#pending += text;
  }

  /** Padding goes here. */
  fill(char: string): void {
    this.#fills.push({ at: this.#pending.length, char });
  }

  /** Pads what is pending up to a column; behind it where there is no place for padding. */
  stop(column: number): void {
    const missing = column - this.column;
    if (missing > 0) this.#pad(missing);
    this.flush();
  }

  /** So many columns behind the last stop. */
  stopAfter(width: number): void {
    this.stop(this.#start + width);
  }

  /** Writes what is pending as it is. */
  flush(): void {
    const { column } = this;
    this.#write(this.#pending);
    this.#start = column;
    this.#pending = '';
    this.#fills = [];
  }

  #pad(missing: number): void {
    const fills = this.#fills.length > 0 ? this.#fills : [{ at: this.#pending.length, char: ' ' }];
    const each = Math.floor(missing / fills.length);
    const more = missing % fills.length;
    let text = '';
    let from = 0;
    fills.forEach(({ at, char }, i) => {
      const size = i >= fills.length - more ? each + 1 : each;
      text += this.#pending.slice(from, at) + char.repeat(size);
      from = at;
    });
    this.#pending = text + this.#pending.slice(from);
  }
}
