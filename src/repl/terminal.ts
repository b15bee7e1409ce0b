/**
 * A person at a terminal: lines are edited by `node:readline`, and between lines each key counts by itself. What is
 * typed ahead, or pasted, waits until it is asked for.
 */
import { createInterface, type Interface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import type { InputText } from '../prolog/tau.ts';
import { type Completer, completeLine } from './completion.ts';
import { CTRL_C, type Dialog, INTERRUPTED } from './dialog.ts';
import type { History } from './history.ts';
import type { Screen } from './screen.ts';

export interface TerminalOptions {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly screen: Screen;
  /** What programs read, of which the lines come from here from now on. */
  readonly programInput: InputText;
  readonly history: History;
  readonly complete: Completer;
}

type Line = string | typeof INTERRUPTED | undefined;

/** Ctrl-D, which ends what a program reads. */
const CTRL_D = '\x04';

/** A key: an escape sequence, or a character. */
const KEY = /^(?:\x1b(?:\[[\d;]*[A-Za-z~]|O[A-Za-z]|)|[\s\S])/u;

export class Terminal implements Dialog {
  readonly isInteractive = true;
  readonly screen: Screen;
  readonly input: InputText;
  readonly #input: ReadStream;
  readonly #history: History;
  /** What goes to readline: of the keys, those that are of a line. */
  readonly #editedKeys = new PassThrough();
  readonly #editor: Interface;
  readonly #interrupts = new Set<() => void>();
  #typedAhead = '';
  #lineWanted: ((line: Line) => void) | undefined;
  /** Whether the line is for a program, and no goal. */
  #isForProgram = false;
  #keyWanted: ((key: string | undefined) => void) | undefined;
  /** Whether readline has been given the end of its line, and is to have no more. */
  #isLineGiven = false;
  #isClosed = false;

  constructor({ input, output, screen, programInput, history, complete }: TerminalOptions) {
    this.screen = screen;
    this.input = programInput;
    programInput.source = (prompt) => this.#readForProgram(prompt);
    this.#input = input;
    this.#history = history;
    // So that Ctrl-Z finds and leaves the terminal as it has to be
    Object.assign(this.#editedKeys, { setRawMode: (isRaw: boolean) => input.setRawMode(isRaw) });
    this.#editor = createInterface({
      input: this.#editedKeys,
      output,
      terminal: true,
      history: history.newestFirst(),
      historySize: 1000,
      completer: (line: string, answer: (error: null, completions: [string[], string]) => void) => {
        completeLine(complete, line).then(
          (completions) => answer(null, completions),
          () => answer(null, [[], line]),
        );
      },
    });
    this.#editor.on('line', (line) => this.#lineEnds(line));
    this.#editor.on('SIGINT', () => this.#lineIsInterrupted());
    this.#editor.on('history', (lines: string[]) => {
      if (this.#isForProgram) lines.shift();
    });
    this.#editor.on('close', () => this.#end());
    input.setEncoding('utf8');
    input.setRawMode(true);
    input.on('data', this.#take);
    input.on('end', this.#end);
    input.resume();
  }

  readLine(prompt: string): Promise<Line> {
    this.screen.freshLine();
    return this.#readLine(prompt, false);
  }

  /** A line for a program, behind what it has written on the line of the screen. */
  async #readForProgram(prompt: string): Promise<string | undefined> {
    const line = await this.#readLine(this.screen.line + prompt, true);
    if (typeof line === 'string') return `${line}\n`;
    this.input.clear();
    if (line === undefined) return undefined;
    for (const stop of this.#interrupts) stop();
    throw new Error('the goal that wanted to read was stopped');
  }

  #readLine(prompt: string, isForProgram: boolean): Promise<Line> {
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#isForProgram = isForProgram;
      this.#lineWanted = resolve;
      this.#isLineGiven = false;
      this.#editor.setPrompt(prompt);
      this.#editor.prompt();
      this.#give();
    });
  }

  readKey(): Promise<string | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#keyWanted = resolve;
      this.#give();
    });
  }

  onInterrupt(interrupt: () => void): () => void {
    this.#interrupts.add(interrupt);
    return () => this.#interrupts.delete(interrupt);
  }

  close(): void {
    this.#isClosed = true;
    this.#editor.close();
    this.#input.off('data', this.#take);
    this.#input.off('end', this.#end);
    this.#input.setRawMode(false);
    this.#input.pause();
  }

  readonly #take = (text: string): void => {
    this.#typedAhead += text;
    const isBusy = this.#lineWanted === undefined && this.#keyWanted === undefined;
    const interrupt = isBusy ? this.#typedAhead.lastIndexOf(CTRL_C) : -1;
    if (interrupt >= 0) {
      // What was typed before it was for the goal that is stopped
      this.#typedAhead = this.#typedAhead.slice(interrupt + 1);
      this.screen.write('^C');
      for (const stop of this.#interrupts) stop();
    }
    this.#give();
  };

  /** Gives what was typed to whoever wants it: a line at a time, or a key. */
  #give(): void {
    if (this.#typedAhead === '') return;
    if (this.#keyWanted !== undefined) {
      const [key] = KEY.exec(this.#typedAhead)!;
      this.#typedAhead = this.#typedAhead.slice(key.length);
      const wanted = this.#keyWanted;
      this.#keyWanted = undefined;
      wanted(key);
    } else if (this.#lineWanted !== undefined && !this.#isLineGiven) {
      if (this.#isForProgram && this.#typedAhead.startsWith(CTRL_D) && this.#editor.line === '') {
        this.#typedAhead = this.#typedAhead.slice(1);
        this.screen.write('\n');
        this.#answer(undefined);
        return;
      }
      const end = this.#typedAhead.search(/[\r\n]/) + 1;
      const part = end === 0 ? this.#typedAhead : this.#typedAhead.slice(0, end);
      this.#isLineGiven = end > 0;
      this.#typedAhead = this.#typedAhead.slice(part.length);
      this.#editedKeys.write(part);
    }
  }

  #lineEnds(line: string): void {
    if (!this.#isForProgram) this.#history.add(line);
    this.screen.lineBegan();
    this.#answer(line);
  }

  #lineIsInterrupted(): void {
    // Empties readline's line, on both sides of the cursor
    this.#editor.write(null, { ctrl: true, name: 'e' });
    this.screen.write('^C\n');
    this.#editor.write(null, { ctrl: true, name: 'u' });
    this.screen.write('\r');
    this.screen.lineBegan();
    this.#answer(INTERRUPTED);
  }

  #answer(line: Line): void {
    const wanted = this.#lineWanted;
    this.#lineWanted = undefined;
    wanted?.(line);
  }

  readonly #end = (): void => {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.screen.write('\n');
    this.#answer(undefined);
    this.#keyWanted?.(undefined);
  };
}
