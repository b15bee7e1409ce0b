/** clausal's host on tau-prolog, as a program in it works with sessions. */
import { SessionEngine, type SessionRequest } from '../../../src/index.ts';
import { TauProlog } from '../../../src/prolog/tau.ts';
import { INFERENCES, REVERSED } from '../../data.ts';
import { contest, type Works } from '../../measure.ts';
import { versionOf } from '../../version.ts';

const PROGRAM = `
  fill(0, _) :- !.
  fill(N, Id) :- http_session_assert(visit(N), Id), N1 is N - 1, fill(N1, Id).

  app([], L, L).
  app([H | T], L, [H | R]) :- app(T, L, R).

  nrev([], []).
  nrev([H | T], R) :- nrev(T, RT), app(RT, [H], R).
`;

const request: SessionRequest = {
  path: '/',
  cookie: undefined,
  address: '127.0.0.1',
  forwardedFor: undefined,
  isSecure: false,
  isOpen: true,
  setCookie() {},
};

let engine: SessionEngine;
let prolog: TauProlog;

async function fresh(): Promise<string> {
  engine?.close();
  engine = new SessionEngine();
  prolog = new TauProlog(engine);
  await prolog.consult(PROGRAM);
  return engine.enter(request, () => engine.openSession());
}

const works: Works = {
  assert(facts) {
    let id = '';
    return {
      operations: facts,
      prepare: async () => void (id = await fresh()),
      run: async () => void (await prolog.query(`fill(${facts}, '${id}')`).first()),
      check: () => engine.query('session_data(_, visit(_))').count(),
    };
  },

  async reverse() {
    await fresh();
    const list = Array.from({ length: REVERSED }, (_, i) => i + 1);
    const goal = prolog.query(`nrev([${list}], [Last | _])`, { isLeftToEngine: false });
    return { operations: INFERENCES, run: async () => Number((await goal.first())?.Last) };
  },

  async join(facts) {
    await fresh();
    for (let i = 0; i < facts; i++) {
      const id = engine.enter(request, () => engine.openSession()) as string;
      engine.sessionAssert({ user: `u${i}` }, id);
      engine.sessionAssert({ cart: ['book', (i % 7) + 1] }, id);
    }
    const goal = 'session_data(S, user(_)), session_data(S, cart(_, Q)), Q > 6';
    return { operations: facts, run: () => prolog.query(goal).count() };
  },
};

await contest(versionOf(), works);
