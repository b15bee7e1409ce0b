/** Files in a host that may only look, and what is left of streams. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('a program has environment variables of its own', async () => {
  const prolog = new TauProlog(engine());
  await prolog.query("setenv('CLAUSAL_TEST_VARIABLE', 1)").first();
  expect(process.env.CLAUSAL_TEST_VARIABLE).toBeUndefined();
  expect(await prolog.query("getenv('CLAUSAL_TEST_VARIABLE', V)").first()).toMatchObject({ V: '1' });
});
