/** Writes stored bytes in format 1, as the first release with storages would have: see src/storage/bytes-format-1.ts. */
import type { StoredSession } from '../../src/session/storage.ts';
import { ByteWriter, type Kind } from '../../src/storage/bytes-writer.ts';
import { Atom, Compound, deref, Float, Int, Nil, Str, type Term, Var } from '../../src/term/term.ts';

/** A term in format 1. */
export function termInFormat1(term: Term): Buffer {
  const bytes = beginning('term');
  writeTerm(bytes, term);
  return bytes.seal();
}

/** A session in format 1. */
export function sessionInFormat1(session: StoredSession): Buffer {
  const bytes = beginning('session');
  const { version, lastUsed, idle, until, opened, first, last } = session;
  for (const number of [version, lastUsed, idle, until, opened, first, last]) bytes.double(number);
  writeTerm(bytes, session.peer);
  bytes.natural(session.facts.length);
  for (const { place, fact } of session.facts) {
    bytes.double(place);
    writeTerm(bytes, fact);
  }
  return bytes.seal();
}

function beginning(kind: Kind): ByteWriter {
  const bytes = new ByteWriter();
  bytes.begin(1, kind);
  return bytes;
}

function writeTerm(bytes: ByteWriter, term: Term): void {
  const letter = (text: string): void => bytes.byte(text.charCodeAt(0));
  const variables: Var[] = [];
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const part = deref(pending.pop()!);
    if (part instanceof Compound) {
      letter('c');
      bytes.text(part.name);
      bytes.natural(part.args.length);
      for (let i = part.args.length - 1; i >= 0; i--) pending.push(part.args[i]!);
    } else if (part instanceof Atom) {
      letter('a');
      bytes.text(part.name);
    } else if (part instanceof Str) {
      letter('s');
      bytes.text(part.value);
    } else if (part instanceof Int) {
      letter('i');
      bytes.text(String(part.value));
    } else if (part instanceof Float) {
      letter('f');
      bytes.double(part.value);
    } else if (part instanceof Nil) {
      letter('n');
    } else if (part instanceof Var) {
      if (!variables.includes(part)) variables.push(part);
      letter('v');
      bytes.natural(variables.indexOf(part));
    }
  }
}
