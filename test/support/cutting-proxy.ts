/** A way to a server that counts what goes over it, and that can be cut at any command: before the server sees it, in the middle, or after. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where a connection is cut: before the server has a command, in the midst of it, before its answer, in the midst of that. */
export type Cut = 'before' | 'in command' | 'after' | 'in answer';

/**
 * What went over it. A message is what one side has written at once; commands that are pipelined are one. A PING by itself, as it
 * is sent when nothing else is, does not count.
 */
export interface Traffic {
  /** How many connections were made. */
  connections: number;
  sent: number;
  sentBytes: number;
  received: number;
  receivedBytes: number;
}

const NONE: Traffic = { connections: 0, sent: 0, sentBytes: 0, received: 0, receivedBytes: 0 };
const PING = Buffer.from('*1\r\n$4\r\nPING\r\n');
const PONG = Buffer.from('+PONG\r\n');

export async function startProxy(port: number): Promise<CuttingProxy> {
  const proxy = new CuttingProxy(port);
  await proxy.listen();
  return proxy;
}

/** Made by {@link startProxy}. */
export class CuttingProxy {
  readonly #target: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut: { kind: Cut; countdown: number } | undefined;
  traffic: Traffic = { ...NONE };

  constructor(target: number) {
    this.#target = target;
    this.#server = createServer({ noDelay: true }, (client) => this.#join(client));
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  /** Whether a cut is still to come. */
  get willCut(): boolean {
    return this.#cut !== undefined;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Cuts the connection over which the message of this number goes, from 1, counted from now. */
  cutAt(message: number, kind: Cut): void {
    this.#cut = { kind, countdown: message };
  }

  /** Cuts all connections now. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Counts from 0 again. */
  count(): void {
    this.traffic = { ...NONE };
  }

  async stop(): Promise<void> {
    this.#cut = undefined;
    this.#server.close();
    this.cutAll();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    this.traffic.connections++;
    const server = connect({ port: this.#target, host: '127.0.0.1', noDelay: true });
    let answerCut: Cut | undefined;
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    const cut = (to: Socket, bytes?: Buffer): void => {
      if (bytes !== undefined) to.write(bytes.subarray(0, bytes.length / 2));
      to.end(() => {
        client.destroy();
        server.destroy();
      });
    };
    client.on('data', (bytes) => {
      if (!bytes.equals(PING)) {
        this.traffic.sent++;
        this.traffic.sentBytes += bytes.length;
      }
      const kind = this.#nextCut();
      if (kind === 'before') cut(server);
      else if (kind === 'in command') cut(server, bytes);
      else {
        answerCut ??= kind;
        server.write(bytes);
      }
    });
    server.on('data', (bytes) => {
      if (!bytes.equals(PONG)) {
        this.traffic.received++;
        this.traffic.receivedBytes += bytes.length;
      }
      if (answerCut === undefined) client.write(bytes);
      else cut(client, answerCut === 'in answer' ? bytes : undefined);
    });
  }

  #nextCut(): Cut | undefined {
    if (this.#cut === undefined || --this.#cut.countdown > 0) return undefined;
    const { kind } = this.#cut;
    this.#cut = undefined;
    return kind;
  }
}
