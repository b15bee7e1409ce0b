/** The servers of node:http that listen where a program asks to be served. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AskedServer } from '../prolog/tau.ts';

/** So long requests under way are waited for when all is closed. */
const PATIENCE = 2000;

export interface ListenersOptions {
  /** What answers the requests to a port that the program asked for. */
  readonly answer: (port: number) => RequestListener;
  /** What answers what is no request, in place of Node.js. */
  readonly refuse?: (error: Error, socket: Duplex) => void;
  /** In place of the first port that is asked for. */
  readonly port: number | undefined;
  /** Told where it can be reached when one listens. */
  readonly started: (url: string) => void;
}

export class Listeners {
  readonly #options: ListenersOptions;
  readonly #servers = new Map<number, Server>();
  /** The port that another one is in place of. */
  #first: number | undefined;

  constructor(options: ListenersOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#servers.size === 0;
  }

  /**
   * Listens where it is asked for now, and nowhere else; in place of any port that was free when it was asked for, and is
   * not by now, at another one.
   * @throws Error of node:net for a port that cannot be listened at
   */
  async follow(asked: Iterable<AskedServer>): Promise<void> {
    const wanted = new Map([...asked].map((server) => [server.port, server]));
    for (const [port, server] of this.#servers) {
      if (wanted.has(port)) continue;
      this.#servers.delete(port);
      close(server);
    }
    for (const server of wanted.values()) {
      if (!this.#servers.has(server.port)) await this.#listen(server);
    }
  }

  /** Closes all, and lets requests under way come to their end. */
  async close(): Promise<void> {
    const servers = [...this.#servers.values()];
    this.#servers.clear();
    await Promise.all(servers.map(close));
  }

  async #listen({ port, host, isAny }: AskedServer): Promise<void> {
    this.#first ??= port;
    const at = this.#first === port ? (this.#options.port ?? port) : port;
    const server = createServer(this.#options.answer(port));
    if (this.#options.refuse !== undefined) server.on('clientError', this.#options.refuse);
    this.#servers.set(port, server);
    try {
      await listening(server, at, host).catch((error) => {
        if (!isAny || at !== port || error.code !== 'EADDRINUSE') throw error;
        return listening(server, 0, host);
      });
    } catch (error) {
      this.#servers.delete(port);
      throw error;
    }
    const { port: actual } = server.address() as AddressInfo;
    this.#options.started(`http://${host ?? 'localhost'}:${actual}/`);
  }
}

function listening(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const listened = () => {
      server.off('error', failed);
      resolve();
    };
    const failed = (error: Error) => {
      server.off('listening', listened);
      reject(error);
    };
    server.once('error', failed).once('listening', listened);
    server.listen({ port, host });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), PATIENCE);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
