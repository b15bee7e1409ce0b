/** Where the prompt writes: an output and an error output, the column that the output is at, and colours if there are any. */

/** What a text is, for those who colour it. */
export type Style = 'plain' | 'true' | 'false' | 'key' | 'error' | 'comment';

export interface ScreenOptions {
  readonly output: (text: string) => void;
  readonly errorOutput: (text: string) => void;
  /** Resolves when what was written has gone, or when there is room for more of it. Default: at once. */
  readonly drain?: (isToBeEmpty: boolean) => Promise<void>;
  /** Whether text may hold escape sequences for colours. Default false. */
  readonly hasColours?: boolean;
  /** Whether both outputs are one terminal, so that text on one moves the column of the other. Default false. */
  readonly isShared?: boolean;
}

/** The colours of SWI-Prolog's default theme. */
const COLOURS: Readonly<Record<Style, string>> = {
  plain: '',
  true: '\x1b[1m',
  false: '\x1b[1;31m',
  key: '\x1b[1m',
  error: '\x1b[1;31m',
  comment: '\x1b[32m',
};

/** So much of a line is remembered, in characters. */
const LONGEST_LINE = 200;

export class Screen {
  readonly #options: ScreenOptions;
  /** What was written on the present line. */
  #line = '';

  constructor(options: ScreenOptions) {
    this.#options = options;
  }

  get hasColours(): boolean {
    return this.#options.hasColours === true;
  }

  write(text: string, style: Style = 'plain'): void {
    if (text === '') return;
    this.#options.output(this.#coloured(text, style));
    this.#follow(text);
  }

  writeError(text: string, style: Style = 'plain'): void {
    if (text === '') return;
    this.#options.errorOutput(this.#coloured(text, style));
    if (this.#options.isShared === true) this.#follow(text);
  }

  /** Begins a new line of the output, unless it is at the beginning of one. */
  freshLine(): void {
    if (this.#line !== '') this.write('\n');
  }

  /** Tells that something else, such as the echo of what is typed, began a new line. */
  lineBegan(): void {
    this.#line = '';
  }

  /** The text of the present line, of a long one the end. */
  get line(): string {
    return this.#line;
  }

  /** Resolves when more can be written without piling up. */
  async room(): Promise<void> {
    await this.#options.drain?.(false);
  }

  /** Resolves when all that was written has gone. */
  async flush(): Promise<void> {
    await this.#options.drain?.(true);
  }

  #follow(text: string): void {
    const newline = text.lastIndexOf('\n');
    this.#line = (newline < 0 ? this.#line + text : text.slice(newline + 1)).slice(-LONGEST_LINE);
  }

  /** Text between escape sequences, line by line, so that no line is left coloured. */
  #coloured(text: string, style: Style): string {
    const colour = COLOURS[style];
    if (!this.hasColours || colour === '') return text;
    return text.replace(/[^\n]+/g, (line) => `${colour}${line}\x1b[0m`);
  }
}
