/** Sessions as bytes: whole ones and states come back, damage is an error. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredSession } from '../../src/session/storage.ts';
import { changedSession, decodeSession, encodeSession } from '../../src/storage/session-bytes.ts';
import { decodeTerm, encodeTerm } from '../../src/storage/term-bytes.ts';
import { printErrors } from '../../src/syntax/message.ts';
import { PrologError } from '../../src/term/error.ts';
import { atom, type Compound, compound, int, list, nil, Var } from '../../src/term/term.ts';
import { extended, flipped, forged, truncated } from '../support/damage.ts';
import { sessionInFormat1 } from '../support/format-1-writer.ts';
import { sessionInFormat2 } from '../support/format-2-session.ts';
import { holds } from '../support/property.ts';
import { randomSessions, sameSession, sessionOf } from '../support/stored-sessions.ts';

printErrors();

const EMPTY = sessionOf('s', 'session(1, 1732694168.125, 600, 1.0Inf, 1732694168, 0, -1, null, [])');
const SHOP = sessionOf(
  's',
  `session(7, 1732694168.125, 600, 1732722968, 1732694160.5, -2, 40, ip(127,0,0,1),
     [-2-user(alice), 0-cart(book, 3), 1-cart(pen, X, X), 7-note("für später"), 40-path([a,b|T])])`,
);

describe.each([
  ['the format that is written', encodeSession],
  ['format 1', sessionInFormat1],
  ['format 2', sessionInFormat2],
])('sessions in %s', (_, encode) => {
  test('come back, whatever is in them', () => {
    holds(randomSessions(), 1000, (session) => {
      if (!sameSession(decodeSession(session.id, encode(session)), session)) {
        throw new Error(`another session came back for ${encode(session).toString('hex')}`);
      }
    });
  });

  test('become those with other facts that they are changed to, and the same bytes as if they were written so', () => {
    const change = fc.tuple(randomSessions(), randomSessions(), fc.array(fc.boolean(), { minLength: 8 }));
    holds(change, 1000, ([session, { facts: others, ...state }, stays]) => {
      const kept = session.facts.filter((_fact, i) => stays[i]);
      const removed = new Set(session.facts.filter((_fact, i) => !stays[i]).map(({ place }) => place));
      const added = others.filter(({ place }) => !kept.some((fact) => fact.place === place)).reverse();
      const version = session.version + 1;
      const next = { from: session.version, version, state, removed, added };
      const facts = [...kept, ...added].sort((a, b) => a.place - b.place);
      const whole = encodeSession({ ...state, version, facts });
      expect(changedSession(encode(session), next).toString('hex')).toBe(whole.toString('hex'));
    });
  });

  test('are not changed when they are damaged or have another version', () => {
    const next = { from: 7, version: 8, state: SHOP, removed: new Set([0]), added: [fact(50, nil)] };
    const bytes = encode(SHOP);
    for (const damaged of [...flipped(bytes), ...truncated(bytes)]) {
      expect(() => changedSession(damaged, next)).toThrow(PrologError);
    }
    expect(() => changedSession(bytes, { ...next, from: 6 })).toThrow(/expected version 6, not 7/);
  });

  test('refuse every other bit, bytes that are cut short, and bytes that something follows', () => {
    for (const session of [EMPTY, SHOP]) {
      const bytes = encode(session);
      for (const damaged of [...flipped(bytes), ...truncated(bytes), ...extended(bytes)])
        expectRefusal(damaged);
    }
  });

  test('are sessions or refused, when bytes are another and the checksum is right', () => {
    let refused = 0;
    const change = fc.tuple(randomSessions(), fc.nat(), fc.nat({ max: 255 }));
    holds(change, 2000, ([session, at, byte]) => {
      const bytes = encode(session);
      bytes[2 + (at % (bytes.length - 6))] = byte;
      try {
        const { version, first, last, facts } = decodeSession('s', forged(bytes));
        const numbers = [version, first, last, ...facts.map((fact) => fact.place)];
        expect(numbers.every(Number.isSafeInteger)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(PrologError);
        refused++;
      }
    });
    expect(refused).toBeGreaterThan(100);
  });
});

describe('a session as bytes', () => {
  test('has the id that it is asked for', () => {
    expect(decodeSession('other', encodeSession(EMPTY))).toEqual({ ...EMPTY, id: 'other' });
  });

  test('has variables that belong to one fact alone', () => {
    const X = new Var();
    const shared = { ...EMPTY, facts: [fact(0, X), fact(1, X)], peer: X };
    const { facts, peer } = decodeSession('s', encodeSession(shared));
    const variables = [peer, ...facts.map(({ fact: term }) => (term as Compound).args[0])];
    expect(variables.every((variable) => variable instanceof Var)).toBe(true);
    expect(new Set([X, ...variables]).size).toBe(4);
  });

  test('takes seven bytes for a small fact: place, length, name, two arguments', () => {
    const facts = Array.from({ length: 60 }, (_, i) => fact(i, int(i)));
    const grown = encodeSession({ ...EMPTY, facts }).length - encodeSession(EMPTY).length;
    expect(grown).toBe(60 * 7);
  });

  test('has facts of any length', () => {
    for (const length of [0, 1, 120, 124, 125, 126, 127, 128, 129, 130, 16_380, 16_384, 16_390, 3_000_000]) {
      const facts = [fact(0, atom('x'.repeat(length))), fact(1, nil)];
      const session = { ...EMPTY, facts };
      expect(sameSession(decodeSession('s', encodeSession(session)), session)).toBe(true);
    }
  });

  test('is far shorter than in format 1', () => {
    expect(encodeSession(SHOP).length).toBeLessThan(sessionInFormat1(SHOP).length * 0.65);
  });

  test('may have 200,000 facts', () => {
    const facts = Array.from({ length: 200_000 }, (_, i) => fact(i * 3, atom(`a${i}`)));
    const session = { ...EMPTY, facts };
    expect(sameSession(decodeSession('s', encodeSession(session)), session)).toBe(true);
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])('cannot have a fact at the place %d', (place) => {
    const session = { ...EMPTY, facts: [fact(place, nil)] };
    expect(() => encodeSession(session)).toThrow("Type error: `integer' expected, found");
    expect(() => encodeSession({ ...EMPTY, first: place })).toThrow("Type error: `integer' expected");
    expect(() => encodeSession({ ...EMPTY, last: place })).toThrow("Type error: `integer' expected");
  });

  test('may have places that are as far apart as can be', () => {
    const session = { ...EMPTY, facts: [fact(-(2 ** 53) + 1, nil), fact(2 ** 53 - 1, nil)] };
    expect(sameSession(decodeSession('s', encodeSession(session)), session)).toBe(true);
  });

  test('leaves nothing behind when a fact cannot be written', () => {
    const loop = new Var();
    loop.ref = compound('f', [atom('left'), loop]);
    expect(() => encodeSession({ ...SHOP, facts: [...SHOP.facts, fact(41, loop)] })).toThrow('cyclic_term');
    expect(sameSession(decodeSession('s', encodeSession(SHOP)), SHOP)).toBe(true);
  });

  test('is no term, and a term is none', () => {
    expect(() => decodeTerm(encodeSession(EMPTY))).toThrow('expected the letter of a term');
    expect(() => decodeSession('s', encodeTerm(nil))).toThrow(
      /^Domain error: `stored_session' expected, found `'02 74 .*byte 1 of \d+: expected the letter of a session\)$/,
    );
  });

  test('has times as they are', () => {
    const times = { lastUsed: 0.1, idle: Infinity, until: 2 ** 60, opened: -0 };
    expect(decodeSession('s', encodeSession({ ...SHOP, ...times }))).toMatchObject(times);
  });

  test('of a later release is refused by the number of its format', () => {
    const bytes = encodeSession(EMPTY);
    bytes[0] = 200;
    expect(() => decodeSession('s', forged(bytes))).toThrow(
      "Domain error: `stored_session_version' expected, found `200' (this release reads formats 1 to 3)",
    );
  });
});

function fact(place: number, argument: Compound['args'][number]): StoredSession['facts'][number] {
  return { place, fact: compound('f', [argument, list([])]) };
}

function expectRefusal(bytes: Buffer): void {
  let found: StoredSession | undefined;
  try {
    found = decodeSession('s', bytes);
  } catch (error) {
    if (error instanceof PrologError && error.code === 'domain_error') return;
    throw error;
  }
  throw new Error(`${bytes.toString('hex')} was read as ${JSON.stringify(found)}`);
}
