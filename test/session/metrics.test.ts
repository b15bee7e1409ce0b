/** The numbers of an engine, as an object and as text for Prometheus. */
import { type MetricLabels, SessionEngine, type SessionOptions } from 'clausal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExposition } from '../support/prometheus.ts';
import { holds } from '../support/property.ts';
import { SessionClient } from '../support/session-client.ts';

function engineWith(options: SessionOptions = {}) {
  const clock = { now: 1000 };
  const engine = new SessionEngine({ gc: 'passive', timeout: 60, now: () => clock.now, ...options });
  /** Begins a session of another visitor. */
  const begin = (user: string): { client: SessionClient; id: string } => {
    const client = new SessionClient(engine);
    const id = client.request(() => {
      engine.sessionAssert({ user });
      return engine.sessionId();
    });
    return { client, id };
  };
  return { engine, clock, begin };
}

const NOTHING = {
  open: 0,
  due: 0,
  facts: 0,
  opened: 0,
  ended: { closed: 0, expired: 0, peer: 0 },
  renewed: 0,
  listenerErrors: 0,
};

describe('the numbers', () => {
  test('are all zero at first', () => {
    expect(engineWith().engine.stats()).toEqual(NOTHING);
  });

  test('tell of sessions that begin, get new ids, and end', () => {
    const { engine, clock, begin } = engineWith();
    const [a, b] = [begin('a'), begin('b')];
    engine.sessionAssert({ cart: ['book', 1] }, a.id);
    engine.renewSession(a.id);
    expect(engine.stats()).toEqual({ ...NOTHING, open: 2, facts: 3, opened: 2, renewed: 1 });
    engine.closeSession(b.id);
    engine.closeSession(b.id);
    clock.now += 61;
    engine.gcSessions();
    const ended = { closed: 1, expired: 1, peer: 0 };
    expect(engine.stats()).toEqual({ ...NOTHING, opened: 2, renewed: 1, ended });
  });

  test('tell of sessions in place of others', () => {
    const { engine, begin } = engineWith();
    begin('a').client.request(() => engine.session().regenerate());
    expect(engine.stats()).toMatchObject({ open: 1, facts: 0, opened: 2, ended: { closed: 1 } });
  });

  test.each<[string, (engine: SessionEngine, client: SessionClient, id: string) => void]>([
    ['by the gc', (engine) => engine.gcSessions()],
    ['by a request', (_engine, client) => client.request(() => {})],
    ['by whoever asks for it', (engine, _client, id) => void engine.isAlive(id)],
  ])('tell of expiry, found %s, and what was due before', (_by, find) => {
    const { engine, clock, begin } = engineWith();
    const { client, id } = begin('a');
    clock.now += 61;
    expect(engine.stats()).toMatchObject({ open: 1, due: 1, facts: 1, ended: { expired: 0 } });
    find(engine, client, id);
    expect(engine.stats()).toMatchObject({
      open: 0,
      due: 0,
      facts: 0,
      ended: { closed: 0, expired: 1, peer: 0 },
    });
  });

  test('tell of a session that came from another address', () => {
    const { engine, begin } = engineWith({ peerCheck: 'always' });
    begin('a').client.request(() => {}, { address: '10.0.0.1' });
    expect(engine.stats().ended).toEqual({ closed: 0, expired: 0, peer: 1 });
  });

  test('of those that are due leave out which were used since, have time of their own, or never end', () => {
    const { engine, clock, begin } = engineWith();
    const all = Array.from({ length: 40 }, (_, i) => begin(`user${i}`));
    clock.now += 50;
    for (const { client } of all.slice(0, 10)) client.request(() => {});
    for (const { id } of all.slice(10, 15)) engine.setSession({ timeout: 600 }, id);
    for (const { id } of all.slice(15, 20)) engine.setSession({ timeout: 0 }, id);
    for (const { id } of all.slice(20, 22)) engine.setSession({ timeout: 5 }, id);
    expect(engine.stats().due).toBe(2);
    clock.now += 11;
    expect(engine.stats().due).toBe(20);
    engine.setSessionOptions({ timeout: 1000 });
    expect(engine.stats().due).toBe(2);
  });

  test.each<[string, (engine: SessionEngine, id: string) => void]>([
    ['a beginning', (engine) => new SessionClient(engine).request(() => engine.openSession())],
    ['a new id', (engine, id) => engine.renewSession(id)],
    ['an end', (engine, id) => engine.closeSession(id)],
    ['a fact', (engine, id) => engine.sessionAssert({ cart: ['book', 1] }, id)],
  ])('leave out %s that was undone', (_what, change) => {
    const { engine, begin } = engineWith();
    const { id } = begin('a');
    const before = engine.stats();
    const undone = () => {
      change(engine, id);
      expect(engine.stats()).not.toEqual(before);
      throw new Error('undo');
    };
    expect(() => engine.store.transaction(undone)).toThrow('undo');
    expect(engine.stats()).toEqual(before);
  });

  test('tell of listeners that throw', () => {
    const { engine, begin } = engineWith();
    engine.listenToErrors(() => {});
    engine.listen('http_session(begin(_, _))', () => {
      throw new Error('broken');
    });
    begin('a');
    expect(engine.stats().listenerErrors).toBe(1);
  });

  test('are a copy, which does not change', () => {
    const { engine, begin } = engineWith();
    const { id } = begin('a');
    const before = engine.stats();
    engine.closeSession(id);
    expect(before).toMatchObject({ open: 1, ended: { closed: 0 } });
  });
});

