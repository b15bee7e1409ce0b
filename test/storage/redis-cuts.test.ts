/** A connection to Redis that is cut at any command costs time and nothing else: what is answered was done, and once. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { type Cut, type CuttingProxy, startProxy } from '../support/cutting-proxy.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { disagreements } from '../support/redis-sessions.ts';

describeWithRedis('a connection that is cut', () => {
  let server: RedisServer;
  let proxy: CuttingProxy;
  let storage: SessionStorage;
  beforeAll(async () => {
    server = await startRedis();
    proxy = await startProxy(server.port);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });
  afterEach(() => storage.close());

  test.each<Cut>(['before', 'in command', 'after', 'in answer'])('%s, at each in turn', async (cut) => {
    const prefix = cut.replace(' ', '-');
    storage = redisStorage({ url: proxy.url, prefix });
    await storage.open(() => {});
    let wasCut = true;
    for (let message = 1; wasCut; message++) {
      proxy.cutAt(message, cut);
      expect({ message, answers: await useSessions(storage, `${message}`) }).toEqual({
        message,
        answers: EXPECTED,
      });
      wasCut = !proxy.willCut;
      if (message > 100) throw new Error('the commands have no end');
    }
    expect(await disagreements([server.url], prefix)).toEqual([]);
  });

  test('again and again, under many commands at once', async () => {
    storage = redisStorage({ url: proxy.url, prefix: 'often', timeout: 10_000 });
    await storage.open(() => {});
    const cutting = setInterval(() => proxy.cutAll(), 40);
    let n = 0;
    const start = Date.now();
    while (Date.now() - start < 1000) {
      const ids = Array.from({ length: 20 }, () => `s${n++}`);
      const answers = await Promise.all(ids.map((id) => useSessions(storage, id, false)));
      for (const answer of answers) expect(answer).toEqual(EXPECTED.slice(0, answer.length));
    }
    clearInterval(cutting);
    expect(n).toBeGreaterThan(20);
    expect(await disagreements([server.url], 'often')).toEqual([]);
  });
});

const EXPECTED = [
  'done',
  ...['1: user(alice) cart(book,1)', '1: the same', 'done', '2: user(alice) cart(book,2)'],
  ...['conflict with 2', 'touched', 'done', 'gone', 'done', 'ended', 'not ended', 'none'],
  ...['found 1', 'due 1', 'ended', 'found 0'],
];

/** All that can be done with sessions, and what is answered. */
async function useSessions(storage: SessionStorage, name: string, isAlone = true): Promise<string[]> {
  const answers: string[] = [];
  const [id, next, own] = [`a${name}`, `b${name}`, `only(${name})`];
  const state = {
    ...{ peer: readTerm('ip(127,0,0,1)'), opened: 1000, lastUsed: 1000, idle: 600, until: 9000 },
    ...{ first: 0, last: 1 },
  };
  const fact = (place: number, text: string) => ({ place, fact: readTerm(text) });
  const commit = async (change: Omit<Parameters<SessionStorage['commit']>[0], 'state'>) => {
    const outcome = await storage.commit({ ...change, state });
    answers.push(outcome.kind === 'conflict' ? `conflict with ${outcome.now.version}` : outcome.kind);
  };
  const load = async (which: string, known?: number) => {
    const session = await storage.load(which, known);
    if (session === undefined) answers.push('none');
    else
      answers.push(`${session.version}: ${session.facts?.map((each) => each.fact).join(' ') ?? 'the same'}`);
  };
  const first = [fact(0, 'user(alice)'), fact(1, 'cart(book,1)')];
  await commit({ id, version: 0, added: first, removed: [] });
  await load(id);
  await load(id, 1);
  await commit({ id, version: 1, added: [fact(2, 'cart(book,2)')], removed: [first[1]!] });
  await load(id, 1);
  await commit({ id, version: 1, added: [], removed: [] });
  answers.push((await storage.touch(id, { lastUsed: 1100, idle: 600, until: 9000 })) ? 'touched' : 'none');
  const replaces = { id, version: 2 };
  await commit({ id: next, version: 0, added: first, removed: [], replaces });
  await commit({ id, version: 2, added: [], removed: [] });
  await commit({ id: next, version: 1, added: [fact(3, own)], removed: [] });
  answers.push((await storage.end(next, { version: 2, lastUsed: 1000 })) ? 'ended' : 'not ended');
  answers.push((await storage.end(next)) ? 'ended' : 'not ended');
  await load(next, 2);
  if (!isAlone) return answers;
  await storage.commit({ id, version: 0, state, added: [fact(0, own)], removed: [] });
  answers.push(`found ${(await found(storage, own)).length}`);
  answers.push(`due ${(await storage.due(5000, 10)).length}`);
  answers.push((await storage.end(id)) ? 'ended' : 'not ended');
  answers.push(`found ${(await found(storage, own)).length}`);
  return answers;
}

async function found(storage: SessionStorage, pattern: string): Promise<StoredSession[]> {
  const sessions: StoredSession[] = [];
  for await (const session of storage.find(readTerm(pattern))) sessions.push(session);
  return sessions;
}
