/**
 * Whom the prompt talks to: a person at a terminal, or a script on standard input. The prompt itself knows neither keys
 * nor files.
 */
import type { InputText } from '../prolog/tau.ts';
import type { Screen } from './screen.ts';

export interface Dialog {
  readonly screen: Screen;
  /** Whether a person answers: else there are no prompts, and errors show in the exit status. */
  readonly isInteractive: boolean;
  /** What was typed and not taken: by goals, or by the programs that they run. */
  readonly input: InputText;
  /** Another line, without its newline; undefined at the end. */
  readLine(prompt: string): Promise<string | typeof INTERRUPTED | undefined>;
  /** The key that answers whether there shall be more; undefined where there is no answer. */
  readKey(): Promise<string | undefined>;
  /** Calls the function when the user wants to stop what is being done, until the function that it answers is called. */
  onInterrupt(interrupt: () => void): () => void;
  close(): void;
}

/** What is read in place of a line when the user does not want what has been typed. */
export const INTERRUPTED = Symbol('interrupted');

/** Ctrl-C, as a key. */
export const CTRL_C = '\x03';
