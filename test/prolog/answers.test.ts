/** The answers of a host as an iterator that is asked and left at any time. */
import { SessionEngine } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let host: TauProlog;

beforeEach(() => {
  host = new TauProlog(new SessionEngine({ gc: 'passive' }));
});
afterEach(() => host.close());

const iterate = (goal: string, options: object = {}) => host.query(goal, options)[Symbol.asyncIterator]();
const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
const END = { done: true, value: undefined };

/** Left to the query layer, run at once, and with a wait. */
const MEMBERS = [
  'member(X, [1, 2, 3])',
  'catch(member(X, [1, 2, 3]), _, true)',
  'sleep(0.01), member(X, [1, 2, 3])',
];

describe.each(MEMBERS)('%s', (goal) => {
  test('is answered in order, however many solutions are asked for at a time', async () => {
    const solutions = iterate(goal);
    const found = await Promise.all([1, 2, 3, 4, 5].map(() => solutions.next()));
    expect(found.map(({ value }) => value?.X)).toEqual([1, 2, 3, undefined, undefined]);
    expect(solutions.isLast).toBe(true);
  });

  test('has no solutions behind its end', async () => {
    const solutions = iterate(goal);
    expect((await solutions.next()).value?.X).toBe(1);
    expect(await solutions.return!()).toEqual(END);
    expect(await solutions.next()).toEqual(END);
    expect(await solutions.return!()).toEqual(END);
  });

  test('does not begin when it is ended before', async () => {
    const solutions = iterate(goal);
    expect(await solutions.return!()).toEqual(END);
    expect(await solutions.next()).toEqual(END);
  });

  test('is ended behind what was asked for', async () => {
    const solutions = iterate(goal);
    const asked = [solutions.next(), solutions.next()];
    await solutions.return!();
    expect(await solutions.next()).toEqual(END);
    await Promise.all(asked);
  });
});

test.each(['repeat, assertz(ticked(1)), fail', 'repeat, fail', 'sleep(100)', 'between(1, inf, X), X < 0'])(
  'return() ends the search for a solution, with its cleanup: %s',
  async (goal) => {
    await host.consult(':- dynamic ticked/1, cleaned/1.');
    const solutions = iterate(`setup_call_cleanup(true, (${goal}), assertz(cleaned(1)))`);
    const asked = [solutions.next(), solutions.next()];
    await pause(30);
    expect(await solutions.return!()).toEqual(END);
    expect(await Promise.all(asked)).toEqual([END, END]);
    expect(await host.query('cleaned(_)').count()).toBe(1);
    const ticks = await host.query('ticked(_)').count();
    await pause(50);
    expect(await host.query('ticked(_)').count()).toBe(ticks);
  },
);

test('nothing is found behind an error', async () => {
  const solutions = iterate('(X = 1 ; throw(ball) ; X = 3)');
  const found = await Promise.allSettled([1, 2, 3].map(() => solutions.next()));
  expect(found.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await solutions.next()).toEqual(END);
});

test('many goals of a host wait at a time, with a signal or without, and all end with the host', async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error) => void warnings.push(warning);
  process.on('warning', warned);
  const { signal } = new AbortController();
  const asked = Array.from({ length: 30 }, (_, i) =>
    host
      .query('sleep(100)', i % 2 === 0 ? {} : { signal })
      .exists()
      .catch((error: Error) => error.message),
  );
  await pause(30);
  await host.close();
  expect(new Set(await Promise.all(asked))).toEqual(new Set([expect.stringMatching(/abort/)]));
  process.off('warning', warned);
  expect(warnings).toEqual([]);
});
