/** `clausal dump` and `clausal load` as commands: arguments, files, what they say, and their exit status. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { DUMP_USAGE, dumpArguments, loadArguments } from '../../src/dump/arguments.ts';
import { showProgress } from '../../src/dump/progress.ts';
import { openInput, writeFile } from '../../src/dump/text-file.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { atom, compound, int } from '../../src/term/term.ts';
import { CLAUSAL, launch } from '../support/clausal-command.ts';
import { asStored, begin, dumpOf, type Kept, NOW, textOf } from '../support/dumps.ts';
import { freePort } from '../support/free-port.ts';
import { describeWithRedis, startRedis } from '../support/redis-server.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-dump-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly output: string;
  readonly errors: string;
  readonly status: number | null;
}

function run(words: readonly string[], input = ''): Promise<Ended> {
  const child = launch(words, { cwd: folder });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdin.on('error', () => {}); // who refuses its arguments reads no input
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ output, errors, status })));
}

const clausal = (words: readonly string[], input?: string) => run([...CLAUSAL, ...words], input);

function session(id: string, others: Partial<Kept> = {}): Kept {
  const facts = [compound('cart', [atom('book'), int(3)]), compound('user', [atom(id)])];
  return { id, peer: atom('p'), opened: NOW, lastUsed: NOW, idle: 86_400, until: Infinity, facts, ...others };
}

async function lmdbWith(name: string, sessions: readonly Kept[]): Promise<string> {
  const storage = lmdbStorage({ path: join(folder, name), durability: 'batch' });
  storage.open(() => {});
  await begin(storage, sessions);
  const text = await dumpOf(storage);
  await storage.close();
  return text;
}

/** Without the lines that tell of the time of the dump. */
function undated(text: string): string {
  return text.replace(/^% Sessions.*|^session_dump\(.*/gm, '');
}

describe('the commands', () => {
  test('dump a file of LMDB and load it into another one', async () => {
    const ids = Array.from({ length: 2000 }, (_, i) => `s${String(i).padStart(4, '0')}`);
    const text = await lmdbWith(
      'many.mdb',
      ids.map((id) => session(id)),
    );
    expect(await clausal(['dump', 'lmdb:many.mdb', 'many.pl'])).toEqual({
      output: '',
      errors: '',
      status: 0,
    });
    expect(statSync(join(folder, 'many.pl')).mode & 0o777).toBe(0o600);
    expect(undated(readFileSync(join(folder, 'many.pl'), 'utf8'))).toBe(undated(text));
    const loaded = await clausal(['load', 'lmdb:copy.mdb', 'many.pl']);
    expect(loaded).toEqual({ output: '2000 sessions loaded\n', errors: '', status: 0 });
    expect(await lmdbWith('copy.mdb', [])).toBe(text);
    // A reader that has seen enough is no error.
    const words = CLAUSAL.map((word) => `'${word}'`).join(' ');
    const piped = `${words} dump lmdb:copy.mdb | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { output, errors } = await run(['bash', '-c', piped]);
    expect(output).toMatch(/^% Sessions of clausal, dumped at \S+, in format 1\..*\n0\n$/);
    expect(errors).toBe('');
  });

  test('dump what is not damaged, and say what is missing, with status 1', async () => {
    const facts = [compound('user', [atom('badbadbadbad')])];
    await lmdbWith('sound.mdb', [session('bad', { facts }), session('good')]);
    const bytes = readFileSync(join(folder, 'sound.mdb'));
    for (let at = 0; (at = bytes.indexOf('badbadbadbad', at)) >= 0; ) bytes[at + 6]! ^= 1;
    writeFileSync(join(folder, 'damaged.mdb'), bytes);
    const { output, errors, status } = await clausal(['dump', 'lmdb:damaged.mdb', 'rest.pl']);
    expect({ output, status }).toEqual({ output: '', status: 1 });
    expect(errors).toMatch(
      /^clausal: damaged, and not in the dump: .*cannot read session bad, which is damaged/,
    );
    const loaded = await clausal(['load', 'lmdb:rest.mdb', 'rest.pl']);
    expect(loaded).toEqual({ output: '1 session loaded\n', errors: '', status: 0 });
  });

  test('read standard input, and say what is wrong, with status 1', async () => {
    const text = await textOf([session('a'), session('b'), session('old', { lastUsed: 0 })].map(asStored));
    writeFileSync(join(folder, 'wrong.pl'), text.replace('user(b)', 'user b'));
    const [loaded, wrong, nothing] = await Promise.all([
      clausal(['load', 'lmdb:in.mdb'], text),
      clausal(['load', 'lmdb:wrong.mdb', 'wrong.pl']),
      clausal(['dump', 'lmdb:none.mdb']),
    ]);
    expect(loaded).toEqual({
      output: '2 sessions loaded, 1 left out, whose time is up\n',
      errors: '',
      status: 0,
    });
    expect(wrong.errors).toMatch(
      /^clausal: wrong\.pl: line 23, column 21: operator expected\n.*\n *\^ expected an operator, `,` or `\)`\n1 session loaded\n$/,
    );
    expect(wrong).toMatchObject({ output: '', status: 1 });
    expect(nothing).toEqual({ output: '', errors: 'clausal: there is no file none.mdb\n', status: 1 });
    expect(existsSync(join(folder, 'none.mdb'))).toBe(false);
  });

  test('refuse what they do not know with status 2, and fail without a server with status 1', async () => {
    const [refused, unreachable] = await Promise.all([
      clausal(['load', '--frobnicate', 'lmdb:x.mdb']),
      clausal(['dump', `redis://user:secret@127.0.0.1:${await freePort()}`]),
    ]);
    expect(refused.errors).toMatch(/^clausal: load: unknown option --frobnicate\nusage: clausal load /);
    expect(refused).toMatchObject({ output: '', status: 2 });
    expect(unreachable.errors).toMatch(/^clausal: .*\n$/);
    expect(unreachable.errors).not.toContain('secret');
    expect(unreachable).toMatchObject({ output: '', status: 1 });
  });
});

