/** Sessions as bytes, for storages: with their facts, or only the state of one whose facts are kept elsewhere. */
import type { PlacedFact, SessionState, StoredSession } from '../session/storage.ts';
import { typeError } from '../term/error.ts';
import { Float } from '../term/term.ts';
import type { Format2Writer } from './bytes-format-2-writer.ts';
import type { ByteReader } from './bytes-reader.ts';
import { type FormatReader, read, written } from './term-bytes.ts';

/**
 * A session as bytes, all but its id.
 * @throws PrologError as `encodeTerm`; `type_error(integer, Place)` for a place that is no safe integer,
 * `representation_error(place)` for one 2 ** 53 or more behind the fact before it
 */
export function encodeSession(session: StoredSession): Buffer {
  return written('session', (to) => {
    writeState(to, session.version, session);
    const { facts } = session;
    to.count(facts.length);
    for (let i = 0; i < facts.length; i++) {
      to.place(checkedPlace(facts[i]!.place));
      to.term(facts[i]!.fact);
    }
  });
}

/**
 * The session of that id that bytes are.
 * @throws PrologError `domain_error(stored_session, Bytes)` for damaged ones, `domain_error(stored_session_version, Version)`
 * for those of a later release
 */
export function decodeSession(id: string, source: Uint8Array): StoredSession {
  return read(source, 'session', (from, bytes) => {
    const { version, state } = readState(from, bytes);
    const facts: PlacedFact[] = [];
    for (let left = bytes.count(); left > 0; left--) {
      facts.push({ place: whole(from.place(), bytes), fact: from.term() });
    }
    return { id, version, ...state, facts };
  });
}

/**
 * The version and the state of a session as bytes.
 * @throws PrologError as {@link encodeSession}
 */
export function encodeState(version: number, state: SessionState): Buffer {
  return written('state', (to) => writeState(to, version, state));
}

/**
 * The version and the state that bytes are.
 * @throws PrologError `domain_error(stored_state, Bytes)` for damaged ones, `domain_error(stored_state_version, Version)` for
 * those of a later release
 */
export function decodeState(bytes: Uint8Array): { version: number; state: SessionState } {
  return read(bytes, 'state', readState);
}

function writeState(to: Format2Writer, version: number, state: SessionState): void {
  to.number(version);
  to.number(state.lastUsed);
  to.number(state.idle);
  to.number(state.until);
  to.number(state.opened);
  to.number(checkedPlace(state.first));
  to.number(checkedPlace(state.last));
  to.term(state.peer);
}

function readState(from: FormatReader, bytes: ByteReader): { version: number; state: SessionState } {
  const version = whole(from.number(), bytes);
  const state: SessionState = {
    lastUsed: from.number(),
    idle: from.number(),
    until: from.number(),
    opened: from.number(),
    first: whole(from.number(), bytes),
    last: whole(from.number(), bytes),
    peer: from.term(),
  };
  return { version, state };
}

function whole(value: number, bytes: ByteReader): number {
  if (!Number.isSafeInteger(value)) throw bytes.failure(`a whole number, not ${value}`);
  return value;
}

function checkedPlace(place: number): number {
  if (!Number.isSafeInteger(place)) throw typeError('integer', new Float(place));
  return place;
}
