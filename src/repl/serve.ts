/** A prompt on a running engine, for those who may open a socket of this machine's file system. */
import { unlinkSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { Milliseconds } from '../index.ts';
import { TauProlog } from '../prolog/tau.ts';
import { engineCompleter } from './completion.ts';
import { defineHelp } from './help.ts';
import { prompt } from './prompt.ts';
import { RemoteDialog } from './remote-dialog.ts';
import { clear, inodeOf, listen } from './socket-file.ts';
import { type FromClient, received, send, textOf } from './wire.ts';

/** The engine that a prompt asks. */
export type ServedEngine = ConstructorParameters<typeof TauProlog>[0];

export interface ServeReplOptions {
  /** The socket's path. It is made with mode 0600: only the user that the server runs as can attach. */
  readonly path: string;
  /** Whether goals may change facts, sessions and settings. Default false. */
  readonly write?: boolean;
  /** How many may be attached at a time; more are told so and sent away. Default 16. */
  readonly maxClients?: number;
  /** How long somebody who connects may say nothing of who it is. Default 5,000. */
  readonly helloTimeout?: Milliseconds;
}

/** A prompt that others can attach to. */
export interface ServedRepl {
  /** How many are attached. */
  readonly clients: number;
  /** Sends all clients away, and takes the socket away. */
  close(): Promise<void>;
}

/**
 * Lets `clausal attach PATH` explore the engine of this process. Never on by itself, and never on a network. For the
 * programs of a prompt `user_input` is empty: nothing in the server waits for what a client types.
 *
 *     const repl = await serveRepl(sessions, { path: '/run/shop/repl.sock' });
 *
 * @throws Error when somebody else serves there, or the path is taken by something that is no socket.
 * @throws RangeError for a number of clients that is none, or a time that is none
 */
export async function serveRepl(
  engine: ServedEngine,
  { path, write = false, maxClients = 16, helloTimeout = 5000 }: ServeReplOptions,
): Promise<ServedRepl> {
  atLeastOne('maxClients', maxClients);
  atLeastOne('helloTimeout', helloTimeout);
  await clear(path);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (sockets.size >= maxClients) return refuse(socket, maxClients);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    converse(engine, socket, { isReadOnly: !write, helloTimeout }).catch(() => socket.destroy());
  });
  await listen(server, path);
  server.unref();
  const inode = inodeOf(path);
  return {
    get clients() {
      return sockets.size;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      if (server.listening && inodeOf(path) === inode) unlinkSync(path);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function atLeastOne(name: string, value: number): void {
  if (!(value >= 1)) throw new RangeError(`serveRepl: ${name} is ${value}; a number from 1 up was expected`);
}

/** Tells a client that there is no room for it. */
function refuse(socket: Socket, maxClients: number): void {
  send(socket, { err: `clausal: ${maxClients} are attached already, and the server takes no more\n` });
  send(socket, { exit: 1 });
  socket.setTimeout(FAREWELL, () => socket.destroy());
  socket.resume().end();
}

/** How long somebody who is sent away may take to go. */
const FAREWELL: Milliseconds = 1000;

interface Conversation {
  readonly isReadOnly: boolean;
  readonly helloTimeout: Milliseconds;
}

async function converse(
  engine: ServedEngine,
  socket: Socket,
  { isReadOnly, helloTimeout }: Conversation,
): Promise<void> {
  const messages = received<FromClient>(socket);
  const tooLate = setTimeout(() => socket.destroy(), helloTimeout).unref();
  const { value: first } = await messages.next().finally(() => clearTimeout(tooLate));
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
  try {
    for await (const message of messages) {
      if ('complete' in message) send(socket, { completions: complete(textOf(message.complete)) });
      else dialog.take(message);
    }
  } finally {
    dialog.close();
    await host.close();
    await talking.catch(() => {});
  }
}
