/** The servers that a program asks for, by `http_server/2`; whoever runs the program listens for them. */
import { type AddressInfo, createServer } from 'node:net';
import { type Atom, Int, int } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';

export interface AskedServer {
  readonly port: number;
  /** The address to listen at; undefined: all. */
  readonly host: string | undefined;
  /** Whether the program wanted any port that is free. */
  readonly isAny: boolean;
}

export class Servers {
  readonly #servers = new Map<number, AskedServer>();
  readonly #listeners = new Set<() => void>();

  /** What `thread_httpd.pl` calls. */
  readonly predicates: PredicateTable = {
    'http_server/2': (port, host) => {
      const isAny = !(port instanceof Int);
      const number = isAny ? freePort() : Number(port.value);
      this.#add(number, (host as Atom).name, isAny);
      return [int(number), host!];
    },
    'http_stop_server/1': (port) => void this.#remove(Number((port as Int).value)),
  };

  [Symbol.iterator](): Iterator<AskedServer> {
    return this.#servers.values();
  }

  /** Calls the listener when servers are asked for, or to be stopped. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #add(port: number, host: string, isAny: boolean): void {
    this.#servers.set(port, { port, host: host === '' ? undefined : host, isAny });
    this.#tell();
  }

  #remove(port: number): void {
    this.#servers.delete(port);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A port that nobody has. */
function freePort(): number {
  const server = createServer().on('error', () => {}); // which is told later, when nobody hears of it
  // Without a name to be looked up, and not by way of another process, it listens at once
  const address = server.listen({ port: 0, exclusive: true }).address() as AddressInfo | null;
  if (address === null) throw new Error('there is no free port');
  server.close();
  return address.port;
}
