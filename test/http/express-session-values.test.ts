/** What is kept in sessions of express-session and @fastify/session comes back exactly, and what is asked for by pattern is found. */
import { readTerm, SessionEngine, writeTerm } from 'clausal';
import { ClausalStore } from 'clausal/express-session';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonTerm, jsonValue } from '../../src/session/json-terms.ts';
import { holds, holdsLater } from '../support/property.ts';
import { type Blob, StoreClient } from '../support/store-client.ts';

const keys = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    '$setting',
    '[]',
    '{}',
    '[|]',
    'json',
    '=',
    '0',
    'Id',
  ),
);

const texts = fc.oneof(
  keys,
  fc.constantFrom(
    'true',
    'false',
    'null',
    '[]',
    '{}',
    'X',
    '_',
    '\ud800',
    '\u0000',
    "it's",
    '2026-01-01T12:00:00.000Z',
  ),
);

const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 2 ** 53, -(2 ** 53), 2 ** 53 - 1, 1e21, 1e300, 5e-324, 0.1),
);

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(texts, numbers, fc.boolean(), fc.constant(null)),
    fc.array(tie('json'), { maxLength: 4 }),
    objectsOf(tie('json')),
  ),
}));

/** Objects with properties of their own, `__proto__` among them. */
function objectsOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<Blob> {
  return fc.array(fc.tuple(keys, values), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

/** The value as it is in JSON, where -0 is 0; as text, since two objects with a `__proto__` would pass for the same. */
function textOf(value: unknown): string {
  return JSON.stringify(value);
}

describe('a JSON value', () => {
  test('is a term from which it comes back', () => {
    holds(json, 2000, (value) => {
      const plain = JSON.parse(textOf(value));
      expect(textOf(jsonValue(jsonTerm(plain)))).toBe(textOf(plain));
    });
  });

  test('is a term that can be written and read', () => {
    holds(json, 500, (value) => {
      const term = jsonTerm(JSON.parse(textOf(value)));
      const text = writeTerm(term, { quoted: true, ignoreOps: true });
      if (/\\ud[89a-f]/.test(textOf(value))) return; // half of a character is none that can be read
      expect(textOf(jsonValue(readTerm(text)))).toBe(textOf(value));
    });
  });

  test.each([
    ['alice', 'alice'],
    ['Alice B.', "'Alice B.'"],
    ['true', '"true"'],
    [true, 'true'],
    [null, null],
    [3, '3'],
    [2 ** 53, '9.007199254740992e+15'],
    [1e21, '1.0e+21'],
    [[], '[]'],
    ['[]', "'[]'"],
    [[1, ['a']], '[1,[a]]'],
    [{}, 'json([])'],
    [{ a: 1, 'b c': [null] }, "json([a=1,'b c'=[null]])"],
  ])('%j is %s', (value, text) => {
    expect(String(jsonTerm(value as never))).toBe(String(text));
  });

  test.each([
    'f(x)',
    'X',
    '[a|b]',
    '[f(x)]',
    'json(a)',
    'json([a])',
    'json([a=f(x)])',
    'json([1=a])',
    'json(a,b)',
    '1.0Inf',
    '{}(a)',
  ])('is not made of %s', (text) => {
    expect(jsonValue(readTerm(text))).toBeUndefined();
  });
});

describe('a session', () => {
  const cookies = fc.oneof(
    fc.record({
      originalMaxAge: fc.oneof(fc.constant(null), fc.nat()),
      expires: fc.oneof(
        fc.constant(null),
        fc.date({ min: new Date('2100-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      ),
      httpOnly: fc.boolean(),
      secure: fc.oneof(fc.boolean(), fc.constant(null)),
      sameSite: fc.constantFrom('lax', 'none', true, false, undefined),
      path: fc.string(),
      domain: fc.option(fc.string()),
    }),
    fc.constant(undefined),
  );
  const sessions = fc
    .tuple(objectsOf(json), cookies)
    .map(([session, cookie]) => withOwn(session, 'cookie', cookie));

  test('comes back as JSON has it, keys in their order', async () => {
    const engine = new SessionEngine();
    const store = new StoreClient(new ClausalStore({ engine }));
    await holdsLater(fc.tuple(fc.string({ unit: 'binary' }), sessions), 500, async ([id, session]) => {
      await store.set(id, session);
      expect(textOf(await store.get(id))).toBe(textOf(session));
      await store.destroy(id);
      expect(engine.query('session_data(_, _)').exists()).toBe(false);
    });
    engine.close();
  });

  test('comes back after any changes, of which those of keys that stay are none to others', async () => {
    const engine = new SessionEngine();
    const store = new StoreClient(new ClausalStore({ engine }));
    const names = ['a', 'b', 'c', '__proto__', '$setting'];
    const some = fc.dictionary(fc.constantFrom(...names), json);
    await holdsLater(fc.tuple(some, some, some), 500, async ([before, mine, theirs]) => {
      await store.set('s', { ...before, cookie: null });
      const [first, second] = [await store.get('s'), await store.get('s')];
      change(first, mine);
      change(second, theirs);
      await store.set('s', first);
      await store.set('s', second);
      const merged = await store.get('s');
      for (const key of names) {
        // What the second has changed is as it says, all else is as the first has it.
        const isChanged = textAt(before, key) !== textAt(theirs, key);
        expect(textAt(merged, key)).toBe(textAt(isChanged ? theirs : mine, key));
      }
      await store.destroy('s');
    });
    engine.close();
  });

  /** What an object has as a property of its own. */
  function textAt(object: Blob, key: string): string {
    return Object.hasOwn(object, key) ? textOf(object[key]) : 'nothing';
  }

  /** Gives a session these keys and no others. */
  function change(session: Blob, to: Blob): void {
    for (const key of Object.keys(session)) if (key !== 'cookie') delete session[key];
    for (const key of Object.keys(to)) {
      withOwn(session, key, to[key]);
    }
  }

  test('has the facts that a pattern with its values finds', async () => {
    const engine = new SessionEngine();
    const store = new StoreClient(new ClausalStore({ engine }));
    await holdsLater(fc.tuple(keys, json), 300, async ([key, value]) => {
      await store.set('s', { cookie: null, ...Object.fromEntries([[key, value]]) });
      const fact = { [key]: [jsonTerm(JSON.parse(textOf(value)))] };
      expect(engine.query({ session_data: ['s', fact] }).count()).toBe(1);
      await store.destroy('s');
    });
    engine.close();
  });
});

/** The object with a property of its own, whatever the name. */
function withOwn<T extends object>(target: T, key: string, value: unknown): T {
  return Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}
