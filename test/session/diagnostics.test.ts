/** What monitoring is told on the diagnostics channels. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { SessionEngine, sessionHash } from 'clausal';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SessionClient } from '../support/session-client.ts';

type Heard = [channel: string, message: Record<string, unknown>];

let heard: Heard[] = [];
const hear = (message: unknown, name: string | symbol) =>
  void heard.push([String(name).replace('clausal:session:', ''), message as Record<string, unknown>]);
const CHANNELS = ['begin', 'end', 'renew'].map((name) => `clausal:session:${name}`);

beforeEach(() => {
  heard = [];
  for (const name of CHANNELS) subscribe(name, hear);
});

afterEach(() => {
  for (const name of CHANNELS) unsubscribe(name, hear);
});

function engineWithClock() {
  const clock = { now: 1000 };
  const engine = new SessionEngine({ gc: 'passive', timeout: 60, peerCheck: 'always', now: () => clock.now });
  const client = new SessionClient(engine);
  const id = client.request(() => engine.openSession());
  return { engine, client, clock, id, session: sessionHash(id) };
}

test('a session that begins, gets a new id, and is closed', () => {
  const { engine, clock, id, session } = engineWithClock();
  clock.now += 30;
  const renewed = engine.renewSession(id);
  clock.now += 12;
  engine.closeSession(renewed);
  expect(heard).toEqual([
    ['begin', { session }],
    ['renew', { before: session, session: sessionHash(renewed) }],
    ['end', { session: sessionHash(renewed), reason: 'closed', age: 42, idle: 42 }],
  ]);
});

test('a session that expires, and one that comes from another address', () => {
  const { engine, client, clock, session } = engineWithClock();
  clock.now += 20;
  client.request(() => {});
  clock.now += 61;
  engine.gcSessions();
  expect(heard.at(-1)).toEqual(['end', { session, reason: 'expired', age: 81, idle: 61 }]);
  client.request(() => engine.openSession());
  client.request(() => {}, { address: '10.0.0.1' });
  expect(heard.at(-1)).toMatchObject(['end', { reason: 'peer', age: 0, idle: 0 }]);
});

test('a clock that was put back makes nothing younger than it is', () => {
  const { engine, clock, id } = engineWithClock();
  clock.now -= 500;
  engine.closeSession(id);
  expect(heard.at(-1)).toMatchObject(['end', { age: 0, idle: 0 }]);
});

test('the end is told while the facts are there, in the context of the request', () => {
  const { engine, client, id } = engineWithClock();
  const requests = new AsyncLocalStorage<string>();
  const found: unknown[] = [];
  const look = () => found.push(requests.getStore(), engine.sessionData('user(U)', id).first()?.U);
  subscribe('clausal:session:end', look);
  requests.run('the request', () =>
    client.request(() => {
      engine.sessionAssert({ user: 'alice' });
      engine.session().close();
    }),
  );
  unsubscribe('clausal:session:end', look);
  expect(found).toEqual(['the request', 'alice']);
});

test('nothing that is told has an id in it', () => {
  const { engine, id } = engineWithClock();
  const renewed = engine.renewSession(id);
  engine.closeSession(renewed);
  expect(heard.length).toBe(3);
  const text = inspect(heard, { depth: Infinity, showHidden: true });
  expect([text.includes(id), text.includes(renewed)]).toEqual([false, false]);
});

test('the hash is the same each time, another for each id, and none of them tells the id', () => {
  expect(sessionHash('a-b')).toBe(sessionHash('a-b'));
  expect(sessionHash('a-b')).toMatch(/^[0-9a-f]{16}$/);
  const ids = Array.from({ length: 1000 }, (_, i) => `session-${i}`);
  expect(new Set(ids.map(sessionHash)).size).toBe(1000);
});

test('events that applications broadcast are not for monitoring', () => {
  const { engine } = engineWithClock();
  engine.broadcast('http_session(end(x, y))');
  expect(heard.length).toBe(1);
});

test('what a subscriber throws stops nothing', async () => {
  const uncaught = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  const thrown = new Promise((done) => process.once('uncaughtException', done));
  const fail = () => {
    throw new Error('broken');
  };
  subscribe('clausal:session:begin', fail);
  const { engine, id } = engineWithClock();
  unsubscribe('clausal:session:begin', fail);
  expect(engine.isAlive(id)).toBe(true);
  expect(await thrown).toMatchObject({ message: 'broken' });
  for (const listener of uncaught) process.on('uncaughtException', listener);
});
