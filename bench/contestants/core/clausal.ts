/** clausal, used as its users use it: facts and patterns as JavaScript values or as text, solutions in a loop. */
import { _, ClauseStore, Compound, readTerm, type Term, v, writeTerm } from '../../../src/index.ts';
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
import { contest, type Works } from '../../measure.ts';
import { versionOf } from '../../version.ts';

const works: Works = {
  assertz(facts) {
    const all = pairs(facts);
    let db = new ClauseStore();
    return {
      operations: facts,
      prepare: () => void (db = new ClauseStore()),
      run: () => fill(db, all),
      check: () => db.query({ session_data: [_, { user: _ }] }).count(),
    };
  },

  assertz_text(facts) {
    const all = pairs(facts).map(({ id, user }) => `session_data(${id}, user(${user}))`);
    let db = new ClauseStore();
    return {
      operations: facts,
      prepare: () => void (db = new ClauseStore()),
      run() {
        for (const fact of all) db.assertz(fact);
        return undefined;
      },
      check: () => db.query('session_data(_, user(_))').count(),
    };
  },

  lookup(facts) {
    const db = filled(facts);
    const order = shuffled(pairs(facts));
    return {
      operations: facts,
      run() {
        let right = 0;
        for (const { id, user } of order) {
          if (db.query({ session_data: [id, { user: v.User! }] }).first()?.User === user) right++;
        }
        return right / facts;
      },
    };
  },

  lookup_text(facts) {
    const db = filled(facts);
    const order = shuffled(pairs(facts));
    const goals = order.map(({ id }) => `session_data(${id}, user(User))`);
    return {
      operations: facts,
      run() {
        let right = 0;
        for (let i = 0; i < goals.length; i++) {
          if (db.query(goals[i]!).first()?.User === order[i]!.user) right++;
        }
        return right / facts;
      },
    };
  },

  content(facts) {
    const db = filled(facts);
    const order = shuffled(pairs(facts));
    return {
      operations: facts,
      run() {
        let right = 0;
        for (const { id, user } of order) {
          if (db.query({ session_data: [v.Id!, { user }] }).first()?.Id === id) right++;
        }
        return right / facts;
      },
    };
  },

  replace(facts) {
    const db = filled(facts);
    const all = pairs(facts);
    let round = 0;
    let order: Pair[] = [];
    return {
      operations: facts,
      prepare: () => void (order = shuffled(successors(all, ++round))),
      run() {
        for (const { id, user } of order) {
          db.retractall({ session_data: [id, { user: _ }] });
          db.assertz({ session_data: [id, { user }] });
        }
        return undefined;
      },
      check() {
        const users = new Map(order.map(({ id, user }) => [id, user]));
        let right = 0;
        let found = 0;
        for (const { Id, User } of db.query('session_data(Id, user(User))')) {
          found++;
          if (users.get(Id as string) === User) right++;
        }
        return right / Math.max(found, facts);
      },
    };
  },

  retract(facts) {
    const all = pairs(facts);
    const order = shuffled(all);
    let db = new ClauseStore();
    let retracted = 0;
    return {
      operations: facts,
      prepare() {
        db = new ClauseStore();
        fill(db, all);
      },
      run() {
        retracted = 0;
        for (const { id } of order) if (db.retract({ session_data: [id, _] }) !== undefined) retracted++;
        return undefined;
      },
      check: () => (retracted - db.query({ session_data: [_, _] }).count()) / facts,
    };
  },

  enumerate(facts) {
    const db = withVisits(facts);
    return {
      operations: facts,
      run() {
        let sum = 0;
        for (const { N } of db.query({ session_data: [_, { visits: v.N! }] })) sum += N as number;
        return sum;
      },
    };
  },

  aggregate(facts) {
    const db = withVisits(facts);
    return {
      operations: facts,
      run: () => numberOf(db, 'aggregate_all(sum(N), session_data(_, visits(N)), Sum)'),
    };
  },

  join(facts) {
    const db = withCarts(facts);
    return {
      operations: facts / 2,
      run() {
        let sum = 0;
        for (const { Qty, Price } of db.query(JOIN)) sum += (Qty as number) * (Price as number);
        return sum;
      },
    };
  },

  join_aggregate(facts) {
    const db = withCarts(facts);
    return {
      operations: facts / 2,
      run: () => numberOf(db, `aggregate_all(sum(Qty * Price), (${JOIN}), Sum)`),
    };
  },

  path(facts) {
    const db = new ClauseStore();
    const length = chainLength(facts);
    for (let i = 0; i < length; i++) db.assertz({ edge: [`n${i}`, `n${i + 1}`] });
    db.consult('path(X, Y) :- edge(X, Y).  path(X, Z) :- edge(X, Y), path(Y, Z).');
    return { operations: length, run: () => db.query('path(n0, _)').count() };
  },

  reverse() {
    const db = new ClauseStore();
    db.consult(`
      app([], L, L).
      app([H | T], L, [H | R]) :- app(T, L, R).
      nrev([], []).
      nrev([H | T], R) :- nrev(T, RT), app(RT, [H], R).`);
    const list = Array.from({ length: REVERSED }, (_, i) => i + 1);
    // The loop is in the query, as it is for the others: this is about inferences.
    const goal = `aggregate_all(count, (between(1, 100, _), nrev([${list}], [${REVERSED} | _])), Sum)`;
    return { operations: 100 * INFERENCES, run: () => numberOf(db, goal) / 100 };
  },

  read() {
    const all = texts();
    const terms: Term[] = [];
    return {
      operations: PASSES * all.length,
      run() {
        for (let pass = 0; pass < PASSES; pass++) {
          for (let i = 0; i < all.length; i++) terms[i] = readTerm(all[i]!);
        }
        return undefined;
      },
      check: () => partsOf(terms),
    };
  },

  write() {
    const terms = texts().map((text) => readTerm(text));
    const written: string[] = [];
    return {
      operations: PASSES * terms.length,
      run() {
        for (let pass = 0; pass < PASSES; pass++) {
          for (let i = 0; i < terms.length; i++) written[i] = writeTerm(terms[i]!);
        }
        return undefined;
      },
      check: () => partsOf(written.map((text) => readTerm(text))),
    };
  },
};

