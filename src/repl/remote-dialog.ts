/** The dialog of a prompt with a client that is attached to it over a socket. */
import type { Socket } from 'node:net';
import { InputText } from '../prolog/tau.ts';
import { type Dialog, INTERRUPTED } from './dialog.ts';
import { Screen } from './screen.ts';
import { drained, type FromClient, type Hello, send, textOf } from './wire.ts';

type Line = string | typeof INTERRUPTED | undefined;

export class RemoteDialog implements Dialog {
  readonly isInteractive: boolean;
  readonly screen: Screen;
  /** Only goals read from it: programs of a server find an empty `user_input`, and need not wait for a client. */
  readonly input = new InputText();
  readonly #socket: Socket;
  readonly #interrupts = new Set<() => void>();
  #lineWanted: ((line: Line) => void) | undefined = undefined;
  #keyWanted: ((key: string | undefined) => void) | undefined = undefined;
  #isClosed = false;
  /** Whether the user wanted to stop what had not quite begun. */
  #isInterrupted = false;

  constructor(socket: Socket, { isInteractive, hasColours }: Hello['hello']) {
    this.#socket = socket;
    this.isInteractive = isInteractive;
    this.screen = new Screen({
      output: (out) => send(socket, { out }),
      errorOutput: (err) => send(socket, { err }),
      drain: () => drained(socket),
      hasColours,
      isShared: isInteractive,
    });
  }

  readLine(prompt: string): Promise<Line> {
    if (this.#isClosed) return Promise.resolve(undefined);
    this.#isInterrupted = false;
    return new Promise((resolve) => {
      this.#lineWanted = resolve;
      send(this.#socket, { ask: 'line', prompt });
    });
  }

  readKey(): Promise<string | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#keyWanted = resolve;
      send(this.#socket, { ask: 'key' });
    });
  }

  onInterrupt(interrupt: () => void): () => void {
    this.#interrupts.add(interrupt);
    if (this.#isClosed || this.#isInterrupted) interrupt();
    this.#isInterrupted = false;
    return () => this.#interrupts.delete(interrupt);
  }

  /** What the client said. @throws TypeError for what is no line and no key */
  take(message: FromClient): void {
    if ('interrupt' in message) {
      this.#isInterrupted = this.#interrupts.size === 0;
      for (const stop of [...this.#interrupts]) stop();
    } else if ('lineInterrupted' in message) this.#answerLine(INTERRUPTED);
    else if ('line' in message) this.#answerLine(message.line === null ? undefined : textOf(message.line));
    else if ('key' in message) this.#answerKey(message.key === null ? undefined : textOf(message.key));
  }

  /** The client is gone: what it asked for is stopped, and nothing more is read. */
  close(): void {
    this.#isClosed = true;
    for (const stop of [...this.#interrupts]) stop();
    this.#answerLine(undefined);
    this.#answerKey(undefined);
  }

  #answerLine(line: Line): void {
    const wanted = this.#lineWanted;
    this.#lineWanted = undefined;
    this.screen.lineBegan();
    wanted?.(line);
  }

  #answerKey(key: string | undefined): void {
    const wanted = this.#keyWanted;
    this.#keyWanted = undefined;
    wanted?.(key);
  }
}
