/** What a program reads from: a text, read as terms or by characters. */
import { type Operators, Reader, type ReadOptions, type ReadResult } from '../index.ts';

export class InputStream {
  readonly #text: string;
  /** The offset of what comes next. */
  #at = 0;
  /** What reads terms, and the offset where it began; undefined when characters were read since. */
  #terms: { readonly reader: Reader; readonly from: number } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /**
   * The next term, with the `.` behind it; undefined at the end.
   * @throws PrologError for text that is none
   */
  readTerm(
    operators: Operators,
    { doubleQuotes = 'string' }: Pick<ReadOptions, 'doubleQuotes'> = {},
  ): ReadResult | undefined {
    this.#terms ??= { reader: new Reader(this.#text.slice(this.#at), { operators }), from: this.#at };
    const { reader, from } = this.#terms;
    reader.doubleQuotes = doubleQuotes;
    const result = reader.read();
    this.#at = result === undefined ? this.#text.length : from + result.end;
    return result;
  }

  /** The next character, which is left where it is; undefined at the end. */
  peek(): string | undefined {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? undefined : String.fromCodePoint(code);
  }

  /** The next character. */
  get(): string | undefined {
    const char = this.peek();
    this.#skip(char?.length ?? 0);
    return char;
  }

  /** The rest of the line, without its end; undefined at the end of the text. */
  line(): string | undefined {
    if (this.isAtEnd) return undefined;
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#skip(line.length + 1);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** All that is left, or so many characters of it. */
  rest(most = Infinity): string {
    const left = this.#text.slice(this.#at);
    const taken = most === Infinity ? left : [...left].slice(0, most).join('');
    this.#skip(taken.length);
    return taken;
  }

  #skip(units: number): void {
    this.#at = Math.min(this.#at + units, this.#text.length);
    this.#terms = undefined;
  }
}
