/** A program at a real pseudo-terminal: keys in, screen out. tmux draws the screen, on a server of its own. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe } from 'vitest';

const hasTmux: boolean = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'tmux')));

/** A `describe` that is skipped, with a line that says why, where tmux is missing. */
export function describeWithTmux(name: string, fn: () => void): void {
  if (!hasTmux) console.log(`skipped, for want of tmux: ${name}`);
  describe.skipIf(!hasTmux)(name, fn);
}

let started = 0;

export class TmuxTerminal {
  readonly #server = `clausal-test-${process.pid}-${++started}`;

  /** Starts a program in a shell, in 80 columns and 24 lines. */
  constructor(command: string, environment: Readonly<Record<string, string>> = {}) {
    const settings = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
    // The shell stays, so that the screen does too when the program has ended
    const shell = `env -u NO_COLOR ${settings.join(' ')} ${command}; echo "status $?"; exec cat`;
    this.#tmux('-f', '/dev/null', 'new-session', '-d', '-x', '80', '-y', '24', shell);
  }

  /** Types text as it is. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', argument(text));
  }

  /** Presses keys by their names: `Enter`, `Up`, `C-c`. */
  press(...keys: string[]): void {
    this.#tmux('send-keys', ...keys.map(argument));
  }

  /** Types a line. */
  enter(line: string): void {
    this.type(line);
    this.press('Enter');
  }

  /** The text that can be seen, without what is blank at the ends of lines and below; `isColoured`: with its colours. */
  screen(isColoured = false): string {
    return this.#tmux('capture-pane', '-p', ...(isColoured ? ['-e'] : []))
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Waits until the screen ends with the text. */
  async shows(text: string | RegExp, timeout = 20_000): Promise<void> {
    const end = performance.now() + timeout;
    const isShown = (screen: string) =>
      typeof text === 'string' ? screen.endsWith(text) : text.test(screen);
    while (!isShown(this.screen())) {
      if (performance.now() > end)
        throw new Error(`the screen does not end with\n${text}\nbut is\n${this.screen()}`);
      await setTimeout(20);
    }
  }

  close(): void {
    this.#tmux('kill-server');
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-L', this.#server, ...args], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  }
}

/** Text that tmux takes for an argument though it ends with a `;`. */
function argument(text: string): string {
  return text.replace(/;$/, '\\;');
}