/** So many times all texts are read or written in a round. */
const PASSES = 100;

const JOIN = 'session_data(S, user(User)), session_data(S, cart(Item, Qty)), price(Item, Price)';

function fill(db: ClauseStore, all: readonly Pair[]): undefined {
  for (const { id, user } of all) db.assertz({ session_data: [id, { user }] });
}

function filled(facts: number): ClauseStore {
  const db = new ClauseStore();
  fill(db, pairs(facts));
  return db;
}

function withVisits(facts: number): ClauseStore {
  const db = new ClauseStore();
  pairs(facts).forEach(({ id }, i) => void db.assertz({ session_data: [id, { visits: i }] }));
  return db;
}

function withCarts(facts: number): ClauseStore {
  const db = new ClauseStore();
  for (const { id, user, item, quantity } of carts(facts)) {
    db.assertz({ session_data: [id, { user }] });
    db.assertz({ session_data: [id, { cart: [item, quantity] }] });
  }
  for (let i = 0; i < ITEMS; i++) db.assertz({ price: [`item${i}`, i + 1] });
  return db;
}

function numberOf(db: ClauseStore, goal: string): number {
  return db.query(goal).first()?.Sum as number;
}

/** How many atoms, numbers, variables and functors there are. */
function partsOf(terms: readonly Term[]): number {
  return terms.reduce((parts, term) => parts + 1 + (term instanceof Compound ? partsOf(term.args) : 0), 0);
}

await contest(versionOf(), works);
