/** The other end of `serveRepl`: a terminal, or a script, at the prompt of a running server. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Dialog, INTERRUPTED } from './dialog.ts';
import type { RemoteCompletion } from './remote-completion.ts';
import { type FromServer, received, send } from './wire.ts';

export interface AttachOptions {
  readonly isJson: boolean;
  readonly hasColours: boolean;
  /** What the dialog completes with. */
  readonly completion: RemoteCompletion;
}

/**
 * Talks until one side leaves, and answers the exit status: 1 when the server went away.
 * @throws Error when nobody serves at the path.
 */
export async function attach(
  path: string,
  dialog: Dialog,
  { completion, ...options }: AttachOptions,
): Promise<number> {
  const socket = connect(path);
  await once(socket, 'connect');
  const { isInteractive } = dialog;
  send(socket, { hello: { isInteractive, ...options } });
  completion.by((complete) => send(socket, { complete }));
  const release = dialog.onInterrupt(() => send(socket, { interrupt: true }));
  try {
    for await (const message of received<FromServer>(socket)) {
      if ('exit' in message) return message.exit;
      if ('out' in message) dialog.screen.write(message.out);
      else if ('completions' in message) completion.take(message.completions);
      else if ('err' in message) dialog.screen.writeError(message.err);
      else if (message.ask === 'line') {
        void dialog.readLine(message.prompt).then((line) => {
          send(socket, line === INTERRUPTED ? { lineInterrupted: true } : { line: line ?? null });
        });
      } else void dialog.readKey().then((key) => send(socket, { key: key ?? null }));
    }
    dialog.screen.freshLine();
    dialog.screen.writeError('clausal: the server has gone away\n', 'error');
    return 1;
  } finally {
    completion.by(undefined);
    release();
    socket.destroy();
  }
}
