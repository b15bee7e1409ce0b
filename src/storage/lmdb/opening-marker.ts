/** The file beside an LMDB file that says who opens that one: one thread of one process at a time. */
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { threadId } from 'node:worker_threads';
import { codeOf } from './failure.ts';
import { isThere, PATIENCE, pause } from './patience.ts';

/** What a marker of this thread says. */
const OWN = `${process.pid} ${threadId}`;

/** What one says, and until when it counts; undefined: there is none. */
type Found = { readonly says: string; readonly isHeld: boolean } | undefined;

export class OpeningMarker {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Whether somebody opens, who is there and has not stood still for too long. */
  get isHeld(): boolean {
    return existsSync(this.#path) && this.#look()?.isHeld === true;
  }

  /** Sets it, when nobody else has it. */
  take(): void {
    while (!this.#set()) {
      const found = this.#look();
      if (found?.isHeld === true) pause();
      else if (found !== undefined) this.#remove(found.says);
    }
  }

  /** Lets it count for some time more; takes it again when somebody has removed it. */
  keep(): void {
    if (this.#look()?.says === OWN) utimesSync(this.#path, new Date(), new Date());
    else this.take();
  }

  giveBack(): void {
    if (this.#look()?.says === OWN) rmSync(this.#path, { force: true });
  }

  #set(): boolean {
    let file: number;
    try {
      file = openSync(this.#path, 'wx');
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      writeSync(file, OWN);
    } catch (error) {
      rmSync(this.#path, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    return true;
  }

  #look(): Found {
    try {
      const says = readFileSync(this.#path, 'latin1');
      const isRecent = Date.now() - statSync(this.#path).mtimeMs < PATIENCE;
      // Nobody opens and asks at once: an own one was left by a process before. One that says nothing yet is quite new.
      const isGone = says !== '' && (says === OWN || !isThere(Number.parseInt(says, 10)));
      return { says, isHeld: isRecent && !isGone };
    } catch (error) {
      // What cannot be read may say anything.
      return codeOf(error) === 'ENOENT' ? undefined : { says: '', isHeld: true };
    }
  }

  /** Removes one that somebody has left. Another one, which somebody has set meanwhile, is put back. */
  #remove(says: string): void {
    const removed = `${this.#path}.${OWN.replace(' ', '.')}`;
    try {
      renameSync(this.#path, removed);
      if (readFileSync(removed, 'latin1') !== says) linkSync(removed, this.#path);
    } catch (error) {
      if (!['ENOENT', 'EEXIST'].includes(String(codeOf(error)))) throw error;
    } finally {
      rmSync(removed, { force: true });
    }
  }
}
