/** The body of a request, whole: handlers run when it is there. */
import type { IncomingMessage } from 'node:http';

/** Bodies that are longer are refused. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** A body that is too long. */
export class TooLong extends Error {}

/**
 * The bytes as they came, as SWI-Prolog's libraries expect them: where the client sent chunks, as one.
 * @throws TooLong
 */
export async function bodyOf(req: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new TooLong(`a request of more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return isChunked(req) ? asChunk(Buffer.concat(chunks)) : Buffer.concat(chunks);
}

function isChunked({ headers }: IncomingMessage): boolean {
  return /\bchunked\b/i.test(headers['transfer-encoding'] ?? '');
}

function asChunk(bytes: Buffer): Buffer {
  const first =
    bytes.length === 0 ? [] : [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')];
  return Buffer.concat([...first, Buffer.from('0\r\n\r\n')]);
}
