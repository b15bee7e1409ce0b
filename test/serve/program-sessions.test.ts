/** Requests to a program have sessions where it loads the library of sessions, and not before. */
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { afterEach, expect, test } from 'vitest';
import { ProgramSessions } from '../../src/serve/program-sessions.ts';
import { ask, closeServers, serve } from '../support/http.ts';

afterEach(closeServers);

test('a program that has not loaded the library has none', async () => {
  const engine = new SessionEngine({ profile: 'swi' });
  const prolog = await SwiProlog.create(engine);
  const sessions = new ProgramSessions(prolog, engine);
  const { port } = await serve(
    sessions.around((_req, res) => res.end(String(engine.inSession() !== undefined))),
  );
  const answer = async () => {
    await sessions.look();
    const { body, cookies } = await ask(port);
    return { body, cookies: cookies.length };
  };
  try {
    expect(await answer()).toEqual({ body: 'false', cookies: 0 });
    await prolog.consult('go(X) :- http_in_session(X).');
    expect(await answer()).toEqual({ body: 'false', cookies: 0 });
    await prolog.consult(':- use_module(library(http/http_session)).');
    expect(await answer()).toEqual({ body: 'true', cookies: 1 });
  } finally {
    await prolog.close();
  }
});
