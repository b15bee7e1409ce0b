/** A prompt on a running engine, from another process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { type ServedRepl, serveRepl } from 'clausal/repl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CLAUSAL, launch } from '../support/clausal-command.ts';
import { SessionClient } from '../support/session-client.ts';
import { describeWithTmux, TmuxTerminal } from './tmux.ts';

let folder: string;
let path: string;
let engine: SessionEngine;
let served: ServedRepl;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-attach-'));
  path = join(folder, 'repl.sock');
  engine = new SessionEngine({ gc: 'passive' });
  for (const user of ['alice', 'bob']) {
    new SessionClient(engine).request(() => engine.sessionAssert({ user }));
  }
});

afterEach(async () => {
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

function attached(
  input: string,
  ...args: string[]
): Promise<{ output: string; errors: string; status: number | null }> {
  const child = start(args);
  let output = '';
  let errors = '';
  child.stdout!.on('data', (chunk) => (output += chunk));
  child.stderr!.on('data', (chunk) => (errors += chunk));
  child.stdin!.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ output, errors, status })));
}

function start(args: readonly string[] = []): ChildProcess {
  return launch([...CLAUSAL, 'attach', ...args, path]);
}

test('goals ask the engine of the server', async () => {
  served = await serveRepl(engine, { path });
  const { output, status } = await attached('session_data(_, user(U)).\n', '--json');
  expect(output).toBe('{"U":"alice"}\n{"U":"bob"}\n');
  expect(status).toBe(0);
});

test('only the user of the server can open the socket', async () => {
  served = await serveRepl(engine, { path });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('goals cannot change anything, unless the server allows it', async () => {
  served = await serveRepl(engine, { path });
  const goals = 'session_data(S, user(alice)), http_close_session(S).\n';
  expect((await attached(goals)).errors).toMatch(/No permission to execute read_only_procedure/);
  expect(engine.size).toBe(2);
  await served.close();
  served = await serveRepl(engine, { path, write: true });
  await attached(goals);
  expect(engine.size).toBe(1);
});

test('several can be attached, halt ends one of them, and nothing of them is left', async () => {
  served = await serveRepl(engine, { path });
  const other = start();
  await vi.waitUntil(() => served.clients === 1, { timeout: 20_000 });
  expect((await attached('halt(3).\n')).status).toBe(3);
  await vi.waitUntil(() => served.clients === 1, { timeout: 20_000 });
  expect(other.exitCode).toBeNull();
  other.kill('SIGKILL');
  await vi.waitUntil(() => served.clients === 0, { timeout: 20_000 });
});

test('a goal of a client that vanishes is ended', async () => {
  const made: number[] = [];
  engine.store.consult('tick(N) :- between(1, inf, N).');
  served = await serveRepl(engine, { path, write: true });
  const stop = engine.store.watch('ticked(_)', () => made.push(1));
  const client = connect(path);
  client.write('{"hello":{"isInteractive":false,"hasColours":false,"isJson":true}}\n');
  client.write('{"line":"tick(N), assertz(ticked(N)), N < 0, !."}\n');
  await vi.waitUntil(() => made.length > 100, { timeout: 20_000 });
  client.destroy();
  await vi.waitUntil(() => served.clients === 0, { timeout: 20_000 });
  await served.close();
  await new Promise((resolve) => setTimeout(resolve, 50)); // the turn that was under way ends
  const { length } = made;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(made.length).toBe(length);
  stop();
});

test('what is no client is sent away', async () => {
  served = await serveRepl(engine, { path });
  const hello = '{"hello":{"isInteractive":false,"hasColours":false,"isJson":true}}\n';
  for (const text of [
    'GET / HTTP/1.1\r\n\r\n',
    '{"line":"true."}\n',
    'x'.repeat(2_000_000),
    ...['null\n', '5\n', '"x"\n', '{"hello":null}\n', `${hello}null\n`, `${hello}7\n`],
  ]) {
    const client = connect(path)
      .on('error', () => {})
      .resume();
    client.write(text);
    await new Promise((resolve) => client.on('close', resolve));
  }
  expect(served.clients).toBe(0);
  expect((await attached('true.\n')).output).toContain('true.');
});

test('who says nothing of who it is is sent away', async () => {
  served = await serveRepl(engine, { path, helloTimeout: 20 });
  const client = connect(path).resume();
  await new Promise((resolve) => client.on('close', resolve));
  await vi.waitUntil(() => served.clients === 0);
  // Who has said it has time
  const asked = start();
  await vi.waitUntil(() => served.clients === 1, { timeout: 20_000 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(served.clients).toBe(1);
  asked.stdin!.end();
  await new Promise((resolve) => asked.on('close', resolve));
});

test('more clients than there may be are told so', async () => {
  served = await serveRepl(engine, { path, maxClients: 1 });
  const first = start();
  await vi.waitUntil(() => served.clients === 1, { timeout: 20_000 });
  expect(await attached('true.\n')).toEqual({
    output: '',
    errors: 'clausal: 1 are attached already, and the server takes no more\n',
    status: 1,
  });
  first.kill('SIGKILL');
  await vi.waitUntil(() => served.clients === 0, { timeout: 20_000 });
  expect((await attached('true.\n')).output).toContain('true.');
  await expect(serveRepl(engine, { path, maxClients: 0 })).rejects.toThrow(/maxClients is 0/);
});

test('a thread can serve, too, and the socket is for its user alone', async () => {
  const program = pathToFileURL(join(import.meta.dirname, 'serving-thread.ts'));
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import('${program}'); })`;
  const thread = new Worker(load, { eval: true, workerData: path, execArgv: [] });
  await new Promise((resolve, reject) => thread.on('message', resolve).on('error', reject));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['repl.sock']);
  expect((await attached('color(X).\n', '--json')).output).toBe('{"X":"red"}\n');
  await thread.terminate();
});

test('programs of a client find nothing to read, and do not wait', async () => {
  served = await serveRepl(engine, { path });
  const { output } = await attached('read(X). more.\nY = 1.\n');
  expect(output).toContain('X = end_of_file.');
  expect(output).toContain('Y = 1.');
});

test('the socket of a server that died is taken over, that of one that lives is not, and no file is taken away', async () => {
  served = await serveRepl(engine, { path });
  await expect(serveRepl(engine, { path })).rejects.toThrow(/somebody serves at/);
  await served.close();
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, 'mine');
  await expect(serveRepl(engine, { path })).rejects.toThrow(/is no socket/);
  rmSync(path);
  const script = `
    const { createServer } = require('node:net');
    createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'));`;
  await new Promise((resolve) => spawn(process.execPath, ['-e', script, path]).on('close', resolve));
  expect(existsSync(path)).toBe(true);
  served = await serveRepl(engine, { path });
  expect((await attached('true.\n')).output).toContain('true.');
});

test('attaching where nobody serves says so', async () => {
  const { errors, status } = await attached('');
  expect(errors).toMatch(/^clausal: nobody serves a prompt at .* \(ENOENT\)\n/);
  expect(status).toBe(1);
});

test('requests go on while a prompt enumerates 30,000 sessions', async () => {
  for (let i = 0; i < 30_000; i++) {
    new SessionClient(engine).request(() => engine.sessionAssert({ n: i }));
  }
  served = await serveRepl(engine, { path });
  const server = createServer(nodeSession(engine)((_req, res) => res.end(String(engine.size))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await (await fetch(url)).text();
  let isDone = false;
  const asked = attached('session_data(S, n(N)).\n', '--json').finally(() => {
    isDone = true;
  });
  const times: number[] = [];
  while (!isDone) {
    const begin = performance.now();
    await (await fetch(url)).text();
    times.push(performance.now() - begin);
  }
  const { output } = await asked;
  await new Promise((resolve) => (server as Server).close(resolve));
  expect(output.split('\n').length - 1).toBe(30_000);
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)]!;
  console.log(
    `${times.length} requests meanwhile, median ${times[times.length >> 1]!.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
  );
  expect(times.length).toBeGreaterThan(10);
});

describeWithTmux('at a terminal', () => {
  test('answers are asked for one by one, and Ctrl-C stops a goal that runs in the server', async () => {
    served = await serveRepl(engine, { path });
    engine.store.consult('loop(X) :- between(1, inf, X).');
    const terminal = new TmuxTerminal(`${CLAUSAL.join(' ')} attach ${path}`, {
      CLAUSAL_HISTORY: '',
      NO_COLOR: '1',
    });
    try {
      await terminal.shows('?-');
      terminal.enter('session_data(_, user(U)).');
      await terminal.shows('U = alice');
      terminal.type(';');
      await terminal.shows('U = bob.\n\n?-');
      terminal.enter('catch((loop(X), \\+ \\+ X < 0, !), _, true).');
      await vi.waitUntil(() => terminal.screen().includes('loop(X)'));
      terminal.press('C-c');
      await terminal.shows('% Execution Aborted\n?-');
      terminal.type('http_session_retra');
      terminal.press('Tab');
      await vi.waitUntil(() => terminal.screen().endsWith('?- http_session_retract'));
      terminal.press('C-u');
      terminal.enter('X = 1.');
      await terminal.shows('X = 1.\n\n?-');
      terminal.press('C-d');
      await terminal.shows('status 0');
    } finally {
      terminal.close();
    }
  });
});

const HELLO = '{"hello":{"isInteractive":true,"hasColours":false,"isJson":false}}\n';

test('a client that sends what is no text is sent away, and its goal ended', async () => {
  served = await serveRepl(engine, { path, write: true });
  for (const message of ['{"complete":{"toString":1}}', '{"line":5}', '{"key":5}', '{"key":{}}']) {
    const made: number[] = [];
    const stop = engine.store.watch('ticked(_)', () => made.push(1));
    const client = connect(path)
      .on('error', () => {})
      .resume();
    client.write(`${HELLO}{"line":"between(1, inf, N), assertz(ticked(N)), fail."}\n`);
    await vi.waitUntil(() => made.length > 10, { timeout: 20_000 });
    client.write(`${message}\n`);
    await vi.waitUntil(() => served.clients === 0, { timeout: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 50)); // the turn that was under way ends
    const { length } = made;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(made.length).toBe(length);
    stop();
  }
});

test('what is no key is not shown as an error', async () => {
  served = await serveRepl(engine, { path });
  let told = '';
  const client = connect(path)
    .on('error', () => {})
    .on('data', (text) => (told += text));
  const gone = new Promise((resolve) => client.on('close', resolve));
  client.write(`${HELLO}{"line":"member(X, [1, 2, 3])."}\n`);
  await vi.waitUntil(() => told.includes('"ask":"key"'), { timeout: 20_000 });
  client.write('{"key":5}\n');
  await gone;
  expect(told).not.toMatch(/TypeError/);
});
