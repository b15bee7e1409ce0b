/** Events: when they come, in which order, in which context, and what happens when a listener fails. */
import { once } from 'node:events';
import { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { SessionClient } from '../support/session-client.ts';

function engineWithLog() {
  const clock = { now: 1000 };
  const engine = new SessionEngine({ gc: 'passive', now: () => clock.now });
  const log: unknown[] = [];
  const client = new SessionClient(engine);
  return { engine, log, client, clock };
}

test('begin comes when the session is there, end before its facts go, both in its context', () => {
  const { engine, log, client } = engineWithLog();
  engine.listen('http_session(begin(Id, Peer))', ({ Id, Peer }) => {
    log.push(['begin', Id === engine.sessionId(), Peer, engine.sessionData('X').count()]);
    engine.sessionAssert({ greeted: true });
  });
  engine.listen('http_session(end(Id, _))', ({ Id }) => {
    log.push(['end', Id === engine.sessionId(), [...engine.sessionData('X')].map(({ fact }) => fact)]);
  });
  const id = client.request(() => {
    engine.sessionAssert({ user: 'alice' });
    return engine.sessionId();
  });
  engine.closeSession(id);
  expect(log).toEqual([
    ['begin', true, { ip: [127, 0, 0, 1] }, 0],
    ['end', true, [{ greeted: 'true' }, { user: 'alice' }]],
  ]);
  expect(engine.query('session_data(_, _)').exists()).toBe(false);
});

test('sessions that expire end with the event', () => {
  const { engine, log, client, clock } = engineWithLog();
  engine.listen('http_session(end(_, _))', () => log.push('end'));
  client.request(() => engine.openSession());
  clock.now += 601;
  engine.gcSessions();
  engine.gcSessions();
  expect(log).toEqual(['end']);
});

test('listeners are told in the order in which they came, until they stop', () => {
  const { engine, log } = engineWithLog();
  const stops = [1, 2, 3].map((n) => engine.listen('news(X)', ({ X }) => log.push([n, X])));
  engine.listen('other', () => log.push('other'));
  stops[1]!();
  engine.broadcast({ news: 'a' });
  engine.broadcast('other');
  expect(log).toEqual([[1, 'a'], [3, 'a'], 'other']);
});

test('a listener that closes the session again, or another one, does no harm', () => {
  const { engine, log, client } = engineWithLog();
  const other = new SessionClient(engine).request(() => engine.openSession());
  engine.listen('http_session(end(Id, _))', ({ Id }) => {
    log.push(Id);
    engine.closeSession(Id as string);
    engine.closeSession(other);
  });
  const id = client.request(() => engine.openSession());
  engine.closeSession(id);
  expect(log).toEqual([id, other]);
  expect(engine.size).toBe(0);
});

test('a listener that throws is reported and stops nothing', () => {
  const { engine, log, client } = engineWithLog();
  engine.listen('http_session(end(_, _))', () => {
    throw new Error('broken');
  });
  engine.listen('http_session(end(_, _))', () => log.push('second'));
  engine.listenToErrors((error, event) => log.push([(error as Error).message, String(event).slice(0, 16)]));
  const id = client.request(() => engine.openSession());
  engine.closeSession(id);
  expect(log).toEqual([['broken', 'http_session(end'], 'second']);
  expect(engine.isAlive(id)).toBe(false);
});

test('without a listener for errors one that throws is a warning, which does not tell the id', async () => {
  const { engine, client } = engineWithLog();
  engine.listen('http_session(end(_, _))', () => {
    throw new Error('broken');
  });
  const id = client.request(() => engine.openSession());
  const warning = once(process, 'warning');
  engine.closeSession(id);
  const [{ message }] = (await warning) as [Error];
  expect(message).toMatch(/^a listener to http_session\(end\/2\) threw: Error: broken/);
  expect(message).not.toContain(id);
});