describeWithRedis('the commands', () => {
  test('take sessions from LMDB to Redis and back, each prefix by itself', async () => {
    const server = await startRedis();
    try {
      const text = await lmdbWith('from.mdb', [session('a'), session('b')]);
      const loaded = await clausal(['load', '--prefix=shop', server.url], text);
      expect(loaded).toEqual({ output: '2 sessions loaded\n', errors: '', status: 0 });
      const shop = await clausal(['dump', server.url, '--prefix', 'shop']);
      const blocks = (dump: string) => undated(dump).split('\n\n').sort();
      expect(blocks(shop.output)).toEqual(blocks(text));
      expect(shop).toMatchObject({ errors: '', status: 0 });
      expect(await server.command('keys', '{clausal*')).toBe('');
    } finally {
      await server.stop();
    }
  });
});

describe('the arguments', () => {
  test('say which storage, which file, and what becomes of sessions that are there', () => {
    const lmdb = { kind: 'lmdb', path: './a.mdb' };
    const redis = { kind: 'redis', url: 'rediss://h', prefix: 'p', cluster: true };
    expect(dumpArguments(['lmdb:./a.mdb'])).toEqual({ wantsHelp: false, storage: lmdb, file: undefined });
    expect(dumpArguments(['--prefix', 'p', 'rediss://h', '--cluster', 'f.pl'])).toEqual({
      wantsHelp: false,
      storage: redis,
      file: 'f.pl',
    });
    expect(dumpArguments(['--', 'lmdb:./a.mdb', '--all'])).toMatchObject({ file: '--all' });
    expect(loadArguments(['lmdb:a'])).toMatchObject({ ifThere: 'refuse', withExpired: false });
    expect(loadArguments(['--skip', '--all', 'lmdb:a'])).toMatchObject({
      ifThere: 'skip',
      withExpired: true,
    });
    expect(loadArguments(['--replace', 'lmdb:a'])).toMatchObject({ ifThere: 'replace' });
    expect(DUMP_USAGE).toMatch(/^usage: clausal dump \[option …\] STORAGE \[FILE\]\n/);
    expect([dumpArguments(['-h']), loadArguments(['x', '--help'])]).toEqual([
      { wantsHelp: true },
      { wantsHelp: true },
    ]);
  });

  test.each([
    [[], 'dump: a storage was expected'],
    [['./sessions.mdb'], 'dump: ./sessions.mdb: lmdb:PATH, redis://… or rediss://… was expected'],
    [['lmdb:'], 'dump: lmdb:: lmdb:PATH, redis://… or rediss://… was expected'],
    [['http://me:secret@host'], 'dump: http://***@host: lmdb:PATH, redis://… or rediss://… was expected'],
    [['lmdb:a', 'b', 'c'], 'dump: c: nothing was expected behind the file'],
    [['lmdb:a', '--skip'], 'dump: unknown option --skip'],
    [['lmdb:a', '--prefix', 'p'], 'dump: --prefix is for Redis only'],
    [['lmdb:a', '--cluster'], 'dump: --cluster is for Redis only'],
    [['redis://h', '--prefix'], 'option --prefix: a text was expected behind it'],
  ])('of dump cannot be %j', (words, said) => {
    expect(() => dumpArguments(words)).toThrow(said);
  });

  test('of load cannot be both --replace and --skip', () => {
    expect(() => loadArguments(['lmdb:a', '--replace', '--skip'])).toThrow(
      'load: --replace and --skip; one of the two was expected',
    );
  });
});

