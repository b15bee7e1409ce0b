/** How long writes to LMDB are gathered: by a clock that the tests set, no longer than they may be, and no longer than it is of use. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Attempts } from '../../src/storage/lmdb/attempts.ts';
import { type LmdbStorageOptions, readOptions } from '../../src/storage/lmdb/options.ts';
import { WriteQueue } from '../../src/storage/lmdb/write-queue.ts';

const WINDOW = 5;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue, what it has sent in order, and the time of each. The writes last until `finish` is called. */
class Trial {
  readonly queue: WriteQueue;
  readonly sent: [name: string, at: number][] = [];
  readonly #start = Date.now();
  #underWay: (() => void)[] = [];

  constructor(window: number) {
    this.queue = new WriteQueue(window);
  }

  add(...names: string[]): void {
    for (const name of names) {
      this.queue.add((done) => {
        this.sent.push([name, Date.now() - this.#start]);
        this.#underWay.push(done);
      });
    }
  }

  /** Lets the writes be over that were sent. */
  finish(): void {
    for (const done of this.#underWay.splice(0)) done();
  }
}

/** A queue to which two have come the last time, so that one that is alone waits for another one; at its time 0. */
function afterTwo(): Trial {
  const trial = new Trial(WINDOW);
  trial.add('x', 'y');
  vi.advanceTimersByTime(0);
  trial.finish();
  expect(trial.sent.splice(0)).toEqual([
    ['x', 0],
    ['y', 0],
  ]);
  return trial;
}

test('without a time for it nothing is gathered', () => {
  const trial = new Trial(0);
  trial.add('a', 'b');
  expect(trial.sent.map(([name]) => name)).toEqual(['a', 'b']);
});

describe('what is gathered is sent', () => {
  test('when the time is over, if it is alone', () => {
    const trial = afterTwo();
    trial.add('a');
    vi.advanceTimersByTime(WINDOW - 1);
    expect(trial.sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(trial.sent).toEqual([['a', WINDOW]]);
  });

  test('when the time of the first is over, however many come after it', () => {
    const trial = afterTwo();
    trial.add('busy', 'too');
    vi.advanceTimersByTime(0);
    // While these last, others wait for them, and for the time that they may take.
    trial.add('a');
    vi.advanceTimersByTime(WINDOW - 2);
    trial.add('b', 'c');
    vi.advanceTimersByTime(1);
    trial.add('d');
    expect(trial.sent.splice(0).map(([name]) => name)).toEqual(['busy', 'too']);
    vi.advanceTimersByTime(1);
    expect(trial.sent).toEqual(['a', 'b', 'c', 'd'].map((name) => [name, WINDOW]));
  });

  test('after the whole time again, when it comes after others were sent', () => {
    const trial = afterTwo();
    trial.add('a');
    vi.advanceTimersByTime(WINDOW);
    trial.add('b');
    vi.advanceTimersByTime(WINDOW - 1);
    expect(trial.sent).toEqual([['a', WINDOW]]);
    vi.advanceTimersByTime(1);
    expect(trial.sent.slice(1)).toEqual([['b', 2 * WINDOW]]);
  });

  test('in the next turn of the event loop, when as many have come as the last time', () => {
    const trial = afterTwo();
    trial.add('a');
    vi.advanceTimersByTime(2);
    trial.add('b');
    expect(trial.sent).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(trial.sent).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
  });

  test('when those before are over, if that is sooner', () => {
    const trial = afterTwo();
    trial.add('busy', 'too');
    vi.advanceTimersByTime(0);
    trial.add('a', 'b');
    vi.advanceTimersByTime(3);
    trial.finish();
    vi.advanceTimersByTime(0);
    expect(trial.sent.slice(2)).toEqual([
      ['a', 3],
      ['b', 3],
    ]);
  });

  test('at once, when it is a thousand', () => {
    const trial = afterTwo();
    trial.add('busy', 'too');
    vi.advanceTimersByTime(0);
    trial.add(...Array.from({ length: 999 }, (_, i) => `${i}`));
    expect(trial.sent).toHaveLength(2);
    trial.add('999');
    expect(trial.sent).toHaveLength(1002);
  });

  test('at once and only once, when it is asked for, as when the file is to be closed', () => {
    const trial = afterTwo();
    trial.add('a');
    vi.advanceTimersByTime(2);
    trial.queue.send();
    expect(trial.sent).toEqual([['a', 2]]);
    trial.add('b'); // which has the whole time
    vi.advanceTimersByTime(100 * WINDOW);
    expect(trial.sent.slice(1)).toEqual([['b', 2 + WINDOW]]);
  });
});

test('what is asked of a storage is gathered as long as its options say', () => {
  const window = (options: Partial<LmdbStorageOptions>) => readOptions({ path: 'x', ...options }).window;
  expect(window({ batch: 20 })).toBe(0);
  expect(window({ durability: 'batch' })).toBe(5);
  expect(window({ durability: 'batch', batch: 20 })).toBe(20);
  const attempts = new Attempts(20);
  let asked = 0;
  const write = () => {
    asked++;
    return new Promise<undefined>(() => undefined); // which lasts
  };
  void attempts.untilDone(write);
  vi.advanceTimersByTime(0);
  void attempts.untilDone(write);
  vi.advanceTimersByTime(19);
  expect(asked).toBe(1);
  vi.advanceTimersByTime(1);
  expect(asked).toBe(2);
});
