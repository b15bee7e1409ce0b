/** What TypeScript makes of `request.session` in a program with the plugin, and in one that also has @fastify/session. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'test', `.types-${process.pid}`);

mkdirSync(FOLDER, { recursive: true });
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test.each([
  ['has the handle', '', 'request.session.data("user(_)")', 'Session<FactTypes>'],
  [
    'has the other one’s where both are',
    'import "@fastify/session";',
    'request.session.encryptedSessionId',
    'FastifySessionObject',
  ],
])('request.session %s', (_what, others, use, type) => {
  const file = join(FOLDER, `${type.replace(/\W/g, '')}.ts`);
  writeFileSync(
    file,
    `import Fastify from 'fastify';
import '../../src/http/fastify.ts';
${others}
Fastify().get('/', (request) => {
  void ${use};
  const wrong: number = request.session;
  return wrong;
});\n`,
  );
  const options = ['--target', 'es2022', '--lib', 'es2023', '--module', 'nodenext', '--types', 'node'];
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions', '--ignoreConfig'];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...flags, file], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout.match(/error .*/g)).toEqual([
    `error TS2322: Type '${type}' is not assignable to type 'number'.`,
  ]);
});
