/** The examples in the documentation of the adapters do what they say when they are run as they stand. */
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { afterAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { Browser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'test', `.docs-${process.pid}`);

mkdirSync(FOLDER, { recursive: true });
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** The examples of a file that are whole programs. */
function programs(file: string): string[] {
  const text = readFileSync(join(ROOT, 'src/http', file), 'utf8');
  const comments = [...text.matchAll(/\/\*\*\n[\s\S]*?\*\//g)].map(([comment]) => comment);
  return comments.flatMap((comment) => {
    const lines = comment.split('\n').map((line) => line.replace(/^ \* ?/, ''));
    const start = lines.findIndex((line) => line.startsWith('    import '));
    if (start < 0) return [];
    const end = lines.findIndex((line, i) => i > start && line !== '' && !line.startsWith('    '));
    return [
      lines
        .slice(start, end)
        .map((line) => line.slice(4))
        .join('\n'),
    ];
  });
}

/** Runs a program, on a port of its own. */
async function run(program: string, more = ''): Promise<{ module: Record<string, unknown>; port: number }> {
  const port = await freePort();
  const file = join(FOLDER, `program-${port}.ts`);
  writeFileSync(file, `${program}\n${more}`.replaceAll('3000', String(port)));
  return { module: await import(file), port };
}

describe.each([
  ['node.ts', '/a', '1 pages', '2 pages'],
  ['express.ts', '/add/a', '[{"Item":"a"}]', '[{"Item":"a"},{"Item":"a"}]'],
  ['fastify.ts', '/a', '[{"Path":"/a"}]', '[{"Path":"/a"},{"Path":"/a"}]'],
  ['koa.ts', '/a', '[{"Path":"/a"}]', '[{"Path":"/a"},{"Path":"/a"}]'],
])('the example of %s', (file, path, first, second) => {
  test('counts what is visited in the session', async () => {
    const [program = ''] = programs(file);
    const browser = new Browser((await run(program)).port);
    await expect
      .poll(() =>
        browser.get(path).then(
          ({ body }) => body,
          () => '',
        ),
      )
      .toBe(first);
    expect((await browser.get(path)).body).toBe(second);
  });
});

test('the example of hono.ts answers a request', async () => {
  const [program = ''] = programs('hono.ts');
  const { module } = await run(program, 'export const answered = await response.json();');
  expect(module.answered).toEqual([{ Path: '/a' }]);
});

test('the example of fetch.ts answers a request', async () => {
  const [program = ''] = programs('fetch.ts');
  const { module } = await run(program);
  const response = await (module.fetch as typeof fetch)(new Request('http://localhost/a'));
  expect(await response.json()).toEqual([{ Path: '/a' }]);
});

test('the example of WebSockets keeps what is said in the session', async () => {
  const [, program = ''] = programs('node.ts');
  const { module, port } = await run(program, 'server.listen(3000);\nexport { server, sessions };');
  const { server, sessions } = module as { server: Server; sessions: SessionEngine };
  await once(server, 'listening');
  const stranger = new WebSocket(`ws://127.0.0.1:${port}/`);
  await expect(once(stranger, 'open')).rejects.toThrow();
  const greet = nodeSession(sessions)((req, res) => {
    req.session.set({ user: 'alice' });
    res.end();
  });
  server.on('request', greet);
  const alice = new Browser(port);
  await alice.get('/');
  const client = new WebSocket(`ws://127.0.0.1:${port}/`, { headers: alice.headers });
  await once(client, 'open');
  client.send('hello');
  const said = 'session_data(S, user(alice)), session_data(S, said(hello))';
  await expect.poll(() => sessions.query(said).count()).toBe(1);
  client.terminate();
});
