/** Servers and clients for tests that talk HTTP over real connections. */
import { once } from 'node:events';
import {
  type Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly message: string;
  readonly cookies: readonly string[];
  readonly cacheControl: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const servers: Server[] = [];

/** Closes the servers of a test; to be called after each. */
export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

/** A server on a free port. */
export async function serve(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** What is sent. */
export interface Asking {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly agent?: Agent;
  /** The address to send from; all of 127.0.0.0/8 are this machine's. */
  readonly localAddress?: string;
  /** One that is a promise is sent when it is there, and the head of the request before. */
  readonly body?: string | Promise<string>;
}

/** Sends a request and waits for all of the answer. */
export async function ask(port: number, { body, ...options }: Asking = {}): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, agent: false, ...options });
  if (body instanceof Promise) {
    sent.flushHeaders();
    void body.then((text) => sent.end(text));
  } else {
    sent.end(body);
  }
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode!,
    message: response.statusMessage!,
    cookies: response.headers['set-cookie'] ?? [],
    cacheControl: response.headers['cache-control'],
    headers: response.headers,
    body: await textOf(response),
  };
}

/** Sends a text as it is and waits for all that comes back until the server closes. */
export async function askRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text.replaceAll('\n', '\r\n'));
  return textOf(socket);
}

/** All that a stream gives. */
export async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
