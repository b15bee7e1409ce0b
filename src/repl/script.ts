/**
 * A script on standard input: no prompts, goals one after the other. A line that begins with `;` asks for the next
 * answer of the goal before it.
 */
import { createInterface } from 'node:readline';
import type { Dialog } from './dialog.ts';
import type { Screen } from './screen.ts';

export class Script implements Dialog {
  readonly isInteractive = false;
  readonly screen: Screen;
  readonly #lines: AsyncIterator<string>;
  readonly #close: () => void;
  /** A line that was read and not taken. */
  #next: string | undefined;

  constructor(input: NodeJS.ReadableStream, screen: Screen) {
    const reader = createInterface({ input, crlfDelay: Infinity });
    this.screen = screen;
    this.#lines = reader[Symbol.asyncIterator]();
    this.#close = () => reader.close();
  }

  async readLine(): Promise<string | undefined> {
    const line = this.#next;
    if (line === undefined) return (await this.#lines.next()).value;
    this.#next = undefined;
    return line;
  }

  async readKey(): Promise<string | undefined> {
    let line = await this.readLine();
    while (line !== undefined && line.trim() === '') line = await this.readLine();
    const asked = line?.trimStart();
    const wantsMore = asked?.startsWith(';') === true;
    this.#next = wantsMore ? asked?.slice(1) : line;
    return wantsMore ? ';' : undefined;
  }

  /** A signal ends a script as a whole. */
  onInterrupt(): () => void {
    return () => {};
  }

  close(): void {
    this.#close();
  }
}
