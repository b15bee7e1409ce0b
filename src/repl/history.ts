/** The lines that were typed, kept in a file from one prompt to the next: the newest last, for the user alone to read. */
import { appendFileSync, chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Lines that are kept. */
const MOST = 1000;

/** The file that `CLAUSAL_HISTORY` names, or `.clausal_history` in the home folder; undefined for the empty name: none. */
export function historyFile(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const file = environment.CLAUSAL_HISTORY ?? join(homedir(), '.clausal_history');
  return file === '' ? undefined : file;
}

export class History {
  readonly #file: string | undefined;
  readonly #lines: string[];

  /** The history in a file, or in memory where there is no file or it cannot be read. */
  constructor(file?: string) {
    const lines = file === undefined ? [] : linesOf(file);
    this.#file = file;
    this.#lines = lines.slice(-MOST);
    if (file !== undefined && lines.length > MOST) quietly(() => rewrite(file, this.#lines));
  }

  /** The lines, the newest first. */
  newestFirst(): string[] {
    return [...this.#lines].reverse();
  }

  /** Adds a line, unless it is blank or the same as the last one. Several prompts can add to one file. */
  add(line: string): void {
    if (line.trim() === '' || line === this.#lines.at(-1)) return;
    this.#lines.push(line);
    const file = this.#file;
    if (file !== undefined) quietly(() => appendFileSync(file, `${line}\n`, { mode: 0o600 }));
  }
}

function linesOf(file: string): string[] {
  let text = '';
  quietly(() => {
    text = readFileSync(file, 'utf8');
    chmodSync(file, 0o600);
  });
  return text.split('\n').filter((line) => line !== '');
}

function rewrite(file: string, lines: readonly string[]): void {
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** A prompt works without its history: what goes wrong with the file is not worth a word. */
function quietly(run: () => void): void {
  try {
    run();
  } catch {}
}
