/** Transactions that are undone: what the engine knows besides the facts goes back with them. */
import { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { SessionClient } from '../support/session-client.ts';

function opened() {
  const clock = { now: 1000 };
  const engine = new SessionEngine({ gc: 'passive', timeout: 60, now: () => clock.now });
  const client = new SessionClient(engine);
  const id = client.request(() => {
    engine.sessionAssert({ user: 'alice' });
    return engine.sessionId();
  });
  return { engine, client, clock, id };
}

function undone(engine: SessionEngine, fn: () => void): void {
  const transaction = () =>
    engine.store.transaction(() => {
      fn();
      throw new Error('undo');
    });
  expect(transaction).toThrow('undo');
}

test('a session that was closed is alive again, with its facts, and ends in time', () => {
  const { engine, client, clock, id } = opened();
  undone(engine, () => engine.closeSession(id));
  client.request(() => expect(engine.sessionData('user(U)').first()).toMatchObject({ U: 'alice' }));
  engine.sessionAssert({ more: 1 }, id);
  clock.now += 61;
  engine.gcSessions();
  expect(engine.size).toBe(0);
  expect(engine.query('session_data(_, _)').exists()).toBe(false);
});

test('a session that expired in it is collected later', () => {
  const { engine, clock, id } = opened();
  clock.now += 61;
  undone(engine, () => engine.query('session_data(_, _)').count());
  expect(engine.isAlive(id)).toBe(false);
  engine.gcSessions();
  expect(engine.size).toBe(0);
  expect(engine.query('current_session(_, _) ; session_data(_, _)').exists()).toBe(false);
});

test('a session that began in it is none', () => {
  const { engine } = opened();
  new SessionClient(engine).request(() => {
    undone(engine, () => engine.sessionAssert({ user: 'bob' }));
    expect(engine.inSession()).toBeUndefined();
  });
  expect(engine.size).toBe(1);
  expect(engine.query('current_session(_, _)').count()).toBe(1);
});

test('a new id is forgotten, and the old one is good again', () => {
  const { engine, id } = opened();
  let renewed = '';
  undone(engine, () => {
    renewed = engine.renewSession(id);
  });
  expect(engine.isAlive(renewed)).toBe(false);
  expect(engine.sessionData('user(U)', id).first()).toMatchObject({ U: 'alice' });
});

test('a request whose first fact was undone can begin a session after all', () => {
  const { engine } = opened();
  const client = new SessionClient(engine);
  client.request(() => {
    undone(engine, () => engine.sessionAssert({ user: 'bob' }));
    engine.sessionAssert({ user: 'carol' });
  });
  client.request(() => expect(engine.sessionData('user(U)').toArray()).toEqual([{ U: 'carol' }]));
});

test.each<[string, (engine: SessionEngine) => void]>([
  ['a new id', (engine) => engine.renewSession()],
  ['the end of the session', (engine) => engine.closeSession(engine.sessionId())],
  ['another session', (engine) => engine.openSession({ renew: true })],
])('%s that is undone leaves the request and the client with the session that they had', (_, change) => {
  const { engine, client, id } = opened();
  client.request(() => {
    undone(engine, () => change(engine));
    expect(engine.inSession()).toBe(id);
  });
  client.request(() => expect(engine.inSession()).toBe(id));
});

test('a first fact that is undone leaves the client with no cookie', () => {
  const { engine } = opened();
  const client = new SessionClient(engine);
  client.request(() => undone(engine, () => engine.sessionAssert({ user: 'bob' })));
  expect(client.cookies.size).toBe(0);
});

test('settings count at once, and no longer when they are undone', () => {
  const { engine, clock, id } = opened();
  undone(engine, () => {
    engine.setSessionOptions({ timeout: 1 });
    clock.now += 2;
    expect(engine.sessionOption('timeout(T)').first()).toMatchObject({ T: 1 });
  });
  expect(engine.sessionOption('timeout(T)').first()).toMatchObject({ T: 60 });
  expect(engine.isAlive(id)).toBe(true);
});

test('rules still know the time when the question that told it is undone', () => {
  const { engine, clock, id } = opened();
  clock.now += 5;
  undone(engine, () => engine.query('true').exists());
  expect(engine.session(id).idle).toBe(5);
});

test('the last use of a session is written again when its writing is undone', () => {
  const { engine, client, clock, id } = opened();
  clock.now += 5;
  client.request(() => {});
  undone(engine, () => engine.query('true').exists());
  expect(engine.session(id).idle).toBe(0);
  expect(engine.query('last_used(_, 1005.0)').exists()).toBe(true);
});

test('the last use of a session is written although its end was undone before', () => {
  const { engine, client, clock, id } = opened();
  clock.now += 5;
  client.request(() => {});
  undone(engine, () => engine.closeSession(id));
  expect(engine.query('last_used(_, 1005.0)').exists()).toBe(true);
  expect(engine.session(id).idle).toBe(0);
});

test('a longer timeout that is undone makes no session live longer', () => {
  const { engine, clock, id } = opened();
  undone(engine, () => engine.setSessionOptions({ timeout: 1000, absoluteTimeout: 2000 }));
  clock.now += 61;
  expect(engine.isAlive(id)).toBe(false);
});

test('settings that were read between a change and its undoing are read again', () => {
  const { engine, clock, id } = opened();
  engine.setSessionOptions({ granularity: 30 }); // what was read before is forgotten
  undone(engine, () => {
    engine.store.retractall('session_setting(timeout(_))');
    engine.store.assertz('session_setting(timeout(1000))');
    expect(engine.isAlive(id)).toBe(true);
    engine.setSessionOptions({ granularity: 20 });
    clock.now += 61;
    expect(engine.isAlive(id)).toBe(true);
  });
  expect(engine.isAlive(id)).toBe(false);
});
