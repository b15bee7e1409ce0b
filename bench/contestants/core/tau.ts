/**
 * tau-prolog's own database, asserted to and queried by a program that it runs: that is faster than a query from
 * JavaScript for each fact. Of the loops that it has, recursion with everything in arguments is the fastest by far.
 */
import tau, { type TauAnswer, type TauSession, type TauValue } from 'tau-prolog';
import {
  carts,
  chainLength,
  INFERENCES,
  ITEMS,
  type Pair,
  pairs,
  REVERSED,
  shuffled,
  successors,
  texts,
} from '../../data.ts';
import { contest, type Work, type Works } from '../../measure.ts';
import { versionOf } from '../../version.ts';

const PROGRAM = `
  :- set_prolog_flag(double_quotes, atom).
  :- dynamic(session_data/2).
  :- dynamic(price/2).
  :- dynamic(edge/2).

  fill([]).
  fill([Id-User | Pairs]) :- assertz(session_data(Id, user(User))), fill(Pairs).

  visits([]).
  visits([Id-N | Pairs]) :- assertz(session_data(Id, visits(N))), visits(Pairs).

  carts([]).
  carts([cart(Id, User, Item, Qty) | Carts]) :-
    assertz(session_data(Id, user(User))), assertz(session_data(Id, cart(Item, Qty))), carts(Carts).

  prices([]).
  prices([Item-Price | Prices]) :- assertz(price(Item, Price)), prices(Prices).

  edges([]).
  edges([From-To | Edges]) :- assertz(edge(From, To)), edges(Edges).

  lookups([], Right, Right).
  lookups([Id-User | Pairs], Right0, Right) :-
    session_data(Id, user(Found)), Found == User, Right1 is Right0 + 1, lookups(Pairs, Right1, Right).

  content([], Right, Right).
  content([Id-User | Pairs], Right0, Right) :-
    session_data(Found, user(User)), Found == Id, Right1 is Right0 + 1, content(Pairs, Right1, Right).

  replace([]).
  replace([Id-User | Pairs]) :-
    retractall(session_data(Id, user(_))), assertz(session_data(Id, user(User))), replace(Pairs).

  retracts([], Right, Right).
  retracts([Id-_ | Pairs], Right0, Right) :-
    retract(session_data(Id, _)), Right1 is Right0 + 1, retracts(Pairs, Right1, Right).

  count(N) :- findall(x, session_data(_, _), All), length_of(All, 0, N).

  length_of([], N, N).
  length_of([_ | Rest], N0, N) :- N1 is N0 + 1, length_of(Rest, N1, N).

  sum_of([], Sum, Sum).
  sum_of([N | Rest], Sum0, Sum) :- Sum1 is Sum0 + N, sum_of(Rest, Sum1, Sum).

  enumerate(Sum) :- findall(N, session_data(_, visits(N)), All), sum_of(All, 0, Sum).

  values(Sum) :- findall(Value, cart_value(Value), All), sum_of(All, 0, Sum).

  cart_value(Value) :-
    session_data(S, user(_)), session_data(S, cart(Item, Qty)), price(Item, Price), Value is Qty * Price.

  path(X, Y) :- edge(X, Y).
  path(X, Z) :- edge(X, Y), path(Y, Z).

  reached(N) :- findall(x, path(n0, _), All), length_of(All, 0, N).

  app([], L, L).
  app([H | T], L, [H | R]) :- app(T, L, R).

  nrev([], []).
  nrev([H | T], R) :- nrev(T, RT), app(RT, [H], R).

  reverses(0, _, _).
  reverses(N, List, Last) :- N > 0, nrev(List, [Last | _]), N1 is N - 1, reverses(N1, List, Last).
`;

let session: TauSession = await fresh();

