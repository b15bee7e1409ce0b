/**
 * The contract of session storages, sentence by sentence: every storage passes these tests. Here are the parts, and that
 * sessions begin and load.
 */
import { describe, expect, test } from 'vitest';
import type { StoredSession } from '../../src/session/storage.ts';
import { begin, change, changed, plain } from './session-changes.ts';
import { storageChangeCases } from './storage-change-cases.ts';
import { storageFactCases } from './storage-fact-cases.ts';
import { storageFindCases } from './storage-find-cases.ts';
import { type OpenPlace, openStorage, stored } from './storage-place.ts';
import { storageRandomCases } from './storage-random-cases.ts';
import { storageSharingCases } from './storage-sharing-cases.ts';
import { storageTimeCases } from './storage-time-cases.ts';

export interface StorageCaseOptions {
  /** How many sequences of random commands are run; 20 by default. */
  readonly randomRuns?: number;
}

/** Declares the tests for a storage. `open` makes an empty place for sessions, of which each test opens its own. */
export function storageCases(
  name: string,
  open: OpenPlace,
  { randomRuns = 20 }: StorageCaseOptions = {},
): void {
  describe(name, () => {
    beginCases(open);
    storageChangeCases(open);
    storageFactCases(open);
    storageTimeCases(open);
    storageFindCases(open);
    storageSharingCases(open);
    storageRandomCases(open, randomRuns);
  });
}

/** Ids that are special to keys, patterns and texts, and those that would collide where they are joined with other words. */
const ODD_IDS = [
  ...['a', 'a:b', 'a:facts', 'a:state', 'a}', '{a}', '{a}b', '{}', '{', 'a{b}c{d}', ':', ' ', 'a b'],
  ...[
    '*',
    '?',
    '[a]',
    'a*',
    '\\',
    '"',
    "'",
    '%',
    '%00',
    '$',
    'é',
    'e\u0301',
    '日本',
    '😀',
    '__proto__',
    '0',
    '-1',
  ],
  ...['constructor', 'A', '\u{10ffff}', '\uffff', 'x'.repeat(1000), 'x'.repeat(999), '1a2b-3c4d.node-1'],
];

function beginCases(open: OpenPlace): void {
  test('a session that begins has version 1 and is loaded as it was given', async () => {
    const storage = await openStorage(open);
    const beginning = begin('a', ['user(alice)', 'cart(book, 3)'], {
      ...{ opened: 1_732_700_000.123456, lastUsed: 1_732_700_000.654321, idle: 0.1, until: 1_732_800_000.7 },
    });
    expect(await storage.commit(beginning)).toEqual({ kind: 'done' });
    const session = await stored(storage, 'a');
    expect(session.version).toBe(1);
    expect(plain(session)).toEqual(plain(changed(undefined, beginning)));
  });

  test('a session may begin without facts, and live for ever', async () => {
    const storage = await openStorage(open);
    const beginning = begin('a', [], { idle: Infinity, until: Infinity });
    await storage.commit(beginning);
    expect(plain(await stored(storage, 'a'))).toEqual(plain(changed(undefined, beginning)));
  });

  test('a session that is there does not begin again, and comes as it is', async () => {
    const storage = await openStorage(open);
    const first = begin('a', ['user(alice)']);
    await storage.commit(first);
    const outcome = await storage.commit(begin('a', ['user(bob)'], { lastUsed: 2000 }));
    expect(outcome.kind === 'conflict' && plain(outcome.now)).toEqual(plain(changed(undefined, first)));
    expect(plain(await stored(storage, 'a'))).toEqual(plain(changed(undefined, first)));
  });

  test('an id is free again when its session has ended, and the new session has nothing of the old one', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)', 'old(1)', 'old(2)'], { lastUsed: 5000, idle: 7 }));
    await storage.end('a');
    const beginning = begin('a', ['user(bob)']);
    expect(await storage.commit(beginning)).toEqual({ kind: 'done' });
    expect(plain(await stored(storage, 'a'))).toEqual(plain(changed(undefined, beginning)));
  });

  test('a session that is not there is undefined, whatever version of it is known', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a'));
    expect(await storage.load('b')).toBeUndefined();
    expect(await storage.load('b', 1)).toBeUndefined();
    await storage.end('a');
    expect(await storage.load('a', 1)).toBeUndefined();
  });

  test('a session of the version that is known comes without its facts, with its times as they are now', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)'], { lastUsed: 1000, idle: 60, until: 9000 }));
    expect(await storage.load('a', 1)).toEqual({ version: 1, lastUsed: 1000, idle: 60, until: 9000 });
    await storage.touch('a', { lastUsed: 1500.5, idle: Infinity, until: Infinity });
    expect(await storage.load('a', 1)).toEqual({
      ...{ version: 1, lastUsed: 1500.5, idle: Infinity, until: Infinity },
    });
  });

  test('a session of another version than is known, older or newer, comes whole', async () => {
    const storage = await openStorage(open);
    const beginning = begin('a', ['user(alice)']);
    await storage.commit(beginning);
    const next = change(changed(undefined, beginning), { assertz: ['more'] });
    await storage.commit(next);
    const expected = plain(changed(changed(undefined, beginning), next));
    for (const known of [0, 1, 3])
      expect(plain((await storage.load('a', known)) as StoredSession)).toEqual(expected);
  });

  test('ids of all kinds are ids of other sessions', async () => {
    const storage = await openStorage(open);
    const beginnings = ODD_IDS.map((id, i) => begin(id, [`number(${i})`, 'same']));
    for (const beginning of beginnings) expect(await storage.commit(beginning)).toEqual({ kind: 'done' });
    for (const beginning of beginnings) {
      expect(plain(await stored(storage, beginning.id))).toEqual(plain(changed(undefined, beginning)));
    }
    for (const [i, id] of ODD_IDS.entries()) {
      expect(await storage.end(id)).toBe(true);
      const rest = await Promise.all(ODD_IDS.map((other) => storage.load(other, 1)));
      expect(rest.map((session) => session !== undefined)).toEqual(ODD_IDS.map((_, at) => at > i));
    }
  });
}