describe('the file of a dump', () => {
  async function* pieces(...texts: readonly (string | Error)[]): AsyncGenerator<string> {
    for (const text of texts) {
      if (text instanceof Error) throw text;
      yield text;
    }
  }

  test('stays as it was until the new one is whole', async () => {
    const place = join(folder, 'place');
    mkdirSync(place);
    const file = join(place, 'a.pl');
    await writeFile(file, pieces('old'));
    await expect(writeFile(file, pieces('n', new Error('damaged')))).rejects.toThrow('damaged');
    expect(readFileSync(file, 'utf8')).toBe('old');
    symlinkSync('a.pl', join(place, 'link.pl'));
    await writeFile(join(place, 'link.pl'), pieces('n', 'ew'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(place).sort()).toEqual(['a.pl', 'link.pl']);
  });

  test('that cannot be written or read is an error', async () => {
    await expect(writeFile(join(folder, 'no/where.pl'), pieces('x'))).rejects.toThrow(
      /^cannot write .*no\/where\.pl: ENOENT/,
    );
    await expect(writeFile('/dev/full', pieces('x'))).rejects.toThrow(/^cannot write \/dev\/full: ENOSPC/);
    await expect(openInput(join(folder, 'missing.pl'))).rejects.toThrow(/^cannot read .*missing\.pl: ENOENT/);
    await expect(openInput(folder).then((input) => input[Symbol.asyncIterator]().next())).rejects.toThrow(
      /^cannot read .*: EISDIR/,
    );
  });
});

describe('the progress', () => {
  afterEach(() => void vi.useRealTimers());

  test('is shown at a terminal only, and wiped away', () => {
    vi.useFakeTimers();
    for (const isTTY of [true, false]) {
      const written: string[] = [];
      const errors = { isTTY, write: (text: string) => written.push(text) };
      let count = 0;
      const hide = showProgress(() => count, errors as unknown as NodeJS.WriteStream);
      count = 3;
      vi.advanceTimersByTime(200);
      count = 5;
      vi.advanceTimersByTime(200);
      hide();
      vi.advanceTimersByTime(1000);
      const shown = ['\r3 sessions\x1b[K', '\r5 sessions\x1b[K', '\r\x1b[K'];
      expect(written).toEqual(isTTY ? shown : []);
    }
  });
});
