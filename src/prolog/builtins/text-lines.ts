/** Text that is written line by line, each with an indentation. */
import { columnAfter } from '../output-stream.ts';

export class TextLines {
  readonly #lines: string[] = [];
  #line = '';

  get column(): number {
    return columnAfter(this.#line, 0);
  }

  put(text: string): void {
    this.#line += text;
  }

  newline(indent: number): void {
    this.#lines.push(this.#line);
    this.#line = ' '.repeat(indent);
  }

  /** The lines before the last one, and that. */
  get parts(): readonly [before: readonly string[], last: string] {
    return [this.#lines, this.#line];
  }
}
