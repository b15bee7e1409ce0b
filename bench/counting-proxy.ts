/** Stands between a program and its server, passes on what they say to each other, and counts it. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Traffic {
  /** How often the program said something, whatever the number of commands, and was answered. */
  trips: number;
  /** Bytes from the program to the server. */
  sent: number;
  /** Bytes from the server to the program. */
  received: number;
}

export interface CountingProxy {
  readonly port: number;
  /** Since the last time. */
  take(): Traffic;
  close(): void;
}

export async function countingProxy(serverPort: number): Promise<CountingProxy> {
  let traffic: Traffic = { trips: 0, sent: 0, received: 0 };
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket, note: (bytes: number) => void): void => {
    sockets.add(from);
    from.on('data', (bytes) => {
      note(bytes.length);
      to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const proxy = createServer({ noDelay: true }, (program) => {
    const server = connect({ port: serverPort, host: '127.0.0.1', noDelay: true });
    let isWaiting = false;
    pass(program, server, (bytes) => {
      isWaiting = true;
      traffic.sent += bytes;
    });
    pass(server, program, (bytes) => {
      // What a server tells without having been asked is no round trip.
      if (isWaiting) traffic.trips++;
      isWaiting = false;
      traffic.received += bytes;
    });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    take() {
      const taken = traffic;
      traffic = { trips: 0, sent: 0, received: 0 };
      return taken;
    },
    close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
