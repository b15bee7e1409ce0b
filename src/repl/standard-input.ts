/** Standard input as text that arrives when it is asked for, so that a prompt and its programs can share it. */
import { InputText } from '../prolog/tau.ts';
import type { Screen } from './screen.ts';

/** Until a `Terminal` edits the lines, a terminal is shown prompts and edits them itself. */
export function standardInput(screen: Screen): InputText {
  const { stdin, stdout } = process;
  return new InputText((prompt) => {
    if (stdin.isTTY && stdout.isTTY) screen.write(prompt);
    return nextPiece(stdin).finally(() => stdin.isTTY && screen.lineBegan());
  });
}

function nextPiece(stream: NodeJS.ReadStream): Promise<string | undefined> {
  if (stream.readableEnded || stream.destroyed) return Promise.resolve(undefined);
  stream.setEncoding('utf8');
  return new Promise((resolve) => {
    const settle = (text: string | undefined): void => {
      stream.pause().off('data', settle).off('end', end).off('error', end).off('close', end);
      resolve(text);
    };
    const end = (): void => settle(undefined);
    stream.on('data', settle).on('end', end).on('error', end).on('close', end).resume();
  });
}
