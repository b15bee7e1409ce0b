/**
 * Text that arrives: what has come and nobody took yet, and where more comes from. A prompt and the programs that it
 * runs can share one, so that each takes from the same text what it needs.
 */

/** Asks for more text; `prompt` is for whoever types it. Undefined for an end, behind which there may be more. */
export type MoreText = (prompt: string) => Promise<string | undefined>;

/** What a text is made of: all of it, or what gives it piece by piece. */
export type TextSource = string | AsyncIterable<string> | MoreText;

export class InputText {
  /** Where more comes from; undefined where there is no more. */
  source: MoreText | undefined;
  /** What whoever types is shown when a program wants to read. */
  prompt = '|: ';
  #text: string;
  /** The offset of what was not taken yet. */
  #at = 0;
  #line = 1;
  #column = 0;
  #characters = 0;
  /** Whether an end was seen that nobody took yet. */
  #isEnded = false;
  #asked: Promise<boolean> | undefined = undefined;

  constructor(source: TextSource = '') {
    this.#text = typeof source === 'string' ? source : '';
    if (typeof source === 'function') this.source = source;
    else this.source = typeof source === 'string' ? undefined : piecesOf(source);
  }

  /** What was not taken yet. */
  get left(): string {
    return this.#at === 0 ? this.#text : this.#text.slice(this.#at);
  }

  get isEmpty(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Whether there may be more than what is here. */
  get canGrow(): boolean {
    return this.source !== undefined && !this.#isEnded;
  }

  /** How much was taken: lines, from 1, characters of the present line, and characters. */
  get place(): { readonly line: number; readonly column: number; readonly characters: number } {
    return { line: this.#line, column: this.#column, characters: this.#characters };
  }

  /** The next character, which is left where it is; undefined where nothing is left. */
  get next(): string | undefined {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? undefined : String.fromCodePoint(code);
  }

  /** Waits for more text; answers whether some came. Those who ask at the same time are answered together. */
  more(): Promise<boolean> {
    this.#asked ??= this.#ask().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  /** Takes so many UTF-16 units. */
  take(units: number): string {
    const taken = this.#text.slice(this.#at, this.#at + units);
    this.#at += taken.length;
    this.#count(taken);
    return taken;
  }

  /** Takes a line with its newline, or what is left without one. */
  takeLine(): string {
    const end = this.#text.indexOf('\n', this.#at);
    return this.take((end < 0 ? this.#text.length : end + 1) - this.#at);
  }

  /** Takes the end, behind which there may be more. */
  takeEnd(): void {
    this.#isEnded = false;
  }

  /** Puts text before what is left, for whoever reads next. */
  unread(text: string): void {
    this.#text = text + this.left;
    this.#at = 0;
    this.#characters -= [...text].length;
    this.#line -= text.split('\n').length - 1;
    this.#column = 0;
  }

  /** Forgets what is left. */
  clear(): void {
    this.#text = '';
    this.#at = 0;
    this.#isEnded = false;
  }

  async #ask(): Promise<boolean> {
    if (!this.canGrow) return false;
    const text = await this.source!(this.prompt);
    this.#isEnded = text === undefined;
    if (text === undefined) return false;
    this.#text = this.left + text;
    this.#at = 0;
    return true;
  }

  #count(text: string): void {
    for (const char of text) {
      this.#characters++;
      this.#column++;
      if (char !== '\n') continue;
      this.#line++;
      this.#column = 0;
    }
  }
}

function piecesOf(source: AsyncIterable<string>): MoreText {
  let iterator: AsyncIterator<string> | undefined;
  return async () => {
    iterator ??= source[Symbol.asyncIterator]();
    const { done, value } = await iterator.next();
    return done === true ? undefined : value;
  };
}
