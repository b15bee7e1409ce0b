/**
 * Terms as bytes, for storages. They say themselves which version of the format they are in; every version that was ever
 * written can be read, and what is damaged is an error and never another term.
 */
import type { Term } from '../term/term.ts';
import { Format1Reader } from './bytes-format-1.ts';
import { Format2Reader } from './bytes-format-2-reader.ts';
import { Format2Writer } from './bytes-format-2-writer.ts';
import { ByteReader, type FormatReader } from './bytes-reader.ts';
import type { Kind } from './bytes-writer.ts';

/** The format that is written: see bytes-format-2.ts and bytes-format-3.ts. */
const NEWEST: Readonly<Record<Kind, number>> = { term: 2, session: 3 };

const writer = new Format2Writer();

/**
 * A term as bytes, bindings followed.
 * @throws PrologError `representation_error(cyclic_term)`, `resource_error(memory)` beyond 2 GB
 */
export function encodeTerm(term: Term): Buffer {
  return written('term', (to) => to.term(term));
}

/**
 * The term that bytes are, with fresh variables.
 * @throws PrologError `domain_error(stored_term, Bytes)` for damaged ones, `domain_error(stored_term_version, Version)` for
 * those of a later release
 */
export function decodeTerm(bytes: Uint8Array): Term {
  return read(bytes, 'term', (from) => from.term());
}

/** The bytes of what `write` writes, in the newest format. */
export function written(kind: Kind, write: (writer: Format2Writer) => void): Buffer {
  writer.begin(NEWEST[kind], kind);
  write(writer);
  return writer.seal();
}

/** What `value` reads, in whatever format, which has to be all that there is. */
export function read<T>(
  source: Uint8Array,
  kind: Kind,
  value: (reader: FormatReader, bytes: ByteReader) => T,
): T {
  const bytes = new ByteReader(source, kind, NEWEST[kind]);
  const result = value(bytes.version === 1 ? new Format1Reader(bytes) : new Format2Reader(bytes), bytes);
  bytes.finish();
  return result;
}
