/** The folders and files of `src/` keep the rules of the house, and the rules notice who does not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENTRY_POINTS } from './support/entry-points.ts';
import { breaches, type Sources } from './support/house.ts';

const root = join(import.meta.dirname, '..');

test('src/ keeps the rules of the house', () => {
  expect(breaches(readSources(), [...ENTRY_POINTS.values()])).toEqual([]);
});

describe('the rules', () => {
  test.each([
    ['src/term/a.ts', '../store/b.ts'],
    ['src/term/a.ts', 'node:util'],
    ['src/syntax/a.ts', '../store/b.ts'],
    ['src/store/a.ts', '../syntax/b.ts'],
    ['src/store/a.ts', '../index.ts'],
    ['src/query/a.ts', '../session/b.ts'],
    ['src/query/a.ts', 'clausal'],
    ['src/query/a.ts', 'tau-prolog'],
    ['src/session/a.ts', '../http/express.ts'],
    ['src/http/a.ts', '../store/b.ts'],
    ['src/storage/a.ts', '../query/b.ts'],
    ['src/prolog/a.ts', '../session/b.ts'],
    ['src/repl/deep/a.ts', '../../store/b.ts'],
    ['src/cli.ts', './term/b.ts'],
    ['src/demo/a.ts', '../session/b.ts'],
    ['src/demo/a.ts', '../demo.ts'],
    ['src/demo.ts', './query/b.ts'],
    ['src/index.ts', './http/express.ts'],
    ['src/query/a.ts', '../../test/support/b.ts'],
  ])('forbid %s to import %s', (path, specifier) => {
    for (const text of waysToImport(specifier)) {
      expect(check({ [path]: text })).toEqual([
        `${path}: ${path.split('/')[1]} may not import '${specifier}'`,
      ]);
    }
  });

  test.each([
    ['src/term/a.ts', './b.ts'],
    ['src/syntax/a.ts', '../term/b.ts'],
    ['src/store/a.ts', '../term/b.ts'],
    ['src/query/a.ts', '../store/b.ts'],
    ['src/session/a.ts', 'node:async_hooks'],
    ['src/http/a.ts', '../session/b.ts'],
    ['src/storage/a.ts', 'lmdb'],
    ['src/prolog/tau.ts', 'tau-prolog'],
    ['src/prolog/tau.ts', '../index.ts'],
    ['src/repl/a.ts', 'clausal/tau'],
    ['src/cli.ts', './prolog/tau.ts'],
    ['src/cli.ts', './repl/index.ts'],
    ['src/demo/a.ts', '../index.ts'],
    ['src/demo.ts', './demo/b.ts'],
    ['src/index.ts', './session/b.ts'],
  ])('allow %s to import %s', (path, specifier) => {
    for (const text of waysToImport(specifier)) expect(check({ [path]: text })).toEqual([]);
  });

  test('overlook imports in comments and strings', () => {
    const text = `/** import '../store/b.ts' */\nexport const s = "import '../store/b.ts'";\n`;
    expect(check({ 'src/term/a.ts': text })).toEqual([]);
  });

  test('know every part of the house', () => {
    expect(check({ 'src/utils/a.ts': '// a\n' })).toEqual([
      'src/utils/a.ts: utils is not a part of the house',
    ]);
  });

  test.each(['src/term/bigInt.ts', 'src/term/Term.ts', 'src/term/big_int.ts', 'src/term/a.b.ts'])(
    'refuse the name %s',
    (path) => {
      expect(check({ [path]: '// a\n' })).toEqual([`${path}: the name is not kebab-case`]);
    },
  );

  test.each([
    'export default 1;',
    'const a = 1;\nexport { a as default };',
    'export { default } from "./b.ts";',
  ])('refuse the default export in: %s', (text) => {
    expect(check({ 'src/term/a.ts': `// a\n${text}` })).toEqual(['src/term/a.ts: has a default export']);
  });

  test('ask for a header comment, after #! where there is one', () => {
    expect(check({ 'src/term/a.ts': 'export const a = 1; // a\n' })).toEqual([
      'src/term/a.ts: does not begin with a header comment',
    ]);
    expect(check({ 'src/cli.ts': '#!/usr/bin/env node\n/** The command. */\n' })).toEqual([]);
  });

  test('find cycles', () => {
    const sources = {
      'src/term/a.ts': "// a\nimport './b.ts';\n",
      'src/term/b.ts': "// b\nexport * from './c.ts';\nimport './d.ts';\n",
      'src/term/c.ts': "// c\nimport type { B } from './b.ts';\n",
      'src/term/d.ts': '// d\n',
    };
    expect(check(sources)).toEqual([
      'src/term/b.ts: imports itself: src/term/b.ts → src/term/c.ts → src/term/b.ts',
    ]);
  });
});

function check(sources: Sources): string[] {
  return breaches(sources, ['src/index.ts', 'src/prolog/tau.ts']);
}

function waysToImport(specifier: string): string[] {
  return [
    `import { b } from '${specifier}';`,
    `import type { B } from "${specifier}";`,
    `import {\n  type B,\n} from '${specifier}';`,
    `import '${specifier}';`,
    `export * from '${specifier}';`,
    `export { b } from '${specifier}';`,
    `export const b = await import('${specifier}');`,
    `export type B = import('${specifier}').B;`,
  ].map((line) => `/** A made-up file. */\n${line}\n`);
}

function readSources(): Sources {
  if (!existsSync(join(root, 'src'))) return {};
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
