/** What ends an interpreter ends nothing else: the request gets its error page, facts stay, and the next request is answered. */
import { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, closeServers, serve } from '../support/http.ts';

const PROGRAM = `
  :- use_module(library(http/thread_httpd)).
  :- use_module(library(http/http_dispatch)).
  :- use_module(library(http/http_session)).
  :- dynamic(kept/1).
  :- http_handler(root(count), count, []).
  :- http_handler(root(nested), nested, []).
  :- http_handler(root(list), endless([]), []).
  :- http_handler(root(deep), deep, []).
  :- http_handler(root(loop), loop, [time_limit(0.3)]).
  :- http_handler(root(fill), fill, []).

  count(_) :-
      ( http_session_retract(n(N0)) -> true ; N0 = 0 ),
      N is N0 + 1,
      http_session_assert(n(N)),
      price(pencil, Price),
      format('Content-type: text/plain~n~n~w ~w~n', [N, Price]).

  nested(_) :-
      length(Brackets, 1000000),
      maplist(=(0'(), Brackets),
      atom_codes(Atom, Brackets),
      term_to_atom(_, Atom).

  endless(List, Request) :- endless([a|List], Request).

  deep(Request) :- deep(Request), true.

  loop(Request) :- loop(Request).

  fill(_) :-
      length(Codes, 100000),
      maplist(=(0'x), Codes),
      atom_codes(Short, Codes),
      numlist(1, 9, Doublings),
      foldl([_, A, B]>>atom_concat(A, A, B), Doublings, Short, Long),
      forall(between(1, inf, N), ( atom_concat(Long, N, Atom), assertz(kept(Atom)) )).
`;

let engine: SessionEngine;
let prolog: SwiProlog;
let port: number;
let errors = '';

beforeAll(async () => {
  engine = new SessionEngine({ profile: 'swi' });
  prolog = await SwiProlog.create(engine, { errorOutput: (text) => (errors += text) });
  prolog.define('price/2', (item) => [item!, 2]);
  await prolog.consult(PROGRAM);
  const handler = prolog.handler();
  ({ port } = await serve(nodeSession(engine)((req, res) => void handler(req, res))));
});

afterAll(async () => {
  closeServers();
  await prolog.close();
});

describe('a handler', () => {
  test.each([
    ['that reads a text nested too deep', 'nested'],
    ['that builds an endless list', 'list'],
    ['that never returns', 'deep'],
    ['that loops without a call that returns', 'loop'],
    ['that fills all memory', 'fill'],
  ])('%s ends with an error, and the next one is answered', async (_, path) => {
    const first = await ask(port, { path: '/count' });
    const cookie = first.cookies[0]!.split(';')[0]!;
    expect(first.body).toBe('1 2\n');
    const bad = await ask(port, { path: `/${path}`, headers: { cookie } });
    expect(bad.status).toBeGreaterThanOrEqual(500);
    expect(bad.headers['content-type']).toMatch(/^text\/html/);
    expect((await ask(port, { path: '/count', headers: { cookie } })).body).toBe('2 2\n');
  });

  test('requests that wait while an interpreter dies are answered by the next one', async () => {
    const paths = ['nested', 'count', 'nested', 'count', 'count'];
    const answers = await Promise.all(paths.map((path) => ask(port, { path: `/${path}` })));
    expect(answers.map(({ status }) => status)).toEqual([503, 200, 503, 200, 200]);
  });
});

describe('a search', () => {
  const nested =
    "length(L, 100000), maplist(=(0'(), L), atom_codes(A, L), catch(term_to_atom(_, A), _, true)";

  test('gets an error of which no catch/3 keeps it, and others go on', async () => {
    await expect(prolog.query(nested).first()).rejects.toMatchObject({ code: 'resource_error' });
    expect(await prolog.query('price(pencil, P), X = "asked while it begins again"').first()).toEqual({
      P: 2,
      X: 'asked while it begins again',
    });
    expect(await prolog.query('current_op(P, xfx, :=), clause(count(_), _)').exists()).toBe(true);
  });

  test('that was under way in the interpreter ends, too', async () => {
    const numbers = prolog.query('between(1, inf, N)')[Symbol.asyncIterator]();
    expect((await numbers.next()).value).toEqual({ N: 1 });
    await prolog.query(nested).exists().catch(String);
    await expect(numbers.next()).rejects.toMatchObject({ code: 'resource_error' });
  });

  test('goals that overflow the stacks again and again leave enough for the others', async () => {
    await prolog.consult('deep :- deep, true.  large(N) :- numlist(1, N, L), msort(L, _).');
    for (let i = 0; i < 9; i++) {
      await expect(prolog.query('deep').first()).rejects.toMatchObject({ code: 'resource_error' });
    }
    expect(await prolog.query('large(300000)').exists()).toBe(true);
  });

  test('predicates that are defined while an interpreter begins are known to it', async () => {
    await prolog.query(nested).exists().catch(String);
    prolog.define('late/1', () => [1]);
    expect(await prolog.query('late(X)').first()).toEqual({ X: 1 });
  });

  test('a program that does not load without that is not loaded, and the others are', async () => {
    errors = '';
    await expect(prolog.consult(`:- ${nested}.\nbad(1).\n`)).rejects.toMatchObject({
      code: 'resource_error',
    });
    expect(await prolog.query('current_predicate(bad/1)').exists()).toBe(false);
    expect(await prolog.query('current_predicate(count/1)').exists()).toBe(true);
    expect(errors).toBe('Warning: SWI-Prolog ran out of memory, and begins again\n');
  });

  test('what was begun is begun again', async () => {
    expect(await prolog.begin('assertz(begun)')).toBe(true);
    await prolog.query(nested).exists().catch(String);
    expect(await prolog.query('begun').count()).toBe(1);
  });

  test('a predicate in TypeScript in which the interpreter dies does not come back to it', async () => {
    await prolog.consult(`:- listen(topple, topple).  topple :- ${nested}.`);
    prolog.define('push/0', () => {
      engine.broadcast('topple');
      return true;
    });
    await expect(prolog.query('push, X = 1').first()).rejects.toMatchObject({ code: 'resource_error' });
    expect(await prolog.query('X = 1').first()).toEqual({ X: 1 });
    prolog.define('push/0', () => true);
  });
});
