/** What load makes of texts that are wrong, of sessions that are there already, and of those whose time is up. */
import { describe, expect, test } from 'vitest';
import { type Loaded, loadSessions } from '../../src/dump/load-sessions.ts';
import { readClauses } from '../../src/dump/read-clauses.ts';
import { readSessions } from '../../src/dump/read-sessions.ts';
import { type MemoryStorage, memoryStorage } from '../../src/storage/memory.ts';
import { atom, compound, int } from '../../src/term/term.ts';
import { asStored, begin, bytesOf, everyone, type Kept, loadText, NOW, textOf } from '../support/dumps.ts';

function session(id: string, others: Partial<Kept> = {}): Kept {
  const facts = [compound('of', [atom(id)]), compound('number', [int(1)])];
  return { id, peer: atom('p'), opened: NOW, lastUsed: NOW, idle: 600, until: Infinity, facts, ...others };
}

function dump(...sessions: readonly Kept[]): Promise<string> {
  return textOf(sessions.map(asStored));
}

/** What loading says, how many it says it has loaded, and the ids that are there then. */
async function outcome(
  text: string | Uint8Array,
  options: Parameters<typeof loadText>[2] = {},
  storage: MemoryStorage = memoryStorage(),
): Promise<{ said: string; loaded: number; ids: string }> {
  const loaded: Loaded = { sessions: 0, replaced: 0, skipped: 0, expired: 0 };
  const said = await loadText(storage, text, { ...options, loaded }).then(
    () => '',
    (error) => `${error.name}: ${error.message}`,
  );
  return { said, loaded: loaded.sessions, ids: [...(await everyone(storage)).keys()].sort().join(' ') };
}

