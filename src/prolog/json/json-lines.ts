/** Text in lines that are indented, which knows how far its last line has come. */
import { resourceError } from '../../index.ts';
import { columnAfter } from '../output-stream.ts';

/** Characters that are written at once: values deep within others have long indentations. */
const MOST = 2 ** 26;

export class JsonLines {
  readonly #tab: number;
  /** The text up to some column, and what is behind that, without tabs and line ends. */
  #done = '';
  #start: number;
  #behind = '';

  /** @param tab so many columns of an indentation are one tab */
  constructor(column: number, tab: number) {
    this.#start = column;
    this.#tab = tab;
  }

  get column(): number {
    this.#settle(columnAfter(this.#behind, this.#start));
    return this.#start;
  }

  /** @throws PrologError `resource_error(memory)` */
  get text(): string {
    this.#settle(0);
    return this.#done;
  }

  /** Writes text without tabs and line ends. */
  write(text: string): void {
    this.#behind += text;
  }

  /** Writes any text. */
  writeLines(text: string): void {
    this.#settle(columnAfter(text, this.column));
    this.#done += text;
  }

  /** Begins a line, unless one has just begun. @throws PrologError `resource_error(memory)` */
  newLine(indent: number): void {
    const space = this.#spaceOf(indent);
    const isBegun = this.#behind !== '' || this.#start !== 0;
    this.#behind += isBegun ? `\n${space}` : space;
    this.#settle(indent < this.#tab ? indent : columnAfter(space, 0));
  }

  #spaceOf(indent: number): string {
    if (indent > MOST) throw resourceError('memory');
    if (indent < this.#tab) return ' '.repeat(indent);
    return '\t'.repeat(Math.floor(indent / this.#tab)) + ' '.repeat(indent % this.#tab);
  }

  #settle(column: number): void {
    this.#done += this.#behind;
    this.#behind = '';
    this.#start = column;
    if (this.#done.length > MOST) throw resourceError('memory');
  }
}
