/** When the use of a session is noted in the storage: not more often than `granularity` says, whoever has noted it. */
import type { SessionEngine } from 'clausal';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionStorage, SessionTimes } from '../../src/session/storage.ts';
import { enginePlaces } from '../support/engine-places.ts';
import { clock, closeEngines, engineOn } from '../support/shared-engines.ts';
import type { OpenPlace } from '../support/storage-place.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

const START = 2e9;

const SOON = { timeout: 10_000, interval: 5 };

afterEach(closeEngines);

/** Two engines of one place, a visitor whose session began at {@link START}, and what each storage was asked to note, from then on. */
async function used(open: OpenPlace, granularity: number) {
  const place = await open();
  onTestFinished(async () => {
    await closeEngines();
    await place.remove?.();
  });
  clock.now = START;
  const storages = [await place.connect(), await place.connect()] as const;
  const notes = storages.map((storage) => noted(storage));
  const [one, two] = storages.map((storage) => engineOn(storage, { granularity, timeout: 3600 })) as [
    SessionEngine,
    SessionEngine,
  ];
  const visitor = new StoredVisitor();
  await visitor.visit(one, () => one.sessionAssert({ user: 'alice' }));
  const use = async (engine: SessionEngine, at: number) => {
    clock.now = START + at;
    expect(await visitor.visit(engine, () => engine.session().get('user'))).toBe('alice');
  };
  const stored = async () => ((await storages[0].load(visitor.id!))?.lastUsed ?? 0) - START;
  return { one, two, visitor, storage: storages[0], use, stored, noted: notes[0]!, notedByOther: notes[1]! };
}

/** The times that a storage is asked to note, after {@link START}; it notes them. */
function noted(storage: SessionStorage): number[] {
  const times: number[] = [];
  const touch = storage.touch.bind(storage);
  storage.touch = (id: string, use: SessionTimes) => {
    times.push(use.lastUsed - START);
    return touch(id, use);
  };
  return times;
}

describe.each(enginePlaces)('with sessions in %s', (_, open) => {
  test('a session that is used all the time is noted once in each granularity', async () => {
    const { one, use, stored, noted } = await used(open, 60);
    for (let at = 0; at < 60; at += 3) await use(one, at);
    expect(noted).toEqual([]);
    for (let at = 60; at < 120; at += 3) await use(one, at);
    expect(noted).toEqual([60]);
    await vi.waitFor(async () => expect(await stored()).toBe(60), SOON);
    for (let at = 119; at <= 240; at++) await use(one, at);
    expect(noted).toEqual([60, 120, 180, 240]);
    await vi.waitFor(async () => expect(await stored()).toBe(240), SOON);
  });

  test('requests that come at one time are one use, however fine the granularity is', async () => {
    const { one, use, noted } = await used(open, 0);
    await use(one, 0);
    expect(noted).toEqual([]);
    for (let n = 0; n < 5; n++) await use(one, 1);
    await Promise.all([2, 2, 2].map((at) => use(one, at)));
    expect(noted).toEqual([1, 2]);
  });

  test('a change notes the use as well', async () => {
    const { one, visitor, use, stored, noted } = await used(open, 60);
    clock.now = START + 50;
    await visitor.visit(one, () => one.sessionAssert('cart(book)'));
    expect(await stored()).toBe(50);
    for (let at = 60; at < 110; at += 10) await use(one, at);
    expect(noted).toEqual([]);
    await use(one, 110);
    expect(noted).toEqual([110]);
  });

  test('one that could not be noted is noted by the next request', async () => {
    const { one, storage, use, stored, noted } = await used(open, 60);
    const errors: unknown[] = [];
    one.listenToErrors((error) => errors.push(error));
    const { touch } = storage;
    storage.touch = async () => {
      storage.touch = touch;
      throw new Error('it fails');
    };
    await use(one, 70);
    expect(errors).toMatchObject([{ message: 'it fails' }]);
    await use(one, 71);
    expect(noted).toEqual([71]);
    await vi.waitFor(async () => expect(await stored()).toBe(71), SOON);
  });

  test('what another engine has noted counts', async () => {
    const { one, two, use, stored, noted, notedByOther } = await used(open, 60);
    await use(two, 10);
    await use(one, 60);
    await vi.waitFor(async () => expect(await stored()).toBe(60), SOON);
    for (let at = 61; at < 120; at += 10) await use(two, at);
    expect([noted, notedByOther]).toEqual([[60], []]);
    await use(two, 120);
    expect([noted, notedByOther]).toEqual([[60], [120]]);
  });
});
