/** Where a program writes to: a place for text that knows how far its present line has come. */
import type { Output } from './host.ts';

export class OutputStream {
  readonly #write: Output;
  /** How far the present line has come, in characters. */
  column = 0;
  /** Its number, from 1. */
  line = 1;

  constructor(write: Output) {
    this.#write = write;
  }

  /** How its characters are bytes. */
  get encoding(): string {
    return 'utf8';
  }

  set encoding(_encoding: string) {}

  /** Has what was written go out. */
  flush(): void {}

  write(text: string): void {
    if (text === '') return;
    this.column = columnAfter(text, this.column);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.line++;
    this.#write(text);
  }
}

/** A stream of which the text is kept. */
export class Capture extends OutputStream {
  readonly #parts: string[];

  constructor() {
    const parts: string[] = [];
    super((text) => void parts.push(text));
    this.#parts = parts;
  }

  get text(): string {
    return this.#parts.join('');
  }
}

/** The column behind a text that begins at a column. */
export function columnAfter(text: string, start: number): number {
  const newline = text.lastIndexOf('\n');
  const line = newline < 0 ? text : text.slice(newline + 1);
  let column = newline < 0 ? start : 0;
  if (/^[\x20-\x7e]*$/.test(line)) return column + line.length;
  for (const char of line) {
    if (char === '\t') column = (column | 7) + 1;
    else if (char === '\b') column = Math.max(0, column - 1);
    else if (char === '\r') column = 0;
    else column++;
  }
  return column;
}
