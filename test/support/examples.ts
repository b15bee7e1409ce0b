/**
 * The examples in TypeScript of a page as tests. A line `// → value` says what the expression on the line before it gives,
 * as `util.inspect` shows it, or which error it throws.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { type Block, ROOT } from './pages.ts';

/** Defines a test for each of the blocks. */
export function testExamples(blocks: readonly Block[]): void {
  const folder = join(ROOT, 'test', `.examples-${process.pid}`);
  beforeAll(() => void mkdirSync(folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const { page, line, code } of blocks) {
    test(`the example on line ${line} of ${page} gives what it says`, async () => {
      const file = join(folder, `${page.replace(/\W/g, '-')}-${line}.ts`);
      writeFileSync(file, checking(code).replaceAll('3000', String(await freePort())));
      const { claims } = (await import(file)) as { claims: readonly Claim[] };
      expect(claims.length).toBeGreaterThan(0);
      for (const { said, found } of claims) expect(found).toBe(said);
    });
  }
}

interface Claim {
  readonly said: string;
  readonly found: string;
}

/** What an expression gives, on one line. */
export async function shown(expression: () => unknown): Promise<string> {
  try {
    return inspect(await expression(), { breakLength: Number.POSITIVE_INFINITY, compact: 3, depth: 9 });
  } catch (error) {
    return String(error);
  }
}

/** The block with each expression that something is said of in a call that takes it down. */
function checking(block: string): string {
  const claim = /^(.*?);(?:\s*\/\/ [^→].*)?\n\/\/ → (.*)$/gm;
  const code = block.replace(claim, (_all, expression: string, said: string) => {
    return `claims.push({ said: ${JSON.stringify(said)}, found: await shown(async () => ${expression}) });`;
  });
  return `import { shown } from '../support/examples.ts';\nexport const claims: { said: string; found: string }[] = [];\n${code}`;
}
