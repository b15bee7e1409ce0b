/** The examples of the pages as the compiler sees them: they are type-checked as a user's program is. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type Block, ROOT } from './pages.ts';

const TSC = join(ROOT, 'node_modules/.bin/tsc');

/** Defines a test for the blocks. Those that declare something for the whole program are checked each by itself. */
export function testTypes(blocks: readonly Block[]): void {
  const isAlone = ({ code }: Block) => code.includes('declare global');
  test('the examples are well typed', async () => {
    expect(await complaints(blocks.filter((block) => !isAlone(block)))).toBe('');
    for (const block of blocks.filter(isAlone)) expect(await complaints([block])).toBe('');
  });
}

async function complaints(blocks: readonly Block[]): Promise<string> {
  const folder = mkdtempSync(join(ROOT, 'test/.examples-types-'));
  try {
    for (const { page, line, code } of blocks) {
      writeFileSync(join(folder, `${page.replace(/\W/g, '-')}-${line}.ts`), `${code}\nexport {};\n`);
    }
    const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false };
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions,
      include: ['*.ts', '../../src/**/*.d.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await promisify(execFile)(TSC, ['--noEmit', '-p', folder]);
    return '';
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
