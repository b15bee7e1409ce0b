/**
 * Applications that keep their sessions in Redis by library(http/http_redis_plugin): the same visits in SWI-Prolog and in
 * both hosts, and several processes of `clausal serve` that share their sessions.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { TauProlog } from 'clausal/tau';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ProgramSessions } from '../../src/serve/program-sessions.ts';
import { ask, closeServers, serve } from '../support/http.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { hasSwipl } from '../support/swipl.ts';
import { startSwiplServer } from '../support/swipl-server.ts';
import { Command, endCommands } from './command.ts';

const PROGRAM = `
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/http_redis_plugin)).
:- use_module(library(redis)).
:- use_module(library(lists)).

:- redis_server(default, localhost:PORT, [version(3)]).
:- http_set_session_options([redis_db(default), redis_prefix('PREFIX'), timeout(1000)]).

:- http_handler(root(do), do, []).

server(Port) :- http_server(http_dispatch, [port(Port)]).

do(Request) :-
    http_parameters(Request, [goal(Text, [])]),
    term_to_atom(Goal, Text),
    findall(Goal, Goal, Solutions),
    format('Content-type: text/plain; charset=UTF-8~n~n~q', [Solutions]).

add(Fact) :- http_session_assert(Fact).
first(Fact) :- http_session_asserta(Fact).
fact(Fact) :- http_session_data(Fact).
take(Fact) :- http_session_retract(Fact).
one(Fact) :- http_session_retract(Fact), !.
none(Fact) :- http_session_retractall(Fact).
everybody(Facts) :- findall(Fact, (http_current_session(_, fact(Fact))), Facts0), msort(Facts0, Facts).
option(Option) :- http_session_option(Option).
last(Seconds) :- http_session_id(Id), http_set_session(Id, timeout(Seconds)).
leave :- http_session_id(Id), http_close_session(Id).
recent :- http_session_id(Id), http_current_session(Id, idle(Time)), !, Time < 100.
peer(Peer) :- http_session_id(Id), http_current_session(Id, peer(Peer)).

main :-
    http_server(http_dispatch, [port(localhost:Port), workers(2)]),
    format('~d~n', [Port]),
    flush_output,
    read(_),
    halt.
`;

/** Who comes, and what is done then; all facts are ground, as SWI-Prolog has no others. */
const VISITS: readonly (readonly [visitor: string, goal: string])[] = [
  ['ann', 'add(fact(book))'],
  ['ann', "add(fact('a b, c'))"],
  ['ann', 'fact(X)'],
  ['bob', 'fact(X)'],
  ['bob', 'add(fact("a \\"string\\""))'],
  ['bob', 'first(fact(f(1, -2.5, [a, "b", []], \'Ü\\n\')))'],
  ['bob', 'fact(X)'],
  ['bob', 'fact(fact("a \\"string\\""))'],
  ['bob', 'add(123456789012345678901234567890)'],
  ['bob', 'fact(123456789012345678901234567890)'],
  ['ann', 'everybody(X)'],
  ['ann', 'one(fact(_))'],
  ['ann', 'one(fact(book))'],
  ['ann', 'fact(X)'],
  ['ann', 'add(n(1))'],
  ['ann', 'add(n(2))'],
  ['ann', 'add(n(1))'],
  ['ann', 'none(n(1))'],
  ['ann', 'fact(X)'],
  ['ann', 'add(n(3))'],
  ['ann', 'take(n(_))'],
  ['ann', 'fact(X)'],
  ['bob', 'option(redis_db(X))'],
  ['bob', 'option(redis_prefix(X))'],
  ['bob', 'recent'],
  ['bob', 'peer(X)'],
  ['bob', 'last(2000)'],
  ['bob', 'fact(fact(X))'],
  ['bob', 'leave'],
  ['bob', 'fact(X)'],
  ['ann', 'everybody(X)'],
];

/** What the visits are answered at a server. */
async function visited(port: number): Promise<string[]> {
  const visitors = new Map<string, string>();
  const answers: string[] = [];
  for (const [visitor, goal] of VISITS) {
    const answer = await visit(port, goal, visitors.get(visitor), visitor);
    const [cookie] = answer.cookies;
    if (cookie !== undefined) visitors.set(visitor, cookie.split(';')[0]!);
    answers.push(`${visitor} ${goal}: ${answer.status} ${answer.body}`);
  }
  return answers;
}

