/** What the servers of the suites `http`, `storage` and `serve` have in common: how they tell where they are, and when they end. */
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Absent } from './suite.ts';

/** The first line that a server prints, for the client. */
export interface Serving {
  readonly port: number;
  /** Of whom, such as `9.0.4`. */
  readonly version: string;
  /** Whether it keeps sessions; then each client has a counter of its own. */
  readonly hasSessions: boolean;
}

/**
 * Serves until the standard input ends, so that no server outlives its client. `/` adds 1 to the counter and answers it;
 * `/total` answers the sum of all counters.
 */
export function serve(listener: RequestListener, about: Omit<Serving, 'port'>): void {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1', () => {
    tell({ port: (server.address() as AddressInfo).port, ...about });
  });
  process.stdin.resume().on('end', () => process.exit());
}

export function tell(serving: Serving | Absent): void {
  console.log(JSON.stringify(serving));
}
