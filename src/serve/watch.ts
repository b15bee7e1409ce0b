/** Loads the files of a program again when they are changed. What cannot be loaded is told of, and the old goes on. */
import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProgramFiles, WebHost } from '../prolog/tau.ts';
import { errorText, type Screen } from '../repl/index.ts';

/** An editor writes a file in several steps, and several files one after the other: so long it has to be done. */
const SETTLED = 100;

/** What a program may want to load that it could not before, too. */
const IS_PROLOG = /\.(pl|prolog)$/;

export class Watch {
  readonly #prolog: WebHost;
  readonly #screen: Screen;
  /** Told when something has been loaded. */
  readonly #loaded: () => Promise<void>;
  readonly #watchers = new Map<string, FSWatcher>();
  #sources: ProgramFiles | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What is done when what changed by now has been loaded. */
  #loading: Promise<void> = Promise.resolve();

  constructor(prolog: WebHost, screen: Screen, loaded: () => Promise<void>) {
    this.#prolog = prolog;
    this.#screen = screen;
    this.#loaded = loaded;
  }

  async begin(): Promise<void> {
    this.#sources = await this.#prolog.sources();
    this.#follow();
    this.#screen.writeError(`% Watching ${this.#sources.files.length} files\n`, 'comment');
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Editors put new files in the place of old ones, which only their folders tell of. */
  #follow(): void {
    for (const folder of new Set(this.#sources!.files.map(dirname))) {
      if (this.#watchers.has(folder)) continue;
      this.#watchers.set(
        folder,
        watchFolder(folder, (_, name) => {
          if (this.#mayBeOurs(folder, name)) this.#changed();
        }),
      );
    }
  }

  /** A log in the folder is none, which would otherwise be written for each file that cannot be loaded, again and again. */
  #mayBeOurs(folder: string, name: string | null): boolean {
    return name === null || IS_PROLOG.test(name) || this.#sources!.files.includes(join(folder, name));
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#loading = this.#loading.then(() => this.#load());
    }, SETTLED);
  }

  async #load(): Promise<void> {
    try {
      const files = await this.#sources!.reload();
      await this.#loaded();
      for (const file of files) this.#screen.writeError(`% Loaded ${file} again\n`, 'comment');
      this.#follow();
    } catch (error) {
      this.#screen.writeError(`${errorText(error)}% What was loaded before goes on\n`, 'error');
    }
  }
}
