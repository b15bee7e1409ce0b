/** The files of a program as they are when this is made, to be loaded again when they are others. */
import { readFileSync } from 'node:fs';
import type { ProgramFiles } from '../web-host.ts';

/** What has been loaded. */
export interface Loaded {
  readonly names: Iterable<string>;
  load(file: string): Promise<void>;
}

export class TauFiles implements ProgramFiles {
  readonly #loaded: Loaded;
  #texts = new Map<string, string>();

  constructor(loaded: Loaded) {
    this.#loaded = loaded;
    this.#note();
  }

  get files(): readonly string[] {
    return [...this.#texts.keys()];
  }

  async reload(): Promise<readonly string[]> {
    const changed: string[] = [];
    for (const file of this.files) {
      const text = textOf(file);
      if (text === undefined || text === this.#texts.get(file)) continue;
      this.#texts.set(file, text); // what cannot be loaded is not tried again as it is
      await this.#loaded.load(file);
      changed.push(file);
    }
    if (changed.length > 0) this.#note();
    return changed;
  }

  #note(): void {
    const names = [...this.#loaded.names];
    this.#texts = new Map(names.map((name) => [name, textOf(name) ?? this.#texts.get(name) ?? '']));
  }
}

/** Undefined for a file that is not there, as while an editor writes it. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
