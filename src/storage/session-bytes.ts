/** Sessions as bytes, for storages. */
import type { Place, PlacedFact, SessionState, StoredSession } from '../session/storage.ts';
import type { Format2Writer } from './bytes-format-2-writer.ts';
import { APART, checkedPlace, copyFacts, readFacts, writeFact } from './bytes-format-3.ts';
import type { ByteReader, FormatReader } from './bytes-reader.ts';
import { read, written } from './term-bytes.ts';

/** What becomes of a session. */
export interface NextSession {
  /** The version that it has, and the next one. */
  readonly from: number;
  readonly version: number;
  readonly state: SessionState;
  readonly removed: ReadonlySet<Place>;
  readonly added: readonly PlacedFact[];
}

/**
 * A session as bytes, all but its id.
 * @throws PrologError as `encodeTerm`; `type_error(integer, Place)` for a place that is no safe integer
 */
export function encodeSession(session: Omit<StoredSession, 'id'>): Buffer {
  return written('session', (to) => {
    const { version, facts } = session;
    writeState(to, version, session);
    for (let i = 0; i < facts.length; i++) writeFact(to, facts[i]!);
  });
}

/**
 * The bytes of a session as it is after a change.
 * @throws PrologError as {@link encodeSession}; `domain_error(stored_session, Bytes)` for damaged bytes, which facts that stay are
 * taken for only by the checksum, and for those of another version
 */
export function changedSession(
  source: Buffer,
  { from, version, state, removed, added }: NextSession,
): Buffer {
  return read(source, 'session', (reader, bytes) => {
    const found = readState(reader, bytes).version;
    if (found !== from) throw bytes.failure(`version ${from}, not ${found}`);
    if (bytes.version < APART) {
      const kept = factsLeft(reader, bytes).filter(({ place }) => !removed.has(place));
      return encodeSession({ ...state, version, facts: inOrder([...kept, ...added]) });
    }
    return written('session', (to) => {
      writeState(to, version, state);
      copyFacts(to, reader, bytes, removed, inOrder(added));
    });
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
    return { id, version, ...state, facts: factsLeft(from, bytes) };
  });
}

/** Facts in the order of their places. */
export function inOrder(facts: readonly PlacedFact[]): readonly PlacedFact[] {
  return facts.length > 1 ? [...facts].sort((a, b) => a.place - b.place) : facts;
}

function factsLeft(from: FormatReader, bytes: ByteReader): PlacedFact[] {
  if (bytes.version >= APART) return readFacts(from, bytes);
  const facts: PlacedFact[] = [];
  for (let left = bytes.count(); left > 0; left--) {
    facts.push({ place: bytes.whole(from.place()), fact: from.term() });
  }
  return facts;
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
  const version = bytes.whole(from.number());
  const state: SessionState = {
    lastUsed: from.number(),
    idle: from.number(),
    until: from.number(),
    opened: from.number(),
    first: bytes.whole(from.number()),
    last: bytes.whole(from.number()),
    peer: from.term(),
  };
  return { version, state };
}
