/** The ports that programs ask for: those that they name, and any that is free. */
import { createServer, type Server } from 'node:net';
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { afterEach, expect, test } from 'vitest';
import { Listeners } from '../../src/serve/listeners.ts';
import { ask } from '../support/http.ts';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server of somebody else. */
async function occupied(port = 0): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(port, resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

function listeners(port?: number): { readonly listeners: Listeners; readonly urls: string[] } {
  const urls: string[] = [];
  const made = new Listeners({
    answer: (asked) => (_, res) => void res.end(`asked for ${asked}`),
    port,
    started: (url) => urls.push(url),
  });
  closing.push(() => made.close());
  return { listeners: made, urls };
}

const portOf = (url = '') => Number(new URL(url).port);

test('any port that somebody else has taken meanwhile is another one', async () => {
  const taken = await occupied();
  const { listeners: made, urls } = listeners();
  await made.follow([{ port: taken, host: undefined, isAny: true }]);
  expect(portOf(urls[0])).not.toBe(taken);
  expect((await ask(portOf(urls[0]))).body).toBe(`asked for ${taken}`);
  await made.follow([{ port: taken, host: undefined, isAny: true }]);
  expect(urls).toHaveLength(1);
});

test('a port that the program or the user names is that one or an error', async () => {
  const taken = await occupied();
  const { listeners: made, urls } = listeners();
  const named = made.follow([{ port: taken, host: undefined, isAny: false }]);
  await expect(named).rejects.toMatchObject({ code: 'EADDRINUSE', port: taken });
  expect([urls, made.isEmpty]).toEqual([[], true]);
  const { listeners: other } = listeners(taken);
  const given = other.follow([{ port: 1, host: undefined, isAny: true }]);
  await expect(given).rejects.toMatchObject({ code: 'EADDRINUSE', port: taken });
});

test('http_server/2 binds a variable to a port that is free', async () => {
  const prolog = await SwiProlog.create(new SessionEngine());
  closing.push(() => prolog.close());
  const goal =
    'use_module(library(http/thread_httpd)), http_server(h, [port(P), silent(true)]), http_current_server(_, P)';
  const { P } = (await prolog.query(goal).first())!;
  expect([...prolog.servers]).toEqual([{ port: P, host: undefined, isAny: true }]);
  expect(await occupied(P as number)).toBe(P);
});
