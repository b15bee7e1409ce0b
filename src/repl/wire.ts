/** How a prompt and the terminal that it is attached to talk over a socket: objects as lines of JSON, both ways. */
import type { Socket } from 'node:net';

/** What a client says first. */
export interface Hello {
  readonly hello: { readonly isInteractive: boolean; readonly hasColours: boolean; readonly isJson: boolean };
}

/** What a client sends: what was asked of it, null where there is no more, or that the user wants to stop. */
export type FromClient =
  | Hello
  | { readonly line: string | null }
  | { readonly lineInterrupted: true }
  | { readonly key: string | null }
  | { readonly interrupt: true }
  | { readonly complete: string };

/** What a server sends. */
export type FromServer =
  | { readonly out: string }
  | { readonly err: string }
  | { readonly ask: 'line'; readonly prompt: string }
  | { readonly ask: 'key' }
  /** The answers to `complete`, in the order of the questions. */
  | { readonly completions: readonly string[] }
  | { readonly exit: number };

/** No line of a client is longer, in characters: a goal is typed by somebody. */
export const LONGEST_LINE = 1_000_000;

/** Bytes that wait for the other side; one that lets more wait is sent away. */
const MOST_UNREAD = 64 * 1024 * 1024;

export function send(socket: Socket, message: FromClient | FromServer): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
  if (socket.writableLength > MOST_UNREAD) socket.destroy();
}

/** A text of a message. @throws TypeError for what a client should not have sent */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not a text');
  return value;
}

/** Resolves when the other side has taken enough of what was sent, or is gone. */
export async function drained(socket: Socket): Promise<void> {
  if (!socket.writableNeedDrain || socket.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

/** The messages of the other side until it is gone. What is no JSON ends the connection. */
export async function* received<M>(socket: Socket): AsyncGenerator<M, void, undefined> {
  socket.setEncoding('utf8');
  let rest = '';
  try {
    for await (const text of socket as AsyncIterable<string>) {
      rest += text;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 1);
        const message: unknown = JSON.parse(line);
        if (typeof message !== 'object' || message === null) throw new TypeError('not a message');
        yield message as M;
      }
      if (rest.length > LONGEST_LINE) throw new RangeError('the line is too long');
    }
  } catch {
    // The other side vanished, or is none of us.
  } finally {
    socket.destroy();
  }
}
