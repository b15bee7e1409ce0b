/**
 * Keeps commits and the opening of a file apart. While LMDB (of `lmdb` 3.5) opens a file that other processes have open, it notes
 * the transaction that was the last when it began to, so that a commit in between is lost, or spoils the file. So whoever opens
 * says so by a marker, a file beside that one, and waits until nobody commits; and nobody begins to commit meanwhile. Processes
 * that are no more do not count, whatever they have left.
 */

import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import type { Milliseconds } from '../milliseconds.ts';
import { dataFile } from './file-check.ts';
import { isThere, PATIENCE } from './patience.ts';
import { WriterPlaces } from './writer-places.ts';

/** So often who commits all the time looks whether somebody opens. */
const LOOK: Milliseconds = 5;

/** What a marker of this thread says. */
const OWN = `${process.pid} ${threadId}`;

export class OpeningGate {
  readonly #marker: string;
  readonly #places: WriterPlaces;
  #underWay = 0;
  #lookedAt = -Infinity;

  /** @param path Of the file, or of its folder, as `lmdb` takes it. */
  constructor(path: string) {
    this.#marker = `${dataFile(path)}-opening`;
    this.#places = new WriterPlaces(`${dataFile(path)}-writers`);
  }

  /** Runs `open` while no other process commits, and none opens. */
  opening<T>(open: () => T): T {
    this.#setMarker();
    try {
      this.#places.take();
      while (this.#places.othersCommit()) pause();
      return open();
    } finally {
      rmSync(this.#marker, { force: true });
    }
  }

  /** Asks to commit, which is over with {@link leave}; false while another process opens. */
  enter(): boolean {
    const now = performance.now();
    if (this.#underWay === 0 || now - this.#lookedAt > LOOK) {
      // In this order, as who opens does it in the other one.
      this.#places.mark(true);
      if (isHeld(this.#marker)) {
        this.#lookedAt = -Infinity;
        if (this.#underWay === 0) this.#places.mark(false);
        return false;
      }
      this.#lookedAt = now;
    }
    this.#underWay++;
    return true;
  }

  leave(): void {
    if (--this.#underWay === 0) this.#places.mark(false);
  }

  close(): void {
    this.#places.leave();
  }

  #setMarker(): void {
    for (;;) {
      try {
        writeFileSync(this.#marker, OWN, { flag: 'wx' });
        return;
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'EEXIST') {
          rmSync(this.#marker, { force: true }); // it may be there without what it says
          throw error;
        }
      }
      if (isHeld(this.#marker)) pause();
      else rmSync(this.#marker, { force: true });
    }
  }
}

/** Whether a marker is there of somebody who is there, and that not for too long. */
function isHeld(marker: string): boolean {
  if (!existsSync(marker)) return false;
  try {
    const said = readFileSync(marker, 'latin1');
    // It says nothing yet when it is quite new. Nobody opens and looks at once, so that an own one was left by a process before.
    if (said !== '' && (said === OWN || !isThere(Number.parseInt(said, 10)))) return false;
    return Date.now() - statSync(marker).mtimeMs < PATIENCE;
  } catch {
    return false; // it has gone meanwhile
  }
}

const NOTHING = new Int32Array(new SharedArrayBuffer(4));

function pause(): void {
  Atomics.wait(NOTHING, 0, 0, 1);
}
