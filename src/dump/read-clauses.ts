/**
 * The clauses of a text that comes in pieces, each as soon as it is whole. What is kept is a piece, or the longest clause.
 */
import { TextDecoder } from 'node:util';
import { clauseEnd, Reader, type Term } from '../index.ts';
import { DumpError } from './dump-error.ts';

export interface ReadClause {
  readonly term: Term;
  /** From 1. */
  readonly line: number;
}

/** In characters; a text cannot be much longer in JavaScript. */
const LONGEST_CLAUSE = 2 ** 28;

/**
 * Some clauses at a time.
 * @throws DumpError with the line for what is no clause, when all before it were given.
 */
export async function* readClauses(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly ReadClause[], void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unread: string[] = [];
  let length = 0;
  let line = 1;
  let worthTrying = 0;
  for await (const bytes of pieces) {
    const piece = decode(decoder, bytes, () => line + newlines(unread.join('')));
    unread.push(piece);
    length += piece.length;
    if (length > LONGEST_CLAUSE) {
      throw new DumpError(
        `line ${line}: a clause of more than ${LONGEST_CLAUSE} characters was found; a shorter one was expected`,
      );
    }
    // A long clause that is read again with each piece would take for ever; and one ends before the end of a line, or with it
    if (length < worthTrying || !piece.includes('\n')) continue;
    const text = unread.join('');
    const lines = text.slice(0, text.lastIndexOf('\n') + 1);
    const { clauses, end, error } = readAll(lines, line, false);
    yield clauses;
    if (error !== undefined) throw error;
    line += newlines(text.slice(0, end));
    const rest = text.slice(end);
    unread = [rest];
    length = rest.length;
    worthTrying = 2 * (lines.length - end);
  }
  unread.push(decode(decoder, undefined, () => line + newlines(unread.join(''))));
  const { clauses, error } = readAll(unread.join(''), line, true);
  yield clauses;
  if (error !== undefined) throw error;
}

interface Read {
  readonly clauses: readonly ReadClause[];
  /** Up to where all is read. */
  readonly end: number;
  readonly error: unknown;
}

/** The clauses of a text that begins at a line. A clause that more text may complete is an error only where this is all. */
function readAll(text: string, firstLine: number, isAll: boolean): Read {
  const reader = new Reader(text);
  const clauses: ReadClause[] = [];
  let end = 0;
  try {
    for (let read = reader.read(); read !== undefined; read = reader.read()) {
      clauses.push({ term: read.term, line: firstLine + read.line - 1 });
      end = read.end;
    }
    return { clauses, end: text.length, error: undefined };
  } catch (error) {
    const mayEnd = !isAll && clauseEnd(text, end) === undefined;
    return { clauses, end, error: mayEnd ? undefined : syntaxError(error, firstLine) };
  }
}

/** An error of the reader with the line in the whole text. */
export function syntaxError(error: unknown, firstLine: number): unknown {
  const { line, message } = error as { line?: unknown; message: string };
  if (typeof line !== 'number') return error;
  return new DumpError(message.replace(/^line \d+/, `line ${firstLine + line - 1}`), { cause: error });
}

/** Without bytes, what the last ones have left open. */
function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, lineOf: () => number): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    const [before = ''] = new TextDecoder().decode(bytes).split('\ufffd');
    const line = lineOf() + newlines(before);
    throw new DumpError(`line ${line}: bytes that are not UTF-8 were found; text in UTF-8 was expected`, {
      cause,
    });
  }
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
