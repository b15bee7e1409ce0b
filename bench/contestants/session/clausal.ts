/** clausal's session engine as servers use it: each request enters with its cookie, facts and patterns are JavaScript values. */
import { _, SessionEngine, type SessionRequest, v } from '../../../src/index.ts';
import { cartOf, pairs, shuffled, successors } from '../../data.ts';
import { contest, type Works } from '../../measure.ts';
import { versionOf } from '../../version.ts';

const TIMEOUT = 600;

const works: Works = {
  open(sessions) {
    let engine = new SessionEngine();
    return {
      operations: sessions,
      prepare() {
        engine.close();
        engine = new SessionEngine();
      },
      run() {
        for (let i = 0; i < sessions; i++) open(engine);
        return undefined;
      },
      check: () => engine.query('current_session(_, _)').count(),
    };
  },

  visit(sessions) {
    const engine = new SessionEngine({ create: 'auto' });
    const visits = Math.ceil(sessions / 100);
    opened(engine, sessions);
    let before = 0;
    return {
      operations: visits,
      prepare: () => void (before = engine.size),
      run() {
        for (let i = 0; i < visits; i++) engine.enter(visitor, () => undefined);
        return undefined;
      },
      check: () => (engine.query('current_session(_, _)').count() - before) / visits,
    };
  },

  assert(sessions) {
    const engine = new SessionEngine();
    const order = shuffled(opened(engine, sessions));
    return {
      operations: sessions,
      prepare: () => void engine.store.retractall({ session_data: [_, _] }),
      run() {
        for (const { id, user } of order) engine.sessionAssert({ user }, id);
        return undefined;
      },
      check: () => share(engine, order),
    };
  },

  data(sessions) {
    const engine = new SessionEngine();
    const order = shuffled(withUsers(engine, sessions));
    return { operations: sessions, run: () => lookups(engine, order) };
  },

  hot(sessions) {
    const engine = new SessionEngine();
    const hot = withUsers(engine, sessions)[Math.floor(sessions / 2)]!;
    const order = new Array<Opened>(sessions).fill(hot);
    return { operations: sessions, run: () => lookups(engine, order) };
  },

  replace(sessions) {
    const engine = new SessionEngine();
    const all = withUsers(engine, sessions);
    let round = 0;
    let order = all;
    return {
      operations: sessions,
      prepare: () => void (order = shuffled(successors(all, ++round))),
      run() {
        for (const { id, user } of order) {
          engine.sessionRetractall({ user: _ }, id);
          engine.sessionAssert({ user }, id);
        }
        return undefined;
      },
      check: () => share(engine, order),
    };
  },

  touch(sessions) {
    const engine = new SessionEngine();
    const order = shuffled(withUsers(engine, sessions));
    const requests = order.map(({ id }) => request(id));
    return {
      operations: sessions,
      run() {
        for (const request of requests) engine.enter(request, () => undefined);
        return undefined;
      },
      check: () =>
        order.filter(({ id }, i) => engine.enter(requests[i]!, () => engine.inSession()) === id).length /
        sessions,
    };
  },

  enumerate(sessions) {
    const engine = new SessionEngine();
    withUsers(engine, sessions).forEach(({ id }, i) => void addCart(engine, id, i));
    return {
      operations: sessions,
      run() {
        let sum = 0;
        for (const { Q } of engine.query('session_data(S, cart(I, Q))')) sum += Q as number;
        return sum;
      },
    };
  },

  find(sessions) {
    const engine = new SessionEngine();
    const order = shuffled(withUsers(engine, sessions));
    return {
      operations: sessions,
      run() {
        let right = 0;
        for (const { id, user } of order) {
          if (engine.query({ session_data: [v.S!, { user }] }).first()?.S === id) right++;
        }
        return right / sessions;
      },
    };
  },

  gc(sessions) {
    let now = 0;
    let engine = new SessionEngine();
    return {
      operations: sessions,
      // As with a gc a minute: besides what has expired, it comes to a tenth of the others, which were used meanwhile.
      prepare() {
        engine.close();
        now = 0;
        engine = new SessionEngine({ now: () => now, timeout: TIMEOUT, gc: 'passive' });
        const used: SessionRequest[] = [];
        for (let i = 0; i < sessions; i++) {
          now = i % 100 === 0 || i % 10 === 1 ? 0 : TIMEOUT / 2;
          const id = open(engine);
          engine.sessionAssert({ user: `u${i}` }, id);
          if (i % 10 === 1) used.push(request(id));
        }
        now = TIMEOUT / 2;
        // No session is the first that ends: the indexes that this takes are there.
        engine.closeSession(open(engine));
        for (const request of used) engine.enter(request, () => undefined);
        now = TIMEOUT + 1;
      },
      run: () => void engine.gcSessions(),
      check: () => engine.size + engine.store.query('session_data(_, user(_))').count(),
    };
  },

  memory(sessions) {
    const engine = new SessionEngine();
    return {
      operations: sessions,
      takesMemory: true,
      run() {
        for (let i = 0; i < sessions; i++) {
          const id = open(engine);
          engine.sessionAssert({ user: `u${i}` }, id);
          addCart(engine, id, i);
          engine.sessionAssert({ visits: i % 100 }, id);
        }
        return undefined;
      },
      check: () => engine.query('session_data(_, _)').count(),
    };
  },
};

/** A session, and the user that belongs into it. */
interface Opened {
  readonly id: string;
  readonly user: string;
}

function request(id?: string): SessionRequest {
  return {
    path: '/',
    cookie: id === undefined ? undefined : `clausal_session=${id}`,
    address: '127.0.0.1',
    forwardedFor: undefined,
    isSecure: false,
    isOpen: true,
    setCookie() {},
  };
}

const visitor = request();

function open(engine: SessionEngine): string {
  return engine.enter(visitor, () => engine.openSession()) as string;
}

function opened(engine: SessionEngine, sessions: number): Opened[] {
  return pairs(sessions).map(({ user }) => ({ id: open(engine), user }));
}

function withUsers(engine: SessionEngine, sessions: number): Opened[] {
  const all = opened(engine, sessions);
  for (const { id, user } of all) engine.sessionAssert({ user }, id);
  return all;
}

function addCart(engine: SessionEngine, id: string, i: number): void {
  const { item, quantity } = cartOf(i);
  engine.sessionAssert({ cart: [item, quantity] }, id);
}

/** The share of lookups that find the right user. */
function lookups(engine: SessionEngine, order: readonly Opened[]): number {
  let right = 0;
  for (const { id, user } of order) {
    if (engine.sessionData({ user: v.User! }, id).first()?.User === user) right++;
  }
  return right / order.length;
}

/** The share of all facts that are right. */
function share(engine: SessionEngine, order: readonly Opened[]): number {
  const facts = engine.query('session_data(_, _)').count();
  return (lookups(engine, order) * order.length) / Math.max(facts, order.length);
}

await contest(versionOf(), works);
