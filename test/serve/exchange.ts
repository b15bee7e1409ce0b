/** One exchange with a server over a socket of its own: all bytes go and come as they are, right or wrong. */
import { Buffer } from 'node:buffer';
import { connect } from 'node:net';

export interface Reply {
  /** 0: the connection was closed without a reply. */
  readonly status: number;
  readonly reason: string;
  /** In the order that they came; their names as they were written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without the marks of its chunks. */
  readonly body: Buffer;
  /** The head of what came, as text, and the body as text. */
  readonly text: string;
}

/** Milliseconds after which what has come so far is the reply. */
const PATIENCE = 30_000;

/** Sends the bytes and waits for the reply, or, of requests that are made by hand, for all that comes. */
export function exchange(port: number, bytes: Uint8Array, isHead: boolean, isWhole: boolean): Promise<Reply> {
  const socket = connect(port, '127.0.0.1');
  let received = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(replyOf(received, isHead));
    };
    const timer = setTimeout(end, PATIENCE);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!isWhole && isComplete(received, isHead)) end();
    });
    socket.on('close', end);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server that does not read a body to its end may reset the connection after its reply.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return end();
      clearTimeout(timer);
      reject(error);
    });
    socket.write(bytes);
  });
}

function replyOf(received: Buffer, isHead: boolean): Reply {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return { status: 0, reason: '', headers: [], body: received, text: received.toString() };
  const [first = '', ...lines] = received.toString('latin1', 0, end).split('\r\n');
  const [, status = '0', reason = ''] = /^HTTP\/\d\.\d (\d+) ?(.*)$/.exec(first) ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const rest = isHead ? Buffer.alloc(0) : received.subarray(end + 4);
  const body = headerOf(headers, 'transfer-encoding') === 'chunked' ? withoutChunks(rest).body : rest;
  const head = received.toString('latin1', 0, end);
  return { status: Number(status), reason, headers, body, text: `${head}\r\n\r\n${body.toString()}` };
}

function isComplete(received: Buffer, isHead: boolean): boolean {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const { status, headers } = replyOf(received, isHead);
  if (isHead || status === 204 || status === 304 || status < 200) return true;
  const rest = received.subarray(end + 4);
  if (headerOf(headers, 'transfer-encoding') === 'chunked') return withoutChunks(rest).isComplete;
  const length = headerOf(headers, 'content-length');
  return length !== undefined && rest.length >= Number(length);
}

function withoutChunks(bytes: Buffer): { body: Buffer; isComplete: boolean } {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const size = end === -1 ? Number.NaN : Number.parseInt(bytes.toString('latin1', at, end), 16);
    const start = end + 2;
    if (Number.isNaN(size) || start + size + 2 > bytes.length) {
      return { body: Buffer.concat(chunks), isComplete: false };
    }
    if (size === 0) return { body: Buffer.concat(chunks), isComplete: true };
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}

function headerOf(headers: Reply['headers'], name: string): string | undefined {
  return headers.find(([written]) => written.toLowerCase() === name)?.[1];
}
