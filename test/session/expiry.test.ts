/** When sessions are looked for that have expired, and how much work that is. */
import { SessionEngine } from 'clausal';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ExpiryQueue } from '../../src/session/expiry-queue.ts';
import { LiveSession } from '../../src/session/live-session.ts';
import { atom } from '../../src/term/term.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { SessionClient } from '../support/session-client.ts';

describe('with active gc', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function opened(options: { timeout: number }) {
    const engine = new SessionEngine({ gc: 'active', ...options });
    const ended: unknown[] = [];
    engine.listen('http_session(end(Id, _))', ({ Id }) => ended.push(Id));
    const client = new SessionClient(engine);
    return { engine, client, ended, id: client.request(() => engine.openSession()) };
  }

  test('a session ends by itself soon after its time is up', () => {
    const { engine, ended, id } = opened({ timeout: 60 });
    vi.advanceTimersByTime(60_000);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(2000);
    expect(ended).toEqual([id]);
    expect(engine.size).toBe(0);
  });

  test('one that is used lives on', () => {
    const { client, ended } = opened({ timeout: 60 });
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(50_000);
      client.request(() => {});
    }
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(62_000);
    expect(ended.length).toBe(1);
  });

  test('a shorter timeout, and the change to passive and back, hold at once', () => {
    const { engine, ended } = opened({ timeout: 600 });
    engine.setSessionOptions({ gc: 'passive', timeout: 10 });
    vi.advanceTimersByTime(100_000);
    expect(ended).toEqual([]);
    engine.setSessionOptions({ gc: 'active' });
    vi.advanceTimersByTime(2000);
    expect(ended.length).toBe(1);
  });

  test('timeouts of many days do not fire at once', () => {
    const { ended } = opened({ timeout: 40 * 86_400 });
    vi.advanceTimersByTime(7 * 3_600_000);
    expect(ended).toEqual([]);
  });

  test('close() ends the timer', () => {
    const { engine } = opened({ timeout: 60 });
    expect(vi.getTimerCount()).toBe(1);
    engine.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('passive gc runs when another session begins', () => {
  const clock = { now: 1000 };
  const engine = new SessionEngine({ gc: 'passive', now: () => clock.now });
  const open = () => new SessionClient(engine).request(() => engine.openSession());
  const first = open();
  clock.now += 601;
  expect(engine.size).toBe(1);
  open();
  expect(engine.size).toBe(1);
  expect(engine.isAlive(first)).toBe(false);
});

test.each([
  [
    'as facts of the store',
    (engine: SessionEngine, timeout: number) => {
      engine.store.retractall('session_setting(timeout(_))');
      engine.store.assertz({ session_setting: { timeout } });
    },
  ],
  [
    'in a transaction',
    (engine: SessionEngine, timeout: number) => {
      engine.store.transaction(() => engine.setSessionOptions({ timeout }));
    },
  ],
])('timeouts that change %s count at once, longer or shorter', (_how, change) => {
  const clock = { now: 1000 };
  const engine = new SessionEngine({ gc: 'passive', timeout: 60, now: () => clock.now });
  const open = () => new SessionClient(engine).request(() => engine.openSession());
  const first = open();
  change(engine, 100);
  clock.now += 90;
  expect(engine.isAlive(first)).toBe(true);
  const second = open();
  change(engine, 10);
  clock.now += 9;
  engine.gcSessions();
  expect(engine.size).toBe(1);
  expect(engine.isAlive(second)).toBe(true);
  clock.now += 2;
  expect(engine.isAlive(second)).toBe(false);
  expect(engine.size).toBe(0);
});

test('a session that is used after the clock was put back ends a timeout after that', () => {
  const clock = { now: 10_000 };
  const engine = new SessionEngine({ gc: 'passive', timeout: 60, now: () => clock.now });
  const client = new SessionClient(engine);
  const id = client.request(() => engine.openSession());
  clock.now = 1000;
  client.request(() => {});
  clock.now += 61;
  expect(engine.isAlive(id)).toBe(false);
});

test('the queue gives what was due before a time, in order, each once, at the last time it was queued for', () => {
  const random = new Random(seedOfRun());
  const queue = new ExpiryQueue();
  const sessions = Array.from({ length: 300 }, (_each, i) => new LiveSession(`s${i}`, atom('peer'), 0));
  const dues = new Map<LiveSession, number>();
  for (let i = 0; i < 5000; i++) {
    const session = random.pick(sessions);
    const due = random.chance(0.2) ? Infinity : random.below(1000);
    if (random.chance(0.1)) queue.remove(session);
    else queue.set(session, due);
    if (session.place < 0) dues.delete(session);
    else dues.set(session, due);
    expect(queue.next).toBe(Math.min(...dues.values()));
  }
  const taken: LiveSession[] = [];
  for (let session = queue.take(500); session !== undefined; session = queue.take(500)) taken.push(session);
  const takenDues = taken.map((session) => dues.get(session));
  expect(takenDues).toEqual([...dues.values()].filter((due) => due < 500).sort((a, b) => a - b));
  expect(new Set(taken).size).toBe(taken.length);
  expect(queue.next).toBeGreaterThanOrEqual(500);
});
