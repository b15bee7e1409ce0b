/** The command `clausal serve`, from its arguments to its exit status. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { describeWithTmux, TmuxTerminal } from '../repl/tmux.ts';
import { CLAUSAL } from '../support/clausal-command.ts';
import { ask } from '../support/http.ts';
import { Command, endCommands } from './command.ts';

const APP = `
  :- use_module(library(http/thread_httpd)).
  :- use_module(library(http/http_dispatch)).
  :- use_module(library(http/http_session)).

  :- http_handler(root(.), hello, []).
  :- http_handler(root(count), count, []).
  :- http_handler(root(bye), bye, []).
  :- http_handler(root(more), more, []).

  :- http_set_session_options([cookie(mine)]).

  hello(_) :-
      current_prolog_flag(argv, Argv),
      format('Content-type: text/plain~n~n~w~n', [Argv]).

  count(_) :-
      ( http_session_retract(n(N0)) -> true ; N0 = 0 ),
      N is N0 + 1,
      http_session_assert(n(N)),
      format('Content-type: text/plain~n~n~w~n', [N]).

  bye(_) :- halt(3).

  more(_) :-
      server(Port),
      format('Content-type: text/plain~n~n~w~n', [Port]).

  server(Port) :- http_server(http_dispatch, [port(Port)]).
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-serve-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('app.pl', APP);
  write(
    'main.pl',
    `:- initialization(main, main).\n:- include(app).\nmain :- server(_), thread_get_message(quit).\n`,
  );
  write('broken.pl', 'p(1).\np(a b).\n');
  write('warning.pl', ':- include(app).\n:- no_such_directive.\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(endCommands);

const serve = (words: readonly string[], input?: string) =>
  new Command(['serve', ...words], { cwd: folder, ...(input !== undefined && { input }) });

describe('clausal serve', () => {
  test('serves the port that the program asks for, until it is told to end', async () => {
    const command = serve(['app.pl', '-g', 'server(_)', '--', '--verbose', 'x']);
    const port = await command.port();
    const hello = await ask(port);
    expect([hello.status, hello.body]).toEqual([200, '[--verbose,x]\n']);
    const first = await ask(port, { path: '/count' });
    expect(first.cookies[0]).toMatch(/^mine=/);
    const cookie = first.cookies[0]!.split(';')[0]!;
    expect((await ask(port, { path: '/count', headers: { cookie } })).body).toBe('2\n');
    command.kill('SIGTERM');
    expect(await command.status).toBe(0);
    expect([command.output, command.errors]).toEqual(['', `% Started server at http://localhost:${port}/\n`]);
  });

  test('--port takes the place of that port, also where the program asks for none', async () => {
    const commands = [
      serve(['app.pl', '-g', 'server(1)', '--port', '0']),
      serve(['--port=0', 'app.pl']),
      serve(['main.pl', '--port', '0']),
    ];
    for (const command of commands) {
      expect((await ask(await command.port(), { path: '/count' })).body).toBe('1\n');
    }
  });

  test('halt/1 in a handler ends it with that status', async () => {
    const command = serve(['app.pl', '-g', 'server(_)']);
    await ask(await command.port(), { path: '/bye' });
    expect(await command.status).toBe(3);
  });

  test('servers that a handler starts are served, too', async () => {
    const command = serve(['app.pl', '-g', 'server(_)']);
    const another = Number((await ask(await command.port(), { path: '/more' })).body);
    await command.says(new RegExp(`^% Started server at http://localhost:${another}/`, 'm'));
    expect((await ask(another, { path: '/count' })).body).toBe('1\n');
  });

  test('directives that fail are told of with file and line, and the program is served', async () => {
    const command = serve(['warning.pl', '--port', '0']);
    expect((await ask(await command.port())).status).toBe(200);
    expect(command.errors).toMatch(/^Warning: .*warning\.pl:2:\n.*no_such_directive/m);
  });

  test('--repl talks on the running application', async () => {
    const command = serve(['app.pl', '-g', 'server(_)', '--repl']);
    const port = await command.port();
    await ask(port, { path: '/count' });
    command.write('once(http_current_session(_, n(N))).\nserver_port(P).\n');
    command.write('once(http_server_property(P, goal(G))).\nhalt(4).\n');
    expect(await command.status).toBe(4);
    expect(command.output).toContain('N = 1.\n');
    expect(command.output).toContain(`P = ${port},\nG = user:http_dispatch.\n`);
    expect(command.errors).toMatch(/Unknown procedure: server_port\/1/);
  });
});

describe('clausal serve refuses', () => {
  const ending = async (...words: string[]) => {
    const command = serve(words, '');
    const status = await command.status;
    return { status, errors: command.errors.replaceAll(folder, '') };
  };

  test('what it does not understand, with status 2', async () => {
    const { status, errors } = await ending('--port', 'x', 'app.pl');
    expect(status).toBe(2);
    expect(errors).toMatch(/^clausal: --port x: a port number was expected\nusage: clausal serve/);
  });

  test('files that cannot be loaded', async () => {
    expect(await ending('nothing.pl')).toMatchObject({
      status: 1,
      errors: expect.stringMatching(/nothing\.pl/),
    });
    expect(await ending('broken.pl')).toEqual({
      status: 1,
      errors: 'ERROR: /broken.pl: line 2: Syntax error: Operator expected\n',
    });
  });

  test('goals that fail, end with an error, or want to end it', async () => {
    const [failing, unknown, halting] = await Promise.all(
      ['fail', 'servr(80)', 'halt(5)'].map((goal) => ending('app.pl', '-g', goal)),
    );
    expect(failing).toEqual({ status: 1, errors: 'ERROR: -g fail: false\n' });
    expect(unknown!.status).toBe(2);
    expect(unknown!.errors).toMatch(/^ERROR: -g servr\(80\): .*Unknown procedure: servr\/1\n$/);
    expect(halting).toEqual({ status: 5, errors: '' });
  });

  test('a program that serves nothing, or at a port that is in use', async () => {
    const nothing = await ending('app.pl');
    expect(nothing.status).toBe(1);
    expect(nothing.errors).toMatch(/^clausal: the program started no server; /);
    const other = createServer();
    await once(other.listen(0), 'listening');
    const { port } = other.address() as AddressInfo;
    const taken = await ending('app.pl', '-g', `server(${port})`);
    other.close();
    expect(taken).toEqual({ status: 1, errors: `clausal: port ${port} is in use; --port N takes another\n` });
  });
});

describe('clausal repl --engine swipl', () => {
  test('is a prompt on SWI-Prolog', async () => {
    const script =
      'X = _{a: 1}.put(b, 2).\nmember(X, [1, 2]).\n;\nread(X).\nhello.\nfail.\nfoo(1).\nformat("~w~n", [x]).\n';
    const command = new Command(['repl', '-q', '--engine', 'swipl'], { input: script });
    expect(await command.status).toBe(1);
    expect(command.output).toBe(
      'X = _{a:1, b:2}.\n\nX = 1 ;\nX = 2.\n\nX = hello.\n\nfalse.\n\nx\ntrue.\n\n',
    );
    expect(command.errors).toMatch(/Unknown procedure: foo\/1/);
  });
});

describeWithTmux('clausal serve at a terminal', () => {
  let terminal: TmuxTerminal | undefined;
  afterEach(() => terminal?.close());

  test('has a prompt on the running application', async () => {
    const words = ['serve', join(folder, 'app.pl'), '-g', "'server(_)'"];
    terminal = new TmuxTerminal([...CLAUSAL, ...words].join(' '), { CLAUSAL_HISTORY: '' });
    await terminal.shows('/\nclausal: type help. for help, halt. or Ctrl-D to leave.\n\n?-');
    const port = Number(/localhost:(\d+)/.exec(terminal.screen())![1]);
    await ask(port, { path: '/count' });
    terminal.enter('once(http_current_session(_, n(N))).');
    await terminal.shows('N = 1.\n\n?-');
    terminal.enter('repeat, fail.');
    await terminal.shows('?- repeat, fail.');
    expect((await ask(port, { path: '/count' })).body).toBe('1\n');
    terminal.press('C-c');
    await terminal.shows('% Execution Aborted\n?-');
    terminal.press('C-d');
    await terminal.shows('status 0');
  });
});
