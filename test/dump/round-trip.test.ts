/** What is dumped from one storage and loaded into another one comes back the same: memory, LMDB and Redis. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { memoryStorage } from '../../src/storage/memory.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { Atom, atom, Compound, Str } from '../../src/term/term.ts';
import {
  asStored,
  begin,
  difference,
  dumpOf,
  everyone,
  type Kept,
  loadText,
  NOW,
  randomSessions,
  textOf,
} from '../support/dumps.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { pageText } from '../support/pages.ts';
import { holdsLater } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { trickyTerms } from '../support/tricky-terms.ts';

const SURROGATES = [
  '\ud800',
  'a\udfffb',
  '\udc00\ud800',
  '\\\ud800',
  '\\uD800',
  '\\\\uDFFF',
  '\u{d8000}',
  '\u{d8000}\udfff',
  '\\xD800\\',
  '\\\\xDFFF\\\ud9ab\\',
];
const TEXTS = [...hostileNames, ...SURROGATES, "'.'(", "'.'(1,2)", 'a\r\nb', '%', '/*', '. ', '.\n'];

/** Terms of which some have lone surrogates or what SWI-Prolog calls when it loads it. */
const terms = fc.oneof(
  { weight: 4, arbitrary: randomTerms(['.']) },
  { weight: 1, arbitrary: fc.constantFrom(...TEXTS).map((text) => new Str(text)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...TEXTS), randomTerms())
      .map(([name, term]) => new Compound(name, [new Atom(name), term])),
  },
);
const fitIds = fc
  .oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }))
  .filter((id) => id !== '' && !/[\0\ud800-\udfff]/u.test(id));
const anyIds = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' }));

let folder: string;
let places = 0;
const open = new Set<SessionStorage>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-dump-'));
});
afterEach(async () => {
  for (const storage of open) await storage.close();
  open.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function opened(storage: SessionStorage): Promise<SessionStorage> {
  open.add(storage);
  await storage.open(() => {});
  return storage;
}

const memory = () => opened(memoryStorage());
const lmdb = () => opened(lmdbStorage({ path: join(folder, `${places++}.mdb`), durability: 'batch' }));

/** Dumps the sessions of one storage, loads them into the other, and expects them there. */
async function expectSame(
  sessions: readonly Kept[],
  from: SessionStorage,
  to: SessionStorage,
  pieces?: number,
): Promise<void> {
  for (const storage of [from, to]) {
    for (const id of (await everyone(storage)).keys()) await storage.end(id);
  }
  await begin(from, sessions);
  const text = await dumpOf(from);
  const loaded = await loadText(to, text, pieces === undefined ? {} : { pieces });
  expect(loaded).toEqual({ sessions: sessions.length, replaced: 0, skipped: 0, expired: 0 });
  const found = await everyone(to);
  expect(found.size).toBe(sessions.length);
  for (const session of sessions) expect(difference(session, found.get(session.id))).toBe(undefined);
}

function plain(id: string, facts: Kept['facts'] = []): Kept {
  return {
    id,
    peer: atom('p'),
    opened: NOW,
    lastUsed: NOW,
    idle: 600,
    until: Number.POSITIVE_INFINITY,
    facts,
  };
}

describe('what was dumped and loaded is the same', () => {
  test('in memory, whatever the pieces of the text are', async () => {
    const [from, to] = [await memory(), await memory()];
    const cases = fc.tuple(randomSessions(anyIds, terms), fc.integer({ min: 1, max: 300 }));
    await holdsLater(cases, 200, ([sessions, pieces]) => expectSame(sessions, from, to, pieces));
  });

  test('in LMDB', async () => {
    const [from, to] = [await lmdb(), await lmdb()];
    await holdsLater(randomSessions(fitIds, terms), 20, (sessions) => expectSame(sessions, from, to));
  });

  test('with all tricky terms as facts, and hostile names as ids', async () => {
    const ids = [...new Set(TEXTS)];
    const facts = [...trickyTerms];
    await expectSame([plain('tricky', facts), ...ids.map((id) => plain(id))], await memory(), await memory());
  });

  test('with 20,000 sessions', async () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `s${String(i).padStart(5, '0')}`);
    const [from, to] = [await memory(), await memory()];
    await begin(
      from,
      ids.map((id) => plain(id, [new Atom(id)])),
    );
    const text = await dumpOf(from);
    expect(await loadText(to, text)).toMatchObject({ sessions: 20_000 });
    expect(await dumpOf(to)).toBe(text);
  });

  test('with a session of very many facts, and a fact that is very long', async () => {
    const facts = Array.from({ length: 12_000 }, (_, i) => new Compound('fact', [new Atom(`f${i}`)]));
    const long = new Str('é\n.\n'.repeat(200_000));
    await expectSame([plain('many', facts), plain('long', [long])], await memory(), await memory());
  });
});

describeWithRedis('what was dumped and loaded is the same', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  const redis = (prefix: string) => opened(redisStorage({ url: server.url, prefix }));

  test('in Redis', async () => {
    const [from, to] = [await redis('from'), await redis('to')];
    await holdsLater(randomSessions(fitIds, terms), 25, (sessions) => expectSame(sessions, from, to));
  });

  test('from LMDB to Redis and from Redis to LMDB', async () => {
    const [a, b, c] = [await lmdb(), await redis('b'), await lmdb()];
    await holdsLater(randomSessions(fitIds, terms), 8, async (sessions) => {
      await expectSame(sessions, a, b);
      await expectSame(sessions, b, c);
    });
  });
});

test('each clause is one line, and all of it is text that can be shown', async () => {
  const facts = trickyTerms.concat(TEXTS.map((text) => new Str(text)));
  const text = await textOf([asStored(plain('a\n.\nb', facts))]);
  expect(Buffer.from(text).toString()).toBe(text);
  // SWI-Prolog and our writer take a soft hyphen for a symbol.
  expect(text.match(/.*[^\P{C}\n\xad].*/gu) ?? []).toEqual([]);
  expect(text.match(/^session_data|^:- term_to_atom|^session_clause_json/gm)).toHaveLength(facts.length);
});

test('the text in the page about it is that of a dump', async () => {
  const sample: Kept = {
    id: '7c5e-01f2',
    peer: readTerm('ip(127,0,0,1)'),
    opened: 1767322000.25,
    lastUsed: 1767323045.5,
    idle: 600,
    until: Number.POSITIVE_INFINITY,
    facts: ['user(alice)', 'cart("a book",3)', 'pair(X,X)'].map((text) => readTerm(text)),
  };
  const text = await textOf([asStored(sample)]);
  expect(pageText('src/storage/dump.md')).toContain(text.replace(/^(?=.)/gm, '    '));
});
