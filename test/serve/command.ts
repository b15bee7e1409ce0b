/** The command `clausal` as a child process that serves: what it prints, where it listens, and how it ends. */
import type { ChildProcess } from 'node:child_process';
import { CLAUSAL, launch } from '../support/clausal-command.ts';

const running = new Set<Command>();

/** Ends all that are still running; to be called after each test. */
export async function endCommands(): Promise<void> {
  for (const command of running) command.kill('SIGKILL');
  await Promise.all([...running].map(({ status }) => status));
}

export class Command {
  readonly #child: ChildProcess;
  output = '';
  errors = '';
  /** The exit status. */
  readonly status: Promise<number | null>;
  readonly #waiting = new Set<() => void>();

  constructor(words: readonly string[], { cwd = '.', input }: { cwd?: string; input?: string } = {}) {
    const child = launch([...CLAUSAL, ...words], { cwd });
    this.#child = child;
    child.stdout.on('data', (chunk) => {
      this.output += chunk;
      this.#tell();
    });
    child.stderr.on('data', (chunk) => {
      this.errors += chunk;
      this.#tell();
    });
    if (input !== undefined) child.stdin.end(input);
    running.add(this);
    this.status = new Promise((resolve) =>
      child.on('close', (status) => {
        running.delete(this);
        resolve(status);
        this.#tell();
      }),
    );
  }

  /** Waits until the errors match, and answers the match. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.errors);
      if (match !== null) return match;
      if (!running.has(this)) throw new Error(`ended without saying ${pattern}:\n${this.errors}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Waits until it serves, and answers the port. */
  async port(): Promise<number> {
    const [, port] = await this.says(/^% Started server at http:\/\/[^:]+:(\d+)\//m);
    return Number(port);
  }

  write(text: string): void {
    this.#child.stdin!.write(text);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
