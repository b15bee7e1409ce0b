/**
 * Keeps commits and the opening of a file apart. While LMDB (of `lmdb` 3.5) opens a file that other processes have open, it notes
 * the transaction that was the last when it began to, so that a commit in between is lost, or spoils the file. So whoever opens
 * says so by a marker and waits until nobody commits; and nobody begins to commit meanwhile. Processes that are no more do not
 * count, whatever they have left.
 */
import { resolve } from 'node:path';
import type { Milliseconds } from '../milliseconds.ts';
import { dataFile } from './file-check.ts';
import { OpeningMarker } from './opening-marker.ts';
import { pause } from './patience.ts';
import { WriterPlaces } from './writer-places.ts';

/** So often who commits all the time looks whether somebody opens. */
const LOOK: Milliseconds = 5;

/** Those of this thread, by their files: who has a file open can open it once more, as LMDB shares what it has. */
const gates = new Map<string, OpeningGate>();

export class OpeningGate {
  readonly #file: string;
  readonly #marker: OpeningMarker;
  readonly #places: WriterPlaces;
  #users = 0;
  #underWay = 0;
  #lookedAt = -Infinity;
  #heldAt = -Infinity;

  /** Use {@link of}. */
  constructor(file: string) {
    this.#file = file;
    this.#marker = new OpeningMarker(`${file}-opening`);
    this.#places = new WriterPlaces(`${file}-writers`);
  }

  /** The gate of a path, of a file or of its folder, as `lmdb` takes it. */
  static of(path: string): OpeningGate {
    const file = resolve(dataFile(path));
    let gate = gates.get(file);
    if (gate === undefined) gates.set(file, (gate = new OpeningGate(file)));
    return gate;
  }

  /** Runs `open` while no other process commits, and none opens. When it succeeds, that is over with {@link close}. */
  opening<T>(open: () => T): T {
    try {
      const opened = this.#users > 0 ? open() : this.#openAlone(open);
      this.#users++;
      return opened;
    } finally {
      if (this.#users === 0) this.#giveUp();
    }
  }

  /** Asks to commit, which is over with {@link leave}; false while another process opens. */
  enter(): boolean {
    const now = performance.now();
    if (now - this.#heldAt < 1) return false;
    const isIdle = this.#underWay === 0;
    if (isIdle || now - this.#lookedAt > LOOK) {
      // Seldom it is held. Who waits for it does not say that it commits.
      if (isIdle && this.#marker.isHeld) return this.#waits(now);
      this.#places.begin();
      // After that, as who opens does it in the other order.
      if (this.#marker.isHeld) {
        if (isIdle) this.#places.end();
        return this.#waits(now);
      }
      this.#lookedAt = now;
    }
    this.#underWay++;
    return true;
  }

  leave(): void {
    if (--this.#underWay === 0) this.#places.end();
  }

  close(): void {
    if (--this.#users === 0) this.#giveUp();
  }

  #openAlone<T>(open: () => T): T {
    this.#marker.take();
    try {
      this.#places.take();
      for (;;) {
        this.#marker.keep();
        if (!this.#places.othersCommit()) return open();
        pause();
      }
    } finally {
      this.#marker.giveBack();
    }
  }

  #waits(now: Milliseconds): false {
    this.#heldAt = now;
    this.#lookedAt = -Infinity;
    return false;
  }

  #giveUp(): void {
    gates.delete(this.#file);
    this.#places.leave();
  }
}
