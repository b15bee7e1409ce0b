/** A session as the fields of a hash: how it is written, and how it is read. */
import type {
  PlacedFact,
  SessionState,
  SessionTimes,
  StoredSession,
  UnchangedSession,
} from '../../session/storage.ts';
import type { Term } from '../../term/term.ts';
import { isGround } from '../../term/walk.ts';
import { indexKey } from '../content-index.ts';
import { decodeTerm, encodeTerm } from '../term-bytes.ts';
import type { Argument } from './keys.ts';

/** Last used, idle and until. */
export function timesArguments(times: SessionTimes): [string, string, string] {
  return [numberText(times.lastUsed), numberText(times.idle), numberText(times.until)];
}

/** A number that Redis and Lua read as the same one. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) throw new RangeError(`time: ${value}; seconds were expected`);
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

const peerTexts = new WeakMap<Term, string>();

/** The time of its opening, the least and the greatest place. */
export function originArgument({ opened, first, last }: SessionState): string {
  return `${numberText(opened)} ${numberText(first)} ${numberText(last)}`;
}

/** The term in base64, as a text costs less to send than bytes. It is the same in all changes of a session. */
export function peerArgument({ peer }: SessionState): string {
  const known = peerTexts.get(peer);
  if (known !== undefined) return known;
  const text = encodeTerm(peer).toString('base64');
  if (isGround(peer)) peerTexts.set(peer, text);
  return text;
}

/**
 * Says which commit this is, so that it is recognised when it is sent again: six characters, so that the ten that a hash keeps are not
 * longer than what Redis keeps in its small form; a text, as that costs less to send than bytes.
 */
export function newToken(): string {
  let token = '';
  for (let rest = Math.floor(Math.random() * 94 ** 6); token.length < 6; rest = Math.floor(rest / 94)) {
    token += String.fromCharCode(33 + (rest % 94));
  }
  return token;
}

/** The value of a fact's field: its key in the index, \0 and the fact. */
export function factArgument({ fact }: PlacedFact): Argument {
  return Buffer.concat([Buffer.from(`${indexKey(fact)}\0`), encodeTerm(fact)]);
}

/** The times of a session that has the version that was known. */
export function readUnchanged(version: number, times: Buffer): UnchangedSession {
  return { version, ...readTimes(times) };
}

function readTimes(times: Buffer): SessionTimes {
  const [lastUsed, idle, until] = times.toString('latin1').split(' ');
  return { lastUsed: readNumber(lastUsed!), idle: readNumber(idle!), until: readNumber(until!) };
}

/**
 * The session of all fields of a hash, field and value in turn; undefined where there is none.
 * @throws Error where one is not as it was written.
 */
export function readSession(id: string, fields: readonly Buffer[]): StoredSession | undefined {
  if (fields.length === 0) return undefined;
  const facts: PlacedFact[] = [];
  let [version, times, origin, peer]: (Buffer | undefined)[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const name = fields[i]!.toString('latin1');
    const value = fields[i + 1]!;
    if (name === 'v') version = value;
    else if (name === 'u') times = value;
    else if (name === 's') origin = value;
    else if (name === 'p') peer = value;
    else if (name !== 't')
      facts.push({ place: Number(name), fact: decodeTerm(value.subarray(value.indexOf(0) + 1)) });
  }
  if (!version || !times || !origin || !peer)
    throw new Error(
      `session ${JSON.stringify(id)}: a field of its hash in Redis is missing; v, u, s and p were expected`,
    );
  facts.sort((a, b) => a.place - b.place);
  const [opened, first, last] = origin.toString('latin1').split(' ').map(readNumber);
  return {
    ...{ opened: opened!, first: first!, last: last!, ...readTimes(times) },
    peer: decodeTerm(Buffer.from(peer.toString('latin1'), 'base64')),
    id,
    version: Number(version.toString('latin1')),
    facts,
  };
}

function readNumber(text: string): number {
  return text === 'inf'
    ? Number.POSITIVE_INFINITY
    : text === '-inf'
      ? Number.NEGATIVE_INFINITY
      : Number(text);
}
