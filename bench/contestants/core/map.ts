/**
 * What a developer writes by hand instead: a Map from session id to the array of what is known about it. Lookup by
 * content is a search through all of it, so that of these only a few are made.
 */
import { carts, ITEMS, type Pair, pairs, shuffled, successors } from '../../data.ts';
import { contest, type Works } from '../../measure.ts';

type Fact = { user: string } | { visits: number } | { item: string; quantity: number };
type Sessions = Map<string, Fact[]>;

const works: Works = {
  assertz(facts) {
    const all = pairs(facts);
    let db: Sessions = new Map();
    return {
      operations: facts,
      prepare: () => void (db = new Map()),
      run: () => fill(db, all),
      check: () => count(db),
    };
  },

  lookup(facts) {
    const db = filled(facts);
    const order = shuffled(pairs(facts));
    return {
      operations: facts,
      run() {
        let right = 0;
        for (const { id, user } of order) if (userOf(db.get(id)) === user) right++;
        return right / facts;
      },
    };
  },

  content(facts) {
    const db = filled(facts);
    const order = shuffled(pairs(facts)).slice(0, Math.ceil(2_000_000 / facts));
    return {
      operations: order.length,
      slow: true,
      run() {
        let right = 0;
        for (const { id, user } of order) if (sessionOf(db, user) === id) right++;
        return right / order.length;
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
          const rest = db.get(id)!.filter((fact) => !('user' in fact));
          rest.push({ user });
          db.set(id, rest);
        }
        return undefined;
      },
      check: () => order.filter(({ id, user }) => userOf(db.get(id)) === user).length / count(db),
    };
  },

  retract(facts) {
    const all = pairs(facts);
    const order = shuffled(all);
    let db: Sessions = new Map();
    let retracted = 0;
    return {
      operations: facts,
      prepare() {
        db = new Map();
        fill(db, all);
      },
      run() {
        retracted = 0;
        for (const { id } of order) {
          const known = db.get(id);
          if (known?.shift() !== undefined) retracted++;
          if (known?.length === 0) db.delete(id);
        }
        return undefined;
      },
      check: () => (retracted - count(db)) / facts,
    };
  },

  enumerate(facts) {
    const db: Sessions = new Map();
    pairs(facts).forEach(({ id }, i) => void add(db, id, { visits: i }));
    return {
      operations: facts,
      run() {
        let sum = 0;
        for (const known of db.values()) for (const fact of known) if ('visits' in fact) sum += fact.visits;
        return sum;
      },
    };
  },

  join(facts) {
    const db: Sessions = new Map();
    for (const { id, user, item, quantity } of carts(facts)) {
      add(db, id, { user });
      add(db, id, { item, quantity });
    }
    const prices = new Map(Array.from({ length: ITEMS }, (_, i) => [`item${i}`, i + 1]));
    return {
      operations: facts / 2,
      run() {
        let sum = 0;
        for (const known of db.values()) {
          for (const user of known) {
            if (!('user' in user)) continue;
            for (const cart of known) if ('item' in cart) sum += cart.quantity * prices.get(cart.item)!;
          }
        }
        return sum;
      },
    };
  },
};

function add(db: Sessions, id: string, fact: Fact): void {
  const known = db.get(id);
  if (known === undefined) db.set(id, [fact]);
  else known.push(fact);
}

function fill(db: Sessions, all: readonly Pair[]): undefined {
  for (const { id, user } of all) add(db, id, { user });
}

function filled(facts: number): Sessions {
  const db: Sessions = new Map();
  fill(db, pairs(facts));
  return db;
}

function userOf(known: readonly Fact[] | undefined): string | undefined {
  for (const fact of known ?? []) if ('user' in fact) return fact.user;
  return undefined;
}

function sessionOf(db: Sessions, user: string): string | undefined {
  for (const [id, known] of db) {
    for (const fact of known) if ('user' in fact && fact.user === user) return id;
  }
  return undefined;
}

function count(db: Sessions): number {
  let facts = 0;
  for (const known of db.values()) facts += known.length;
  return facts;
}

await contest(process.versions.node, works);
