/** A session as the fields of a hash: how it is written, and how it is read. */
import { DamagedSession } from '../../session/damaged-session.ts';
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

/**
 * The times of a session that has the version that was known.
 * @throws DamagedSession
 */
export function readUnchanged(id: string, version: number, times: Buffer): UnchangedSession {
  return intact(id, () => ({ version, ...readTimes(times) }));
}

/**
 * The session of all fields of a hash, field and value in turn; undefined where there is none.
 * @throws DamagedSession
 */
export function readSession(id: string, fields: readonly Buffer[]): StoredSession | undefined {
  return fields.length === 0 ? undefined : intact(id, () => readFields(id, fields));
}

function intact<T>(id: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    throw new DamagedSession(`session ${JSON.stringify(id)}: its hash in Redis is damaged: ${message}`, {
      cause: error,
    });
  }
}

function readFields(id: string, fields: readonly Buffer[]): StoredSession {
  const facts: PlacedFact[] = [];
  let [version, times, origin, peer]: (Buffer | undefined)[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const name = fields[i]!.toString('latin1');
    const value = fields[i + 1]!;
    if (name === 'v') version = value;
    else if (name === 'u') times = value;
    else if (name === 's') origin = value;
    else if (name === 'p') peer = value;
    else if (name !== 't') facts.push(readFact(name, value));
  }
  if (!version || !times || !origin || !peer) {
    const found = fields.filter((_, i) => i % 2 === 0).map(String);
    throw new Error(`it has the fields ${found.slice(0, 8).join(', ')}; v, u, s and p were expected`);
  }
  facts.sort((a, b) => a.place - b.place);
  const [opened, first, last] = numbers('s', origin, 3);
  return {
    ...{ opened: opened!, first: whole('s', first!), last: whole('s', last!), ...readTimes(times) },
    peer: decodeTerm(Buffer.from(peer.toString('latin1'), 'base64')),
    id,
    version: whole('v', numbers('v', version, 1)[0]!),
    facts,
  };
}

function readFact(name: string, value: Buffer): PlacedFact {
  if (!/^-?\d+$/.test(name)) throw new Error(`it has the field ${name}, which this release does not know`);
  return { place: whole(name, Number(name)), fact: decodeTerm(value.subarray(value.indexOf(0) + 1)) };
}

function readTimes(times: Buffer): SessionTimes {
  const [lastUsed, idle, until] = numbers('u', times, 3);
  return { lastUsed: lastUsed!, idle: idle!, until: until! };
}

/** The numbers of a field, which it should have so many of. */
function numbers(name: string, value: Buffer, count: number): number[] {
  const text = value.toString('latin1');
  const found = text.split(' ').map(readNumber);
  if (found.length === count && !found.some(Number.isNaN)) return found;
  throw new Error(
    `its field ${name} is ${JSON.stringify(text.slice(0, 60))}; ${count} numbers were expected`,
  );
}

function whole(name: string, value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw new Error(`its field ${name} has ${value}; a whole number was expected`);
}

/** As {@link numberText} writes it; NaN for what is none. */
function readNumber(text: string): number {
  if (text === 'inf') return Number.POSITIVE_INFINITY;
  if (text === '-inf') return Number.NEGATIVE_INFINITY;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
