/** tau-prolog by itself, with its own reader, control and database. */
import tau, { type TauAnswer, type TauSession, type TauValue } from 'tau-prolog';
import { INFERENCES, REVERSED } from '../../data.ts';
import { contest, type Works } from '../../measure.ts';
import { versionOf } from '../../version.ts';

const PROGRAM = `
  :- dynamic(session_data/2).

  fill(0, _) :- !.
  fill(N, Id) :- assertz(session_data(Id, visit(N))), N1 is N - 1, fill(N1, Id).

  app([], L, L).
  app([H | T], L, [H | R]) :- app(T, L, R).

  nrev([], []).
  nrev([H | T], R) :- nrev(T, RT), app(RT, [H], R).
`;

const PART = 500;

let session: TauSession;

const works: Works = {
  assert(facts) {
    return {
      operations: facts,
      slow: true,
      prepare: async () => void (session = await fresh()),
      // In parts: it cannot recurse that deep.
      async run() {
        for (let left = facts; left > 0; left -= PART) await first(`fill(${Math.min(left, PART)}, s1)`);
        return undefined;
      },
      check: async () => lengthOf((await first('findall(x, session_data(_, _), Result)')).links.Result),
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

function lengthOf(list: TauValue | undefined): number {
  let length = 0;
  for (let rest = list; rest?.args?.length === 2; rest = rest.args[1]) length++;
  return length;
}

function failure(error: TauValue): Error {
  return new Error(`tau-prolog: ${error}`);
}

await contest(versionOf('tau-prolog'), works);
