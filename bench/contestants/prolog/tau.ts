/** tau-prolog by itself, with its own reader, control and database. */
import tau, { type TauAnswer, type TauSession, type TauValue } from 'tau-prolog';
import { INFERENCES, REVERSED } from '../../data.ts';
import { contest, type Works } from '../../measure.ts';
import { versionOf } from '../../version.ts';

const PROGRAM = `
  :- dynamic(session_data/2).

  fill(0, _) :- !.
  fill(N, Id) :- assertz(session_data(Id, visit(N))), N1 is N - 1, fill(N1, Id).

  count(N) :- findall(x, session_data(_, _), All), length_of(All, 0, N).

  length_of([], N, N).
  length_of([_ | Rest], N0, N) :- N1 is N0 + 1, length_of(Rest, N1, N).

  app([], L, L).
  app([H | T], L, [H | R]) :- app(T, L, R).

  nrev([], []).
  nrev([H | T], R) :- nrev(T, RT), app(RT, [H], R).
`;

let session: TauSession;

const works: Works = {
  assert(facts) {
    return {
      operations: facts,
      slow: true,
      prepare: async () => void (session = await fresh()),
      run: async () => void (await first(`fill(${facts}, s1)`)),
      check: async () => number(await first('count(Result)')),
    };
  },

  async reverse() {
    session = await fresh();
    const list = Array.from({ length: REVERSED }, (_, i) => i + 1);
    const goal = `nrev([${list}], [Result | _])`;
    return { operations: INFERENCES, run: async () => number(await first(goal)) };
  },
};

function fresh(): Promise<TauSession> {
  const made = tau.create(Number.POSITIVE_INFINITY);
  return new Promise((resolve, reject) => {
    made.consult(PROGRAM, { success: () => resolve(made), error: (error) => reject(failure(error)) });
  });
}

function first(goal: string): Promise<TauAnswer> {
  return new Promise((resolve, reject) => {
    const error = (term: TauValue) => reject(failure(term));
    session.query(`${goal}.`, {
      error,
      success: () =>
        session.answer({
          success: resolve,
          error,
          fail: () => reject(new Error('tau-prolog: the goal fails')),
          limit: () => reject(new Error('tau-prolog: the limit is reached')),
        }),
    });
  });
}

function number({ links }: TauAnswer): number {
  return links.Result?.value ?? Number.NaN;
}

function failure(error: TauValue): Error {
  return new Error(`tau-prolog: ${error}`);
}

await contest(versionOf('tau-prolog'), works);
