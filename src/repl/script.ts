/**
 * A script on standard input: no prompts, goals one after the other. A line that begins with `;` asks for the next
 * answer of the goal before it.
 */
import type { InputText } from '../prolog/tau.ts';
import type { Dialog } from './dialog.ts';
import type { Screen } from './screen.ts';

export class Script implements Dialog {
  readonly isInteractive = false;
  readonly screen: Screen;
  readonly input: InputText;

  /** A script on text that programs read from too. */
  constructor(input: InputText, screen: Screen) {
    this.input = input;
    this.screen = screen;
  }

  async readLine(): Promise<string | undefined> {
    const { input } = this;
    while (!input.left.includes('\n') && (await input.more()));
    return input.isEmpty ? undefined : input.takeLine().replace(/\r?\n$/, '');
  }

  async readKey(): Promise<string | undefined> {
    let line = await this.readLine();
    while (line !== undefined && line.trim() === '') line = await this.readLine();
    if (line === undefined) return undefined;
    const asked = line.trimStart();
    const wantsMore = asked.startsWith(';');
    this.input.unread(`${wantsMore ? asked.slice(1) : line}\n`);
    return wantsMore ? ';' : undefined;
  }

  /** A signal ends a script as a whole. */
  onInterrupt(): () => void {
    return () => {};
  }

  close(): void {}
}