const works: Works = {
  assertz(facts) {
    const goal = `fill(${listOf(pairs(facts))})`;
    return {
      operations: facts,
      async prepare() {
        session = await fresh();
        ask(goal);
      },
      run: async () => void (await solution()),
      check: () => number('count(Result)'),
    };
  },

  async lookup(facts) {
    await run(`fill(${listOf(pairs(facts))})`);
    return rounds(facts, `lookups(${listOf(shuffled(pairs(facts)))}, 0, Result)`, facts);
  },

  async content(facts) {
    await run(`fill(${listOf(pairs(facts))})`);
    return rounds(facts, `content(${listOf(shuffled(pairs(facts)))}, 0, Result)`, facts);
  },

  async replace(facts) {
    const all = pairs(facts);
    await run(`fill(${listOf(all)})`);
    let round = 0;
    let order: Pair[] = [];
    return {
      operations: facts,
      prepare() {
        order = shuffled(successors(all, ++round));
        ask(`replace(${listOf(order)})`);
      },
      run: async () => void (await solution()),
      async check() {
        const right = await number(`lookups(${listOf(order)}, 0, Result)`);
        return right / (await number('count(Result)'));
      },
    };
  },

  retract(facts) {
    const all = pairs(facts);
    const order = listOf(shuffled(all));
    let retracted = 0;
    return {
      operations: facts,
      async prepare() {
        session = await fresh();
        await run(`fill(${listOf(all)})`);
        ask(`retracts(${order}, 0, Result)`);
      },
      run: async () => void (retracted = result(await solution())),
      check: async () => (retracted - (await number('count(Result)'))) / facts,
    };
  },

  async enumerate(facts) {
    await run(`visits([${pairs(facts).map(({ id }, i) => `${id}-${i}`)}])`);
    return rounds(facts, 'enumerate(Result)');
  },

  async join(facts) {
    const items = carts(facts).map(
      ({ id, user, item, quantity }) => `cart(${id}, ${user}, ${item}, ${quantity})`,
    );
    await run(`carts([${items}])`);
    await run(`prices([${Array.from({ length: ITEMS }, (_, i) => `item${i}-${i + 1}`)}])`);
    return rounds(items.length, 'values(Result)');
  },

  async path(facts) {
    const length = chainLength(facts);
    await run(`edges([${Array.from({ length }, (_, i) => `n${i}-n${i + 1}`)}])`);
    return rounds(length, 'reached(Result)');
  },

  reverse() {
    const list = Array.from({ length: REVERSED }, (_, i) => i + 1);
    return rounds(10 * INFERENCES, `reverses(10, [${list}], Last), Result is Last / ${REVERSED}`);
  },

  read() {
    const all = texts().map((text) => `term((${text}))`);
    const terms: TauValue[] = [];
    return {
      operations: all.length,
      run() {
        for (let i = 0; i < all.length; i++) terms[i] = ask(all[i]!).args![0]!;
        return undefined;
      },
      check: () => partsOf(terms),
    };
  },

  write() {
    const terms = texts().map((text) => ask(`term((${text}))`).args![0]!);
    const written: string[] = [];
    return {
      operations: terms.length,
      run() {
        for (let i = 0; i < terms.length; i++) {
          written[i] = terms[i]!.toString({ quoted: true, ops: true, session });
        }
        return undefined;
      },
      check: () => partsOf(written.map((text) => ask(`term((${text}))`).args![0]!)),
    };
  },
};

/** The same goal in each round: it is read before. `Result` is divided by `whole`. */
function rounds(operations: number, goal: string, whole = 1): Work {
  return {
    operations,
    prepare: () => void ask(goal),
    run: async () => result(await solution()) / whole,
  };
}

/** A session of its own, with an empty database. */
function fresh(): Promise<TauSession> {
  const session = tau.create(Number.POSITIVE_INFINITY);
  return new Promise((resolve, reject) => {
    session.consult(PROGRAM, { success: () => resolve(session), error: (error) => reject(failure(error)) });
  });
}

/** Reads a goal and makes it the one that is asked next. */
function ask(goal: string): TauValue {
  let read: TauValue | undefined;
  session.query(`${goal}.`, {
    success: (term) => void (read = term),
    error: (error) => {
      throw failure(error);
    },
  });
  return read!;
}

function solution(): Promise<TauAnswer> {
  return new Promise((resolve, reject) => {
    session.answer({
      success: resolve,
      error: (error) => reject(failure(error)),
      fail: () => reject(new Error('tau-prolog: the goal fails')),
      limit: () => reject(new Error('tau-prolog: the limit is reached')),
    });
  });
}

function run(goal: string): Promise<TauAnswer> {
  ask(goal);
  return solution();
}

async function number(goal: string): Promise<number> {
  return result(await run(goal));
}

function result({ links }: TauAnswer): number {
  return links.Result?.value ?? Number.NaN;
}

function failure(error: TauValue): Error {
  return new Error(`tau-prolog: ${error}`);
}

function listOf(all: readonly Pair[]): string {
  return `[${all.map(({ id, user }) => `${id}-${user}`)}]`;
}

/** How many atoms, numbers, variables and functors there are. */
function partsOf(terms: readonly TauValue[]): number {
  return terms.reduce((parts, { args = [] }) => parts + 1 + partsOf(args), 0);
}

await contest(versionOf('tau-prolog'), works);