/** One visitor asks by a form. */
function visit(port: number, goal: string, cookie: string | undefined, visitor = '') {
  const form = `goal=${encodeURIComponent(goal)}`;
  const headers = cookie === undefined ? {} : { cookie };
  if (visitor !== 'bob') return ask(port, { path: `/do?${form}`, headers });
  const posted = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': `${form.length}` };
  return ask(port, { method: 'POST', path: '/do', headers: { ...headers, ...posted }, body: form });
}

let redis: RedisServer;
const folder = mkdtempSync(join(tmpdir(), 'clausal-serve-redis-'));

function write(name: string, prefix: string): string {
  const file = join(folder, name);
  writeFileSync(file, PROGRAM.replace('PORT', String(redis.port)).replace('PREFIX', prefix));
  return file;
}

describeWithRedis('sessions in Redis', () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    closeServers();
    await endCommands();
  });
  afterAll(async () => {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.skipIf(!hasSwipl)('an application answers as in SWI-Prolog', async () => {
    const theirs = await startSwiplServer(write('theirs.pl', 'compared'));
    const expected = await visited(theirs.port);
    expect(expected).toContain(
      'bob fact(fact(X)): 200 [fact(fact(f(1,-2.5,[a,"b",[]],\'Ü\\n\'))),fact(fact("a \\"string\\""))]',
    );
    // Theirs takes ground facts only.
    expect((await visit(theirs.port, 'add(fact(_))', undefined)).status).toBe(500);
    theirs.stop();
    for (const host of ['tau', 'swipl'] as const) {
      const engine = new SessionEngine({ profile: 'swi' });
      const prolog = host === 'tau' ? new TauProlog(engine) : await SwiProlog.create(engine);
      await prolog.consult({ file: write('ours.pl', 'compared') });
      await redis.command('flushall');
      const sessions = new ProgramSessions(prolog, engine);
      await sessions.look();
      const { port } = await serve(sessions.around(prolog.handler()));
      expect(await visited(port)).toEqual(expected);
      expect((await visit(port, 'add(fact(_))', undefined)).status).toBe(200);
      await prolog.close();
      await engine.close();
    }
  });

  test('processes share them, also of different hosts, and a restart keeps them', async () => {
    const file = write('shared.pl', 'shared');
    const start = (engine: string) =>
      new Command(['serve', '--engine', engine, file, '-g', 'server(0)', '--port', '0'], { cwd: folder });
    const first = start('tau');
    const second = start('swipl');
    const [one, two] = await Promise.all([first.port(), second.port()]);
    const begun = await visit(one, 'add(fact(1))', undefined);
    const cookie = begun.cookies[0]!.split(';')[0]!;
    const answers: string[] = [];
    const say = async (port: number, goal: string) => {
      const { body, cookies } = await visit(port, goal, cookie);
      answers.push(`${goal}: ${body}${cookies.length === 0 ? '' : ' and a new session'}`);
    };
    await say(two, 'fact(fact(X))');
    await say(two, 'add(fact(2))');
    await say(one, 'fact(fact(X))');
    first.kill('SIGTERM');
    expect(await first.status).toBe(0);
    const again = start('tau');
    const three = await again.port();
    await say(three, 'everybody(X)');
    await say(three, 'one(fact(1))');
    await say(two, 'one(fact(1))');
    await say(two, 'fact(fact(X))');
    expect(answers).toEqual([
      'fact(fact(X)): [fact(fact(1))]',
      'add(fact(2)): [add(fact(2))]',
      'fact(fact(X)): [fact(fact(1)),fact(fact(2))]',
      'everybody(X): [everybody([1,2])]',
      'one(fact(1)): [one(fact(1))]',
      'one(fact(1)): []',
      'fact(fact(X)): [fact(fact(2))]',
    ]);
    // What is not stored is not answered.
    redis.pause();
    const { status } = await visit(two, 'add(fact(3))', cookie);
    redis.resume();
    expect(status).toBe(503);
    for (const process of [again, second]) process.kill('SIGTERM');
    expect([await again.status, await second.status]).toEqual([0, 0]);
  }, 60_000);
});
