/** A session as the fields of a hash: how it is written, and how it is read. */
import type {
  Place,
  PlacedFact,
  SessionState,
  SessionTimes,
  StoredSession,
  UnchangedSession,
} from '../../session/storage.ts';
import { indexKey } from '../content-index.ts';
import { decodeState, encodeState } from '../session-bytes.ts';
import { decodeTerm, encodeTerm } from '../term-bytes.ts';
import type { Argument } from './keys.ts';

/** Last used, idle and until. */
export function timesArguments(times: SessionTimes): Argument[] {
  return [numberText(times.lastUsed), numberText(times.idle), numberText(times.until)];
}

/** A number that Redis and Lua read as the same one. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) throw new RangeError(`time: ${value}; seconds were expected`);
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

export function stateArgument(version: number, state: SessionState): Argument {
  return encodeState(version, state);
}

/** The value of a fact's field: its key in the index, \0 and the fact. */
export function factArgument({ fact }: PlacedFact): Argument {
  return Buffer.concat([Buffer.from(`${indexKey(fact)}\0`), encodeTerm(fact)]);
}

/** The times of a session that has the version that was known. */
export function readUnchanged(version: number, text: Buffer): UnchangedSession {
  const [lastUsed, idle, until] = text.toString('latin1').split(' ');
  return { version, lastUsed: readNumber(lastUsed!), idle: readNumber(idle!), until: readNumber(until!) };
}

/**
 * The session of all fields of a hash, field and value in turn; undefined where there is none.
 * @throws Error where one is not as it was written.
 */
export function readSession(id: string, fields: readonly Buffer[]): StoredSession | undefined {
  if (fields.length === 0) return undefined;
  const texts = new Map<string, string>();
  const facts: PlacedFact[] = [];
  let state: SessionState | undefined;
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const name = fields[i]!.toString('latin1');
    const value = fields[i + 1]!;
    if (name === 's') state = decodeState(value).state;
    else if (/^[a-z]/.test(name)) texts.set(name, value.toString('latin1'));
    else facts.push({ place: readPlace(name), fact: decodeTerm(value.subarray(value.indexOf(0) + 1)) });
  }
  if (state === undefined || !['v', 'u', 'i', 'e'].every((name) => texts.has(name)))
    throw new Error(
      `session ${JSON.stringify(id)}: a field of its hash in Redis is missing; v, u, i, e and s were expected`,
    );
  facts.sort((a, b) => a.place - b.place);
  return {
    ...state,
    id,
    version: Number(texts.get('v')),
    lastUsed: readNumber(texts.get('u')!),
    idle: readNumber(texts.get('i')!),
    until: readNumber(texts.get('e')!),
    facts,
  };
}

function readPlace(name: string): Place {
  return Number(name);
}

function readNumber(text: string): number {
  return text === 'inf'
    ? Number.POSITIVE_INFINITY
    : text === '-inf'
      ? Number.NEGATIVE_INFINITY
      : Number(text);
}
