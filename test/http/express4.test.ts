/** Express 4: the tests of the adapter, of Passport and of the store in express-session, with it in place of Express 5. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { expect, test, vi } from 'vitest';
import { ROOT } from '../support/pages.ts';

vi.mock('express', () => import('express4'));

test('what these tests import as express is Express 4, which has app.del', () => {
  expect(express.application).toHaveProperty('del');
});

test('the types of Express 4, which alone have req.param, are those that the adapter expects', () => {
  const folder = mkdtempSync(join(ROOT, 'test', '.types-'));
  const paths = { express: ['../../node_modules/@types/express4/index.d.ts'] };
  const config = { extends: '../../tsconfig.json', compilerOptions: { paths }, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(
    join(folder, 'program.ts'),
    `import express from 'express';
import { SessionEngine } from '../../src/index.ts';
import { expressSession } from '../../src/http/express.ts';
import { passportSession } from '../../src/http/passport.ts';
const app = express();
app.use(expressSession(new SessionEngine<{ user: [name: string] }>()), passportSession());
app.get('/', (req, res) => void res.status(req.param('status')));\n`,
  );
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stdout.match(/program.*/g)).toEqual([
    "program.ts(7,44): error TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.",
  ]);
});

await import('./express.test.ts');
await import('./passport.test.ts');
await import('./express-session-libraries.test.ts');
