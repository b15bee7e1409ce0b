/** A prompt on a running engine, for those who may open a socket of this machine's file system. */
import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { TauProlog } from '../prolog/tau.ts';
import { engineCompleter } from './completion.ts';
import { defineHelp } from './help.ts';
import { prompt } from './prompt.ts';
import { RemoteDialog } from './remote-dialog.ts';
import { type FromClient, received, send } from './wire.ts';

/** The engine that a prompt asks. */
export type ServedEngine = ConstructorParameters<typeof TauProlog>[0];

export interface ServeReplOptions {
  /** The socket's path. It is made with mode 0600: only the user that the server runs as can attach. */
  readonly path: string;
  /** Whether goals may change facts, sessions and settings. Default false. */
  readonly write?: boolean;
}

/** A prompt that others can attach to. */
export interface ServedRepl {
  /** How many are attached. */
  readonly clients: number;
  /** Sends all clients away, and takes the socket away. */
  close(): Promise<void>;
}

/**
 * Lets `clausal attach PATH` explore the engine of this process. Never on by itself, and never on a network.
 *
 *     const repl = await serveRepl(sessions, { path: '/run/shop/repl.sock' });
 *
 * @throws Error when somebody else serves there, or the path is taken by something that is no socket.
 */
export async function serveRepl(
  engine: ServedEngine,
  { path, write = false }: ServeReplOptions,
): Promise<ServedRepl> {
  await clear(path);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    converse(engine, socket, !write).catch(() => socket.destroy());
  });
  await listen(server, path);
  server.unref();
  return {
    get clients() {
      return sockets.size;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function converse(engine: ServedEngine, socket: Socket, isReadOnly: boolean): Promise<void> {
  const messages = received<FromClient>(socket);
  const { value: first } = await messages.next();
  if (first === undefined || !('hello' in first) || Object(first.hello) !== first.hello) {
    socket.destroy();
    return;
  }
  const dialog = new RemoteDialog(socket, first.hello);
  const host = new TauProlog(engine, {
    isReadOnly,
    output: (text) => dialog.screen.write(text),
    errorOutput: (text) => dialog.screen.writeError(text),
  });
  defineHelp(host, dialog.screen);
  const talking = prompt(host, dialog, { isJson: first.hello.isJson });
  talking.then(
    (exit) => {
      send(socket, { exit });
      socket.end();
    },
    () => socket.destroy(),
  );
  const complete = engineCompleter(engine, host.predicates());
  for await (const message of messages) {
    if ('complete' in message) send(socket, { completions: complete(String(message.complete)) });
    else dialog.take(message);
  }
  dialog.close();
  await host.close();
  await talking.catch(() => {});
}

/** Takes away a socket that nobody serves any more. */
async function clear(path: string): Promise<void> {
  const kind = lstatSync(path, { throwIfNoEntry: false });
  if (kind === undefined) return;
  if (!kind.isSocket()) throw new Error(`serveRepl: ${path} is there, and is no socket`);
  const isServed = await new Promise<boolean>((resolve) => {
    const probe = connect(path)
      .on('connect', () => {
        probe.destroy();
        resolve(true);
      })
      .on('error', () => resolve(false));
  });
  if (isServed) throw new Error(`serveRepl: somebody serves at ${path} already`);
  unlinkSync(path);
}

function listen(server: Server, path: string): Promise<void> {
  // From the beginning nobody else may connect: the socket is made while this holds.
  const before = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      chmodSync(path, 0o600);
      server.off('error', reject);
      resolve();
    });
  });
}
