/** Whatever a client sends as cookies, no session is adopted and nothing breaks or takes long. */
import { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { Random, seedOfRun } from '../support/random.ts';
import { SessionClient } from '../support/session-client.ts';

const PIECES = [
  'clausal_session',
  '=',
  ';',
  '; ',
  '"',
  '%',
  '%00',
  '%zz',
  ' ',
  ',',
  'a',
  '1234-5678',
  '\\',
  '__proto__',
  '\u00e9',
  '\t',
  'x'.repeat(5000),
  'clausal_session=',
  '$Version=1',
];

test('ten thousand random headers', () => {
  const seed = seedOfRun();
  const random = new Random(seed);
  const engine = new SessionEngine({ gc: 'passive' });
  const client = new SessionClient(engine);
  const id = client.request(() => engine.openSession());
  for (let i = 0; i < 10_000; i++) {
    const cookie = Array.from({ length: random.between(0, 20) }, () => random.pick(PIECES)).join('');
    expect(
      client.request(() => engine.inSession(), { cookie }),
      `SEED=${seed} ${cookie}`,
    ).toBeUndefined();
    const withId = `${cookie}; clausal_session=${id}`;
    if (cookie.length < 60_000)
      expect(
        client.request(() => engine.inSession(), { cookie: withId }),
        withId,
      ).toBe(id);
  }
  expect(engine.size).toBe(1);
});

test.each(['\u00a0', '\ufeff', '\u2028', '\v', '\f', '_', '.'])(
  'a name that only begins with what trim() takes away is another one: %j',
  (before) => {
    const engine = new SessionEngine({ gc: 'passive' });
    const client = new SessionClient(engine);
    const id = client.request(() => engine.openSession(), { isSecure: true });
    const asked = (cookie: string) => client.request(() => engine.inSession(), { cookie, isSecure: true });
    expect(asked(`a=b; \t__Host-clausal_session=${id}`)).toBe(id);
    expect(asked(`a=b; ${before}__Host-clausal_session=${id}`)).toBeUndefined();
    expect(asked(`${before}__Host-clausal_session=${id}`)).toBeUndefined();
  },
);

test('a cookie behind the first 64 kB', () => {
  const engine = new SessionEngine({ gc: 'passive' });
  const client = new SessionClient(engine);
  const id = client.request(() => engine.openSession());
  const behind = (length: number) =>
    client.request(() => engine.inSession(), { cookie: `${'a'.repeat(length - 1)};clausal_session=${id}` });
  expect(behind(60_000)).toBe(id);
  expect(behind(65_536)).toBeUndefined();
  expect(behind(65_530)).toBeUndefined();
});

test('a hundred thousand cookies', () => {
  const engine = new SessionEngine({ gc: 'passive' });
  const client = new SessionClient(engine);
  const cookie = 'clausal_session=forged; '.repeat(100_000);
  expect(client.request(() => engine.inSession(), { cookie })).toBeUndefined();
});
