/** The host on SWI-Prolog in WebAssembly. */
import { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, expect, test } from 'vitest';
import { closeServers, serve } from '../support/http.ts';
import { hostContract } from './host-contract.ts';

afterAll(closeServers);

hostContract('SwiProlog', (engine, options) => SwiProlog.create(engine, options));

test('a host that is read-only has the whole library', async () => {
  const host = await SwiProlog.create(new SessionEngine({ gc: 'passive' }), { isReadOnly: true });
  for (const goal of [
    'use_module(library(assoc)), list_to_assoc([a-1], A), get_assoc(a, A, 1)',
    'aggregate_all(count, member(_, [a, b]), 2)',
    'foldl([X, Y, Z]>>(Z is X + Y), [1, 2], 0, 3)',
  ]) {
    expect(await host.query(goal).exists()).toBe(true);
  }
  await host.close();
});

test('a program says which session is the current one by the global variable http_session_id', async () => {
  const sessions = new SessionEngine({ profile: 'swi', gc: 'passive' });
  const host = await SwiProlog.create(sessions);
  const id = openedSession(sessions);
  const holds = (goal: string) => host.query(`nb_setval(http_session_id, '${id}'), ${goal}`).exists();
  const stored = () => [...sessions.sessionData('cart(X)', id)].map(({ X }) => X);

  expect(await holds(`http_session_id(I), I == '${id}', http_in_session(I)`)).toBe(true);
  await holds('http_session_assert(cart(b)), http_session_asserta(cart(a)), http_session_assert(cart(c))');
  expect(stored()).toEqual(['a', 'b', 'c']);
  expect(await holds('findall(X, http_session_data(cart(X)), Xs), Xs == [a, b, c]')).toBe(true);
  expect(await holds('http_session_retract(cart(b)), http_session_retractall(cart(c))')).toBe(true);
  expect(stored()).toEqual(['a']);
  expect(await holds(`http_set_session(timeout(5)), http_current_session('${id}', cart(a))`)).toBe(true);

  const none = 'nb_setval(http_session_id, no_session)';
  expect(await host.query(`${none}, http_in_session(_)`).exists()).toBe(false);
  await expect(host.query(`${none}, http_session_data(_)`).first()).rejects.toThrow(/session/);
  const back = 'nb_setval(http_session_id, [])';
  expect(await host.query(`${back}, http_in_session(_)`).exists()).toBe(false);
  await host.close();
});

test('what a handler says of the current session does not hold for the next request, or query', async () => {
  const sessions = new SessionEngine({ profile: 'swi', gc: 'passive' });
  const host = await SwiProlog.create(sessions);
  await host.consult({
    text: `:- use_module(library(http/http_dispatch)).
      :- http_handler(root(set), set, []).
      :- http_handler(root(get), get, []).
      set(_) :- nb_setval(http_session_id, nobody), format("Content-type: text/plain~n~nset").
      get(R) :- http_session_id(Id), memberchk(session(In), R), ( Id == In -> A = own ; A = Id ),
                format("Content-type: text/plain~n~n~w", [A]).`,
  });
  const { port } = await serve(nodeSession(sessions)(host.handler()));
  expect(await (await fetch(`http://127.0.0.1:${port}/set`)).text()).toBe('set');
  expect(await host.query('nb_current(http_session_id, nobody)').exists()).toBe(false);
  expect(await (await fetch(`http://127.0.0.1:${port}/get`)).text()).toBe('own');
  await host.close();
});

function openedSession(sessions: SessionEngine): string {
  const request = {
    path: '/',
    cookie: undefined,
    address: '127.0.0.1',
    forwardedFor: undefined,
    isSecure: false,
    isOpen: true,
    setCookie() {},
  };
  return sessions.enter(request, () => sessions.sessionId()) as string;
}
