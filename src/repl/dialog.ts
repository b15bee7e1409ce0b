/**
 * Whom the prompt talks to: a person at a terminal, or a script on standard input. The prompt itself knows neither keys
 * nor files.
 */

/** What kind of text is written, for those who colour it. */
export type Style = 'plain' | 'true' | 'false' | 'key' | 'error' | 'warning' | 'comment';

export interface Dialog {
  /** The next line, without its newline; undefined at the end. Aborted lines are `INTERRUPTED`. */
  readLine(prompt: string): Promise<string | typeof INTERRUPTED | undefined>;
  /** The next key, when the question is whether there shall be more answers; undefined at the end. */
  readKey(): Promise<string | undefined>;
  /** Writes to the output. */
  write(text: string, style?: Style): void;
  /** Writes to the error output. */
  writeError(text: string, style?: Style): void;
  /** Begins a new line of the output, unless it is at one. */
  freshLine(): void;
  /** Calls the function when the user wants to stop what is being done, until the answer is called. */
  onInterrupt(interrupt: () => void): () => void;
  close(): void;
}

/** What is read instead of a line when the user does not want what has been typed. */
export const INTERRUPTED = Symbol('interrupted');

/** Ctrl-C, as a key. */
export const CTRL_C = '\x03';
/** Ctrl-D, as a key. */
export const CTRL_D = '\x04';
