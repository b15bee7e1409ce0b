/** Sessions in Redis that somebody has spoiled are an error that names them, and no harm to others; earlier formats are read. */
import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { indexKey } from '../../src/storage/content-index.ts';
import { type Argument, Keys } from '../../src/storage/redis/keys.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { Var } from '../../src/term/term.ts';
import { termInFormat1 } from '../support/format-1-writer.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { begin, change } from '../support/session-changes.ts';

describeWithRedis('a session in Redis', () => {
  let server: RedisServer;
  let client: ReturnType<typeof createClient>;
  let storage: SessionStorage;
  let hash: Argument;

  beforeAll(async () => {
    server = await startRedis();
    client = createClient({ url: server.url });
    await client.connect();
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });
  beforeEach(async () => {
    const prefix = randomUUID();
    storage = redisStorage({ url: server.url, prefix });
    await storage.open(() => undefined);
    onTestFinished(async () => storage.close());
    for (const id of ['good', 'bad', 'last']) await storage.commit(begin(id, [`user(${id})`]));
    hash = new Keys(prefix).of('bad').hash;
  });

  async function found(ids: string[]): Promise<void> {
    for await (const { id } of storage.find(new Var())) ids.push(id);
  }

  test.each<[string, () => Promise<unknown>]>([
    ['its field u is "garbage"; 3 numbers were expected', () => client.hSet(hash, 'u', 'garbage')],
    ['its field u is "1 2"; 3 numbers were expected', () => client.hSet(hash, 'u', '1 2')],
    ['its field v is "0x1"; 1 numbers were expected', () => client.hSet(hash, 'v', '0x1')],
    ['its field v has 1.5; a whole number was expected', () => client.hSet(hash, 'v', '1.5')],
    ['its field s is "1 2 three"; 3 numbers were expected', () => client.hSet(hash, 's', '1 2 three')],
    ['it has the fields v, u, s, t, 0; v, u, s and p were expected', () => client.hDel(hash, 'p')],
    ['it has the field 0x1, which this release does not know', () => client.hSet(hash, '0x1', 'a')],
    ['stored_term', () => client.hSet(hash, '0', 'user/1:abad\0\x02nonsense')],
    ['stored_term', () => client.hSet(hash, 'p', 'nonsense')],
  ])('that is spoiled is told of, as %s, after all others, and can be ended', async (why, spoil) => {
    await spoil();
    const message = new RegExp(`session "bad": its hash in Redis is damaged: .*${why}`);
    await expect(storage.load('bad')).rejects.toThrow(message);
    await expect(storage.commit({ ...begin('bad'), version: 7 })).rejects.toThrow(message);
    const ids: string[] = [];
    await expect(found(ids)).rejects.toThrow(message);
    expect(ids.sort()).toEqual(['good', 'last']);
    expect((await storage.due(5000, 9)).map(({ id }) => id).sort()).toEqual(['good', 'last']);
    for (const id of ids) await storage.end(id);
    await expect(storage.due(5000, 9)).rejects.toThrow(message);
    expect(await storage.end('bad')).toBe(true);
    expect(await storage.due(5000, 9)).toEqual([]);
  });

  test('with facts and a peer that an earlier release has written is read and changed', async () => {
    const fact = readTerm('user(bad)');
    await client.hSet(hash, '0', Buffer.concat([Buffer.from(`${indexKey(fact)}\0`), termInFormat1(fact)]));
    await client.hSet(hash, 'p', termInFormat1(readTerm('ip(127,0,0,1)')).toString('base64'));
    const session = (await storage.load('bad')) as StoredSession;
    expect(session).toMatchObject({
      version: 1,
      peer: readTerm('ip(127,0,0,1)'),
      facts: [{ place: 0, fact }],
    });
    const changed = change(session, { assertz: ['late'], remove: () => true });
    expect(await storage.commit(changed)).toEqual({ kind: 'done' });
    expect(await storage.load('bad')).toMatchObject({
      version: 2,
      facts: [{ place: 1, fact: readTerm('late') }],
    });
  });
});
