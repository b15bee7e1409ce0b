/** The files of this machine, and standard input, as programs in SWI-Prolog in WebAssembly find them. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrologError, SessionEngine } from 'clausal';
import type { HostOptions } from 'clausal/host';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
let prolog: SwiProlog;
let reader: SwiProlog;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-files-'));
  prolog = await SwiProlog.create(new SessionEngine());
  reader = await SwiProlog.create(new SessionEngine(), { isReadOnly: true });
});
afterAll(async () => {
  await prolog.close();
  await reader.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);
/** The first solution of a goal in which `~/` stands for the folder, and in which there may be streams. */
const first = async (goal: string, host = prolog) => {
  const found = await host.query(goal.replaceAll('~/', `${folder}/`), { isShown: true }).first();
  return found && { ...found };
};
const errorOf = async (goal: string, host = prolog) => {
  const error = await first(goal, host).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(PrologError);
  return (error as PrologError).message.replaceAll(folder, '~');
};

describe('files', () => {
  test('are read and written where they are here', async () => {
    writeFileSync(path('a.txt'), 'first é\nsecond 😀\n');
    expect(await first("read_file_to_string('~/a.txt', S, [encoding(utf8)])")).toEqual({
      S: 'first é\nsecond 😀\n',
    });
    expect(await first("size_file('~/a.txt', N), exists_file('~/a.txt')")).toEqual({ N: 21 });
    await first(
      "open('~/b.txt', write, S, [encoding(utf8)]), format(S, 'a~wb~n', ['€']), close(S), S2 = 1, S = S3",
    );
    expect(readFileSync(path('b.txt'), 'utf8')).toBe('a€b\n');
    await first("open('~/b.txt', append, S), write(S, more), close(S)");
    expect(readFileSync(path('b.txt'), 'utf8')).toBe('a€b\nmore');
    await first("open('~/b.txt', update, S), write(S, 'X'), close(S)");
    expect(readFileSync(path('b.txt'), 'utf8')).toBe('X€b\nmore');
    await first("open('~/b.txt', write, S), close(S)");
    expect(statSync(path('b.txt')).size).toBe(0);
  });

  test('of any size, from any place', async () => {
    writeFileSync(path('large'), Buffer.alloc(3_000_000, 'abcdefghi\n'));
    const goal = `open('~/large', read, S, [type(binary)]), seek(S, 2000000, bof, _), get_byte(S, B),
                  seek(S, -1, eof, _), get_byte(S, Last), get_byte(S, End), close(S)`;
    expect(await first(goal)).toMatchObject({ B: 97, Last: 10, End: -1 });
    expect(
      await first(
        "read_file_to_codes('~/large', Cs, []), length(Cs, N), Cs = [C|_], msort([1], _), Cs2 = [], Cs \\== Cs2, fail ; size_file('~/large', N)",
      ),
    ).toMatchObject({ N: 3_000_000 });
  });

  test('that others change while a program knows them', async () => {
    writeFileSync(path('c.txt'), 'one.');
    expect(await first("open('~/c.txt', read, S), read(S, T), close(S)")).toMatchObject({ T: 'one' });
    writeFileSync(path('c.txt'), 'two(1).');
    utimesSync(path('c.txt'), 1_000_000, 2_000_000);
    expect(
      await first("open('~/c.txt', read, S), read(S, T), close(S), time_file('~/c.txt', Time)"),
    ).toMatchObject({
      T: { two: 1 },
      Time: 2_000_000,
    });
    rmSync(path('c.txt'));
    expect(await first("exists_file('~/c.txt')")).toBeUndefined();
    writeFileSync(path('c.txt'), '');
    expect(await first("exists_file('~/c.txt')")).toEqual({});
  });

  test('are renamed, linked and deleted', async () => {
    writeFileSync(path('d.txt'), 'd');
    await first("rename_file('~/d.txt', '~/e.txt')");
    expect([existsSync(path('d.txt')), existsSync(path('e.txt'))]).toEqual([false, true]);
    symlinkSync('e.txt', path('link.txt'));
    expect(
      await first("read_file_to_string('~/link.txt', S, []), read_link('~/link.txt', Link, Target)"),
    ).toEqual({
      S: 'd',
      Link: 'e.txt',
      Target: path('e.txt'),
    });
    expect(await first("same_file('~/link.txt', '~/e.txt')")).toEqual({});
    await first("delete_file('~/link.txt'), delete_file('~/e.txt')");
    expect(existsSync(path('e.txt'))).toBe(false);
  });

  test('folders', async () => {
    await first("make_directory('~/f'), make_directory_path('~/g/h')");
    expect(statSync(path('g/h')).isDirectory()).toBe(true);
    writeFileSync(path('f/x.pl'), '');
    expect(
      await first("directory_files('~/f', Fs), msort(Fs, Files), exists_directory('~/f')"),
    ).toMatchObject({
      Files: ['.', '..', 'x.pl'],
    });
    expect(await first("directory_member('~/f', M, [extensions([pl])])")).toEqual({ M: path('f/x.pl') });
    expect(await first("expand_file_name('~/f/*.pl', Fs)")).toEqual({ Fs: [path('f/x.pl')] });
    expect(await errorOf("delete_directory('~/f')")).toMatch(
      /No permission to delete directory `'~\/f'' \(.*not empty\)/,
    );
    await first("delete_directory_and_contents('~/f')");
    expect(existsSync(path('f'))).toBe(false);
  });

  test('the folder that is current', async () => {
    mkdirSync(path('here'));
    writeFileSync(path('here/x.txt'), 'x.');
    expect(
      await first(
        "working_directory(Before, '~/here'), see('x.txt'), read(X), seen, working_directory(_, Before)",
      ),
    ).toMatchObject({
      Before: `${process.cwd()}/`,
      X: 'x',
    });
    expect(await first("absolute_file_name('x.txt', F, [relative_to('~/here'), access(read)])")).toEqual({
      F: path('here/x.txt'),
    });
  });

  test('temporary ones are in memory: other interpreters give theirs the same names', async () => {
    const found = await first(
      'tmp_file_stream(F, S, []), write(S, x), close(S), read_file_to_string(F, X, [])',
    );
    expect(found).toMatchObject({ F: expect.stringMatching(/^\/clausal\/tmp\//), X: 'x' });
    expect(existsSync(found!.F as string)).toBe(false);
  });

  test('errors are those of SWI-Prolog', async () => {
    mkdirSync(path('folder'));
    expect(await errorOf("open('~/nothing', read, _)")).toMatch(
      /source_sink `'~\/nothing'' does not exist \(No such file or directory\)/,
    );
    expect(await errorOf("open('~/folder', write, _)")).toMatch(
      /source_sink `'~\/folder'' does not exist \(Is a directory\)/,
    );
    expect(await errorOf("open('~/nothing/x', write, _)")).toMatch(
      /source_sink `'~\/nothing\/x'' does not exist/,
    );
    expect(await errorOf("delete_file('~/nothing')")).toMatch(/file `'~\/nothing'' does not exist/);
    expect(await errorOf("make_directory('~/folder')")).toMatch(
      /directory `'~\/folder'' does not exist \(File exists\)/,
    );
    expect(await errorOf("size_file('~/nothing', _)")).toMatch(/file `'~\/nothing'' does not exist/);
  });

  test('are not changed by a host that is read-only', async () => {
    writeFileSync(path('kept'), 'kept.');
    expect(await first("open('~/kept', read, S), read(S, X), close(S)", reader)).toMatchObject({ X: 'kept' });
    for (const goal of [
      "open('~/kept', write, S), write(S, x), close(S)",
      "open('~/kept', append, S), write(S, x), close(S)",
      "open('~/new', write, S), close(S)",
      "delete_file('~/kept')",
      "rename_file('~/kept', '~/new')",
      "make_directory('~/newer')",
    ]) {
      expect(await errorOf(goal, reader)).toMatch(/[Rr]ead-only|permission/);
    }
    expect(readFileSync(path('kept'), 'utf8')).toBe('kept.');
    expect([existsSync(path('new')), existsSync(path('newer'))]).toEqual([false, false]);
  });
});

describe('standard input', () => {
  const reading = async (input: NonNullable<HostOptions['input']>, ...goals: string[]) => {
    const host = await SwiProlog.create(new SessionEngine(), { input });
    const found: unknown[] = [];
    for (const goal of goals) found.push(await first(goal, host));
    await host.close();
    return found;
  };

  test('is text, read by terms, lines and characters', async () => {
    const input = 'hello(world).\nsecond line é\nthird';
    expect(
      await reading(
        input,
        'read(X)',
        "get_char('\\n')",
        'read_line_to_string(user_input, L)',
        'get_char(C), peek_char(D)',
        'read_line_to_codes(user_input, Cs), atom_codes(A, Cs)',
        'get_char(E)',
      ),
    ).toMatchObject([
      { X: { hello: 'world' } },
      {},
      { L: 'second line é' },
      { C: 't', D: 'h' },
      { A: 'hird' },
      { E: 'end_of_file' },
    ]);
  });

  test('of long lines is whole', async () => {
    const lines = [1023, 1024, 1025, 4095, 4096, 4097, 8192, 100_000].map((length) => 'x'.repeat(length - 1));
    const goals = lines.map(() => 'read_line_to_string(user_input, L), string_length(L, N), L = L2');
    const found = await reading(`${lines.join('\n')}\n`, ...goals, 'read_line_to_string(user_input, L)');
    expect(found.map((solution) => (solution as { L: string }).L)).toEqual([...lines, 'end_of_file']);
  });

  test('is taken from a prompt line by line, so that others can read what is left', async () => {
    const { InputText } = await import('clausal/tau');
    const input = new InputText('a(1).\nb(2).\nrest\n');
    expect(await reading(input, 'read(X)', 'read(X)')).toEqual([{ X: { a: 1 } }, { X: { b: 2 } }]);
    expect(input.left).toBe('rest\n');
  });

  test('that has not come is the end', async () => {
    async function* pieces() {
      yield 'never waited for.';
    }
    expect(await reading(pieces(), 'read(X)')).toEqual([{ X: 'end_of_file' }]);
  });
});
