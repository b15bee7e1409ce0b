/** Starts the shop at a port, or at the next one that is free. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ShopEngine } from './facts.ts';
import { shop } from './shop.ts';

export interface Address {
  readonly host: string;
  /** 0: any. */
  readonly port: number;
}

/** So many ports are tried. */
const TRIES = 20;

/** The server once it listens, and where that is. */
export async function serve(
  engine: ShopEngine,
  { host, port }: Address,
): Promise<{ server: Server; url: string }> {
  const server = createServer(shop(engine));
  for (let tries = 1; ; tries++) {
    try {
      await listen(server, host, port === 0 ? 0 : port + tries - 1);
      break;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || tries === TRIES) throw error;
    }
  }
  return { server, url: `http://${host}:${(server.address() as AddressInfo).port}` };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
