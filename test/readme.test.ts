/** The Markdown pages hold what they say. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ClauseStore, Session, SessionEngine } from 'clausal';
import { describe, expect, test } from 'vitest';
import { ENTRY_POINTS } from './support/entry-points.ts';
import { testExamples } from './support/examples.ts';
import { testCommands } from './support/page-commands.ts';
import { testDialogs } from './support/page-dialogs.ts';
import { testTypes } from './support/page-types.ts';
import { blocksOf, examplesInSource, pages, pageText, ROOT } from './support/pages.ts';
import { redisOptionsText } from './support/redis-options-text.ts';
import { settingsText } from './support/settings-text.ts';

const NOT_RUN = 'not run';

const blocks = pages().flatMap(blocksOf);
const run = (language: string) =>
  blocks.filter((block) => block.language === language && block.mark !== NOT_RUN);

describe('the pages', () => {
  testExamples(run('ts'));
  testTypes([...run('ts'), ...examplesInSource()]);
  testDialogs(run('prolog'));
  testCommands(run('sh'));
});

test('every block of code is run, but for commands that install, serve for ever, or take very long', () => {
  const others = blocks.filter(
    ({ language, mark }) => !['ts', 'prolog', 'sh'].includes(language) || mark !== '',
  );
  expect(others.filter(({ language, mark }) => language !== 'sh' || mark !== NOT_RUN)).toEqual([]);
  const commands = others.flatMap(({ code }) => code.trimEnd().split('\n'));
  expect(
    commands.filter((command) => !/^(npm (install|start|test|run \S+)|npx clausal attach)\b/.test(command)),
  ).toEqual([]);
  expect(commands.length).toBeLessThan(30);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = commands.flatMap((command) => /^npm run (\S+)/.exec(command)?.[1] ?? []);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test.each(pages())('the links of %s lead to files and headings', (page) => {
  const text = pageText(page)
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]+`/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  const broken = targets.filter((target) => {
    if (/^https?:/.test(target)) return false;
    const [path = '', heading] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(ROOT, file))) return true;
    if (heading === undefined) return false;
    return statSync(join(ROOT, file)).isDirectory() || !headingsOf(file).includes(heading);
  });
  expect(broken).toEqual([]);
});

test('every page can be found from the README', () => {
  const seen = new Set<string>();
  const visit = (page: string): void => {
    if (seen.has(page) || !page.endsWith('.md') || !existsSync(join(ROOT, page))) return;
    seen.add(page);
    for (const [, target] of pageText(page).matchAll(/\]\((?!https?:)([^)#\s]+)/g))
      visit(join(dirname(page), target!));
  };
  visit('README.md');
  expect(pages().filter((page) => !seen.has(page))).toEqual([]);
});

test('files that are named in the text are there', () => {
  const named = pages().flatMap((page) =>
    [...pageText(page).matchAll(/`((?:src|test|bench|prolog)\/[\w./-]+)`/g)].map(([, path]) => path!),
  );
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('the tests that the table on security names are there', () => {
  const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n');
  const rows = pageText('src/session/security.md').matchAll(/^\|.*\|.*\| ([^|]+) \|$/gm);
  const named = [...rows].map(([, last]) => last!.split(' › ').at(-1)!);
  expect(named.length).toBeGreaterThan(8);
  expect(named.slice(1).filter((name) => !tests.includes(`'${name}'`))).toEqual([]);
});

test('the table of settings is that of the source', () => {
  expect(pageText('src/session/README.md')).toContain(settingsText());
});

test('the table of options for Redis is that of the source', () => {
  expect(pageText('src/storage/README.md')).toContain(redisOptionsText());
});

test.each([
  ['src/session/README.md', 'Session', Session.prototype],
  ['src/session/README.md', 'SessionEngine', SessionEngine.prototype],
  ['src/query/README.md', 'ClauseStore', ClauseStore.prototype],
])('%s names all that a %s has', (page, _class, prototype) => {
  const text = pageText(page);
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !new RegExp(`[\\s\`.]${name}[\`(]`).test(text))).toEqual([]);
});

test('what monitoring can see is in the page on sessions', () => {
  const engine = new SessionEngine();
  const text = pageText('src/session/README.md');
  const names = [...engine.metrics().matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  engine.close();
  expect(names.length).toBeGreaterThan(5);
  for (const [, name, type] of names)
    expect(text).toMatch(new RegExp(`^\\| \`${name}.*\` \\| ${type} \\|`, 'm'));
});

test('every entry point is in a page', () => {
  const text = pages().map(pageText).join('\n');
  expect([...ENTRY_POINTS.keys()].filter((name) => !new RegExp(`['\`]${name}['\`]`).test(text))).toEqual([]);
});

/** As GitHub names the headings of a page in links. */
function headingsOf(page: string): string[] {
  const text = pageText(page).replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
