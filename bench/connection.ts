/**
 * A connection of an HTTP client that is kept alive and has one request at a time. It does as little as it can: while a
 * server is measured the client must not be what is waited for.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly body: string;
  /** `name=value; name=value` of the cookies that the answer sets. */
  readonly cookie: string | undefined;
}

export class Connection {
  readonly #port: number;
  #socket: Socket | undefined;
  #received = '';
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** @throws Error unless the answer has status 200. */
  async get(path: string, cookie?: string): Promise<Answer> {
    // A server may close a connection between two requests.
    this.#socket ??= await this.#open();
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      const header = cookie === undefined ? '' : `Cookie: ${cookie}\r\n`;
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\nConnection: keep-alive\r\n${header}\r\n`,
      );
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  async #open(): Promise<Socket> {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
    await once(socket, 'connect');
    socket.on('data', (text: string) => this.#receive(text));
    socket.on('error', (error) => this.#settle?.reject(error));
    socket.on('close', () => {
      this.#socket = undefined;
      this.#settle?.reject(new Error('the server closed the connection before it answered'));
    });
    return socket;
  }

  #receive(text: string): void {
    this.#received += text;
    const all = this.#received;
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) return;
    const body = bodyOf(all, end);
    if (body === undefined) return;
    this.#received = '';
    const { resolve, reject } = this.#settle!;
    this.#settle = undefined;
    if (!all.startsWith('HTTP/1.1 200 ')) reject(new Error(all));
    else resolve({ body, cookie: cookiesOf(all.slice(0, end)) });
  }
}

function cookiesOf(headers: string): string | undefined {
  const pairs = [...headers.matchAll(/^set-cookie: *([^;\r]*)/gim)].map(([, pair]) => pair);
  return pairs.length === 0 ? undefined : pairs.join('; ');
}

/** What comes behind the headers, which end there; undefined as long as it is not complete. */
function bodyOf(all: string, end: number): string | undefined {
  const start = end + 4;
  const length = /^content-length: *(\d+)/im.exec(all)?.[1];
  if (length !== undefined) {
    const body = all.slice(start);
    return body.length < Number(length) ? undefined : body;
  }
  // In chunks, of which the last is empty.
  if (!all.endsWith('0\r\n\r\n')) return undefined;
  return all
    .slice(start)
    .replace(/([\da-f]+)\r\n([^\r]*)\r\n/gi, '$2')
    .trim();
}