describe('the text for Prometheus', () => {
  test('has them all', () => {
    const { engine, clock, begin } = engineWith();
    begin('a');
    const b = begin('b');
    engine.renewSession(b.id);
    engine.closeSession(begin('c').id);
    clock.now += 61;
    expect(valuesOf(engine.metrics())).toEqual({
      clausal_sessions_open: 2,
      clausal_sessions_due: 2,
      clausal_session_facts: 2,
      clausal_sessions_opened_total: 3,
      'clausal_sessions_ended_total{"reason":"closed"}': 1,
      'clausal_sessions_ended_total{"reason":"expired"}': 0,
      'clausal_sessions_ended_total{"reason":"peer"}': 0,
      clausal_sessions_renewed_total: 1,
      clausal_session_listener_errors_total: 0,
    });
  });

  test('says of each what it is, and that totals are counters', () => {
    for (const [name, { type, help }] of readExposition(engineWith().engine.metrics())) {
      expect(type, name).toBe(name.endsWith('_total') ? 'counter' : 'gauge');
      expect(help, name).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('has what was set as labels, whatever is in it', () => {
    const { engine } = engineWith();
    holds(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), 100, ([app, host]) => {
      for (const { samples } of readExposition(engine.metrics({ app, host })).values()) {
        for (const { labels } of samples) expect(labels).toMatchObject({ app, host });
      }
    });
    const hostile = '\\n"\n\\"{},=';
    const families = readExposition(engine.metrics({ app: hostile }));
    expect(families.get('clausal_sessions_open')!.samples).toEqual([{ labels: { app: hostile }, value: 0 }]);
  });

  test.each<[string, unknown, string]>([
    ['__name__', 'x', "the label '__name__'"],
    ['a-b', 'x', "the label 'a-b'"],
    ['', 'x', "the label ''"],
    ['1a', 'x', "the label '1a'"],
    ['a\n', 'x', "the label 'a\n'"],
    ['reason', 'x', 'not reason'],
    ['app', 7, 'the label app is 7; a string was expected'],
    ['app', undefined, 'the label app is undefined; a string was expected'],
  ])('refuses the label %j with the value %j', (name, value, message) => {
    const labels = { [name]: value } as MetricLabels;
    expect(() => engineWith().engine.metrics(labels)).toThrow(
      new RegExp(`^metrics\\(\\): .*${message}`, 's'),
    );
  });
});

/** The values by name and labels. */
function valuesOf(text: string): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [name, { samples }] of readExposition(text)) {
    for (const { labels, value } of samples) {
      values[Object.keys(labels).length === 0 ? name : `${name}${JSON.stringify(labels)}`] = value;
    }
  }
  return values;
}

test.each([
  'a 1',
  '# TYPE a counter\na 1\n',
  '# HELP a A.\na 1\n',
  '# HELP a A.\n# TYPE a counter\nb 1\n',
  '# HELP a A.\n# TYPE a counter\na 1\na 2\n',
  '# HELP a A.\n# TYPE a counter\na{x="1} 1\n',
  '# HELP a A.\n# TYPE a counter\na{x="\\t"} 1\n',
  '# HELP a A.\n# TYPE a counter\na{x="1",x="2"} 1\n',
  '# HELP a A.\n# TYPE a counter\na one\n',
  '# HELP a A\\t.\n# TYPE a counter\na 1\n',
  '# HELP a A.\n# TYPE a counter\na 1\n\n',
])('the reader that these tests use refuses %j', (text) => {
  expect(() => readExposition(text)).toThrow(Error);
});