describe('a wrong text', () => {
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  test.each([
    ['session_data(b,of(b)).', 'session_data(b,of b).', ', column 19: operator expected'],
    ['session_data(b,of(b)).', "session_data(b,'of).", ', column 16: quoted text does not end'],
    ['session_data(b,of(b)).', 'session_data(b,of(b))', ', column 1: operator expected', 1],
    [
      'session_data(b,of(b)).',
      'session_data(a,of(b)).',
      ': session_data(a,of(b)) was found; a fact of the session b,',
    ],
    ['session_data(b,of(b)).', 'session_data(b).', ': session_data(b) was found; a fact of a session,'],
    ['session_data(b,of(b)).', 'foo.', ': foo was found; a fact of a session,'],
    [
      'session_data(b,of(b)).',
      'last_used(b,1.0).',
      ': last_used(b,1.0) was found; one such fact of a session',
    ],
    ['session_data(b,of(b)).', ':- halt.', ': :-halt was found; no other directives'],
    [
      'session_data(b,of(b)).',
      ':- set_prolog_flag(double_quotes, codes).',
      ': :-set_prolog_flag(double_quotes,codes) was found',
    ],
    ['session_data(b,of(b)).', 'session_dump(1,x).', ': session_dump(1,x) was found; a fact of a session'],
    ['session_data(b,of(b)).', 'session_clause_json(\'"f("\').', ', column 3: '],
    ['session_data(b,of(b)).', "session_clause_json('{}').", ': session_clause_json({}) was found'],
    [
      'session_times(b,600,inf).',
      'session_times(b,long,inf).',
      ': session_times(b,long,inf) was found; a number of seconds, or inf,',
    ],
    [
      'session_times(b,600,inf).',
      'session_times(b,1.5NaN,inf).',
      ': session_times(b,1.5NaN,inf) was found; a number of seconds',
    ],
  ])('has an error with its line where %s is %s', async (part, wrong, said, below = 0) => {
    const text = await dump(session('a'), session('b'), session('c'));
    const line = lineOf(text, part) + below;
    for (const pieces of [7, 65_536]) {
      const found = await outcome(text.replace(part, wrong), { pieces });
      expect(found.said).toContain(`DumpError: line ${line}${said}`);
      expect(found).toMatchObject({ loaded: 1, ids: 'a' });
    }
  });

  test('loads nothing where it is not clear what session a fact is of', async () => {
    const text = await dump(session('a'), session('b'));
    for (const wrong of ['current_session("b",p)', 'current_session(B,p)', 'current_session(1,p)']) {
      const found = await outcome(text.replace('current_session(b,p)', wrong));
      expect(found.said).toMatch(
        /^DumpError: line 18: current_session\(\S+,p\) was found; an atom as the id/,
      );
      expect(found).toMatchObject({ loaded: 0, ids: '' });
    }
  });

  test('loads nothing of a session without its times', async () => {
    const text = await dump(session('a'), session('b'), session('c'));
    for (const name of ['session_opened', 'last_used', 'session_times']) {
      const found = await outcome(text.replace(new RegExp(`^${name}\\(b,.*\n`, 'm'), ''));
      expect(found.said).toMatch(/^DumpError: line \d+: current_session\(c,p\) was found; /);
      expect(found.said).toContain(`; ${name}(b,`);
      expect(found).toMatchObject({ loaded: 1, ids: 'a' });
    }
  });

  test('that ends anywhere loads only whole sessions, and says that it was cut off', async () => {
    const text = await dump(session('a'), session('b'));
    const second = text.indexOf('current_session(b');
    for (let end = 0; end < text.length - 1; end += 3) {
      const found = await outcome(text.slice(0, end));
      expect(found.said).toMatch(/^DumpError: /);
      // The first is whole when the second one begins.
      const isWhole = end >= second + 'current_session(b,p).'.length;
      expect(found).toMatchObject({ loaded: isWhole ? 1 : 0, ids: isWhole ? 'a' : '' });
    }
    expect((await outcome(text.slice(0, text.indexOf('session_dump_end.')))).said).toMatch(
      /: the end of the text was found; session_dump_end was expected: the dump was cut off$/,
    );
  });

  test('that has no head, or is of a later format, is refused', async () => {
    const text = await dump(session('a'));
    expect((await outcome(text.replace('session_dump(1', 'session_dump(2'))).said).toMatch(
      /^DumpError: line 9: session_dump\(2,'.*'\) was found; session_dump\(1, Date\), the format that this release reads, was/,
    );
    expect((await outcome(text.replace(/^session_dump\(.*/m, ''))).said).toMatch(
      /current_session\(a,p\) was found; session_dump\(1, Date\)/,
    );
    expect((await outcome('')).said).toMatch(/the end of the text was found; session_dump\(1, Date\)/);
  });

  test('goes on behind its end', async () => {
    const text = await dump(session('a'));
    expect((await outcome(`${text}${text}`)).said).toMatch(
      /session_dump\(1,.*\) was found; nothing behind session_dump_end was expected$/,
    );
  });

  test('has bytes that are not UTF-8', async () => {
    const text = await dump(session('a'), session('b'));
    const bytes = Buffer.from(text.replace('of(b)', 'of(\x01)'));
    bytes[bytes.indexOf(1)] = 0xff;
    for (const pieces of [10, 65_536]) {
      const { said } = await outcome(bytes, { pieces });
      expect(said).toBe(
        `DumpError: line ${lineOf(text, 'session_data(b,of(b))')}: bytes that are not UTF-8 were found; text in UTF-8 was expected`,
      );
    }
    const cut = await outcome(Buffer.concat([Buffer.from(text), Buffer.from([0xc3])]));
    expect(cut.said).toMatch(/: bytes that are not UTF-8 were found/);
  });
});

test('a text that people have written is read as well', async () => {
  const text = `\ufeff/* by hand */
    session_dump(1, today).
    current_session('a b', ip(127,0,0,1)).  session_times('a b', inf, inf).
    last_used('a b', 1e9).   % long ago
    session_opened('a b', 0).
    session_data('a b', X - Y / 2).
    session_data('a b',
                 "two
lines").
    session_dump_end. % nothing more
    `.replace('two\nlines', 'two\\\nlines');
  for (const pieces of [1, 5, 1000]) {
    const storage = memoryStorage();
    expect(await outcome(text, { pieces }, storage)).toEqual({ said: '', loaded: 1, ids: 'a b' });
    const { facts } = (await everyone(storage)).get('a b')!;
    expect(facts.map(({ fact }) => String(fact).replace(/_\d+/g, '_'))).toEqual(['_-_/2', '"twolines"']);
  }
});

describe('a session that is there already', () => {
  const there = session('b', { facts: [atom('old')] });

  async function withOld(): Promise<MemoryStorage> {
    const storage = memoryStorage();
    await begin(storage, [there]);
    return storage;
  }
  const factsOf = async (storage: MemoryStorage, id: string) =>
    (await everyone(storage)).get(id)!.facts.map(({ fact }) => String(fact));

  test('is an error that names it, and nothing behind it is loaded', async () => {
    const storage = await withOld();
    const found = await outcome(await dump(session('a'), session('b'), session('c')), {}, storage);
    expect(found).toEqual({
      said: 'DumpError: line 18: the session "b" is there already; --replace or --skip was expected for such ones',
      loaded: 1,
      ids: 'a b',
    });
    expect(await factsOf(storage, 'b')).toEqual(['old']);
  });

  test('comes before an error that is behind it in the text', async () => {
    const text = (await dump(session('a'), session('b'), session('c'))).replace('of(c)', 'of c');
    expect((await outcome(text, {}, await withOld())).said).toMatch(/"b" is there already/);
  });

  test('stays where it is to be skipped', async () => {
    const storage = await withOld();
    const text = await dump(session('a'), session('b'), session('c'));
    const loaded = await loadText(storage, text, { ifThere: 'skip' });
    expect(loaded).toEqual({ sessions: 2, replaced: 0, skipped: 1, expired: 0 });
    expect(await factsOf(storage, 'b')).toEqual(['old']);
  });

  test('ends first where it is to be replaced', async () => {
    const storage = await withOld();
    const told: [string, number][] = [];
    await storage.connect().open((id, version) => told.push([id, version]));
    const text = await dump(session('a'), session('b'), session('c'));
    const loaded = await loadText(storage, text, { ifThere: 'replace' });
    expect(loaded).toEqual({ sessions: 3, replaced: 1, skipped: 0, expired: 0 });
    expect(await factsOf(storage, 'b')).toEqual(['of(b)', 'number(1)']);
    expect(told.filter(([id]) => id === 'b')).toEqual([
      ['b', 0],
      ['b', 1],
    ]);
  });

  test('is so too when the text has it twice', async () => {
    const text = await dump(session('a'), session('b'), session('a', { facts: [] }));
    expect(await outcome(text)).toMatchObject({
      said: expect.stringMatching(/"a" is there already/),
      ids: 'a b',
    });
    const storage = memoryStorage();
    const loaded = await loadText(storage, text, { ifThere: 'replace' });
    expect(loaded).toMatchObject({ sessions: 3, replaced: 1 });
    expect(await factsOf(storage, 'a')).toEqual([]);
  });

  test('is so too when another process begins it at the same time', async () => {
    const text = await dump(session('a'), session('b'));
    const expected = { refuse: ['old'], skip: ['old'], replace: ['of(b)', 'number(1)'] };
    for (const ifThere of ['refuse', 'skip', 'replace'] as const) {
      const storage = memoryStorage();
      let isFirst = true;
      const late = storage.connect({
        delay: async (call, way) => {
          if (call !== 'commit' || way !== 'there' || !isFirst) return;
          isFirst = false;
          await begin(storage, [there]);
        },
      });
      const loading = loadText(late as MemoryStorage, text, { ifThere });
      if (ifThere === 'refuse') await expect(loading).rejects.toThrow(/"b" is there already/);
      else await loading;
      expect(await factsOf(storage, 'b')).toEqual(expected[ifThere]);
    }
  });
});

test('sessions whose time is up are left out, unless all are wanted', async () => {
  const sessions = [
    session('idle', { lastUsed: NOW - 601 }),
    session('over', { until: NOW - 1 }),
    session('due', { lastUsed: NOW - 600 }),
    session('never', { lastUsed: 0, idle: Infinity }),
  ];
  const text = await dump(...sessions);
  const storage = memoryStorage();
  expect(await loadText(storage, text)).toEqual({ sessions: 2, replaced: 0, skipped: 0, expired: 2 });
  expect([...(await everyone(storage)).keys()]).toEqual(['due', 'never']);
  expect(await outcome(text, { withExpired: true })).toMatchObject({ loaded: 4 });
});

test('no more of the text is read than the storage takes', async () => {
  const many = Array.from({ length: 2000 }, (_, i) => asStored(session(`s${i}`)));
  let [read, committed, most] = [0, 0, 0];
  const sessions = async function* () {
    for await (const each of readSessions(readClauses(bytesOf(await textOf(many))))) {
      read++;
      yield each;
    }
  };
  const storage = memoryStorage({
    delay: async (call, way) => {
      if (call === 'commit' && way === 'there') most = Math.max(most, read - committed++);
    },
  });
  await loadSessions(storage, sessions(), { ifThere: 'refuse', withExpired: false, now: () => NOW });
  expect({ read, committed }).toEqual({ read: 2000, committed: 2000 });
  expect(most).toBeLessThan(300);
});

test('a session that the storage does not take is an error, and nothing behind it is loaded', async () => {
  const storage = memoryStorage();
  const text = await dump(session('a'), session('b'), session('c'));
  const commit = storage.commit.bind(storage);
  storage.commit = (change) => {
    if (change.id === 'b') throw new Error('no such id');
    return commit(change);
  };
  expect(await outcome(text, {}, storage)).toEqual({
    said: 'DumpError: line 18: the session "b" cannot be loaded: no such id',
    loaded: 1,
    ids: 'a',
  });
});

test('a storage that fails is told of, with what was loaded', async () => {
  const storage = memoryStorage();
  const text = await dump(session('a'), session('b'));
  storage.failNext(1, { error: new Error('no space left') });
  expect(await outcome(text, {}, storage)).toEqual({
    said: 'DumpError: line 11: the session "a" cannot be loaded: no space left',
    loaded: 0,
    ids: '',
  });
});
