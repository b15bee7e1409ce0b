/** Files in a host that may only look, and what is left of streams. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pl, SessionEngine } from 'clausal';
import { afterAll, describe, expect, test } from 'vitest';
import { TauProlog } from '../../../src/prolog/tau.ts';

const folder = mkdtempSync(join(tmpdir(), 'clausal-test-'));
const file = join(folder, 'facts.pl');
writeFileSync(file, 'a(1).\n');
afterAll(() => rmSync(folder, { recursive: true }));

const engine = () => new SessionEngine({ profile: 'swi' });

describe('a host that may only look', () => {
  const host = () => new TauProlog(engine(), { isReadOnly: true });

  test.each([
    'open(File, write, _)',
    'open(File, append, _)',
    'open(File, update, _)',
    'open(File, write, _, [])',
    'tell(File)',
    'append(File)',
    'delete_file(File)',
    'rename_file(File, other)',
    'make_directory(New)',
    'make_directory_path(New)',
    'delete_directory(Folder)',
    'delete_directory_and_contents(Folder)',
    'tmp_file_stream(text, _, _)',
    'copy_file(File, New)',
    'save_settings(New)',
  ])('refuses %s', async (goal) => {
    const bindings = { File: file, New: join(folder, 'new'), Folder: folder };
    await expect(host().query(goal, { bindings }).first()).rejects.toThrow(/No permission to execute/);
    expect(existsSync(join(folder, 'new'))).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('a(1).\n');
  });

  test('names files that are to be for a while, and makes none', async () => {
    const named = new Set(readdirSync(tmpdir()));
    const found = await host().query('tmp_file(base, Name)').first();
    const made = readdirSync(tmpdir()).filter((name) => !named.has(name) && name.startsWith('clausal_'));
    expect(made).toEqual([]);
    expect(existsSync(String(found!.Name))).toBe(false);
  });

  test('reads files', async () => {
    const found = await host()
      .query('open(File, read, S), read(S, T), close(S)', { bindings: { File: file } })
      .first();
    expect(found).toMatchObject({ T: { a: 1 } });
  });
});

test('what is written is in the file at once, and the file that is written is closed', async () => {
  const prolog = new TauProlog(engine());
  const name = join(folder, 'written');
  await prolog.query('open(File, write, _, [alias(out)])', { bindings: { File: name } }).first();
  await prolog.query('format(out, "é~w", [x])').first();
  expect(readFileSync(name, 'utf8')).toBe('éx');
  await prolog.query('close(out)').first();
  await expect(prolog.query('write(out, y)').first()).rejects.toThrow(/stream `out' does not exist/);
});

test('devices, pipes and folders are not read', async () => {
  const prolog = new TauProlog(engine());
  for (const name of ['/dev/zero', folder]) {
    await expect(prolog.query(pl`open(${name}, read, _)`).first()).rejects.toThrow(/No permission to open/);
  }
});

test('a pipe is not written, and nobody waits for its reader', async () => {
  const prolog = new TauProlog(engine());
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const mode of ['write', 'append', 'update']) {
    const opening = prolog.query(pl`open(${pipe}, Mode, _)`, { bindings: { Mode: mode } });
    await expect(opening.first()).rejects.toThrow(/No permission to open/);
  }
});

test('a pipe or a device is no program', async () => {
  const prolog = new TauProlog(engine());
  const pipe = join(folder, 'program');
  execFileSync('mkfifo', [pipe]);
  for (const name of [pipe, '/dev/zero']) {
    await expect(prolog.query(pl`consult(${name})`).first()).rejects.toThrow(/No permission to open/);
  }
  expect(await prolog.query("consult('/dev/null')").exists()).toBe(true);
});

test('files that were made to be for a while are gone when the host is closed', async () => {
  const prolog = new TauProlog(engine());
  const found = await prolog
    .query('tmp_file_stream(text, A, S), close(S), tmp_file(x, B), open(B, write, T), close(T)')
    .first();
  const names = [found!.A, found!.B].map(String);
  expect(names.map(existsSync)).toEqual([true, true]);
  await prolog.close();
  expect(names.map(existsSync)).toEqual([false, false]);
});

test('what cannot be written is an error about its stream', async () => {
  const prolog = new TauProlog(engine());
  const writing = prolog.query("open('/dev/full', write, S), catch(write(S, x), error(E, _), true)");
  const found = (await writing.first())!;
  expect(found.E).toEqual({ io_error: ['write', found.S] });
});

test('names that are too long, or are in what is no folder, are those of no file', async () => {
  const prolog = new TauProlog(engine());
  for (const name of ['x'.repeat(5000), '/etc/passwd/x']) {
    expect(await prolog.query(pl`exists_file(${name})`).exists()).toBe(false);
    await expect(prolog.query(pl`size_file(${name}, _)`).first()).rejects.toThrow(/does not exist/);
  }
});

test('a program has environment variables of its own', async () => {
  const prolog = new TauProlog(engine());
  await prolog.query("setenv('CLAUSAL_TEST_VARIABLE', 1)").first();
  expect(process.env.CLAUSAL_TEST_VARIABLE).toBeUndefined();
  expect(await prolog.query("getenv('CLAUSAL_TEST_VARIABLE', V)").first()).toMatchObject({ V: '1' });
});
