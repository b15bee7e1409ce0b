/** Files that a program asks for to work with for a while: named here, and gone when the host is closed. */
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class TemporaryFiles {
  readonly #names = new Set<string>();

  /** A name that no file has, and that nobody can guess; nothing is written. */
  name(base: string): string {
    const name = join(tmpdir(), `clausal_${base.replaceAll('/', '_')}_${randomUUID()}`);
    this.#names.add(name);
    return name;
  }

  /** An empty file that nobody else may read. @throws Error of Node.js when it cannot be made */
  make(): string {
    const name = this.name('');
    writeFileSync(name, '', { mode: 0o600, flag: 'wx' });
    return name;
  }

  /** Removes all that are there; folders that the program made of the names stay. */
  remove(): void {
    for (const name of this.#names) {
      try {
        rmSync(name, { force: true });
      } catch {
        // Nobody is left who could do anything about it.
      }
    }
    this.#names.clear();
  }
}
