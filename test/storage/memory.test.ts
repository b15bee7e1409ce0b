/** The storage in memory keeps the contract, at once and with a delay, and fails when it is told to. */
import { describe, expect, test } from 'vitest';
import { memoryStorage } from '../../src/storage/memory.ts';
import { begin, factOf } from '../support/session-changes.ts';
import { storageCases } from '../support/storage-cases.ts';

storageCases('sessions in memory', () => memoryStorage());
storageCases('sessions in memory, answered later', () =>
  memoryStorage({ delay: () => new Promise(setImmediate) }),
);

describe('a storage in memory', () => {
  test('answers at once when no delay is asked for', () => {
    const storage = memoryStorage();
    storage.open(() => undefined);
    expect(storage.commit(begin('a', ['user(alice)']))).toEqual({ kind: 'done' });
    expect(storage.load('a', 1)).toMatchObject({ version: 1 });
    expect(storage.due(1e9, 1)).toHaveLength(1);
    expect([...(storage.find(factOf('user(_)')) as Iterable<unknown>)]).toHaveLength(1);
    expect(storage.end('a')).toBe(true);
    expect(storage.close()).toBeUndefined();
  });

  test('waits for what it is told to wait for, before it carries a call out and before it answers', async () => {
    const ways: string[] = [];
    const storage = memoryStorage({ delay: async (call, way) => ways.push(`${call} ${way}`) });
    await storage.open(() => undefined);
    const other = storage.connect({});
    const begun = storage.commit(begin('a'));
    expect(other.load('a')).toBeUndefined();
    await begun;
    expect(other.load('a', 1)).toMatchObject({ version: 1 });
    expect(ways).toEqual(['open there', 'open back', 'commit there', 'commit back']);
  });

  test('fails as often as it is told to, and has done nothing', () => {
    const storage = memoryStorage();
    storage.failNext(2);
    expect(() => storage.commit(begin('a'))).toThrow('as it was told to');
    expect(() => storage.load('a')).toThrow('as it was told to');
    expect(storage.load('a')).toBeUndefined();
  });

  test('fails with the error that it is given, and has done what was asked for when it is told to', async () => {
    const storage = memoryStorage({ delay: 0 });
    storage.failNext(1, { error: new Error('cut off'), done: true });
    await expect(storage.commit(begin('a'))).rejects.toThrow('cut off');
    expect(await storage.load('a', 1)).toMatchObject({ version: 1 });
  });

  test('is told nothing once it is closed, not even of what was done before', async () => {
    const storage = memoryStorage();
    const told: string[] = [];
    storage.open((id) => told.push(id));
    storage.connect().commit(begin('a'));
    await Promise.resolve();
    storage.connect().commit(begin('b'));
    storage.close();
    await new Promise(setImmediate);
    expect(told).toEqual(['a']);
  });

  test('does not see what callers do to their sessions later', () => {
    const storage = memoryStorage();
    const args = [factOf('alice')];
    const fact = Object.assign(factOf('user(x)'), { args });
    const beginning = begin('a', [fact]);
    storage.commit(beginning);
    args[0] = factOf('mallory');
    (beginning.added as unknown[]).length = 0;
    const session = storage.load('a') as { facts: readonly { fact: unknown }[] };
    expect(session.facts.map((placed) => `${placed.fact}`)).toEqual(['user(alice)']);
  });
});
