/**
 * What programs read from standard input, byte for byte. The interpreter cannot wait for more: what has not come when it
 * reads is the end.
 */
import { InputText, type TextSource } from '../input-text.ts';

/** So many bytes are given at once, fewer than the interpreter asks for. */
const MOST = 1024;

/**
 * Gives the next byte, null at an end. There is also one behind each line, as at a terminal, so that the interpreter takes
 * no more than it needs: what is left is for whoever else reads.
 */
export function bytesOf(source: TextSource | InputText): () => number | null {
  const text = source instanceof InputText ? source : new InputText(source);
  let line = new Uint8Array();
  let read = 0;
  let given = 0;
  return () => {
    if (given > 0 && (given === MOST || read === line.length)) {
      given = 0;
      return null;
    }
    if (read === line.length) {
      if (text.isEmpty) return null;
      line = Buffer.from(text.takeLine());
      read = 0;
    }
    given++;
    return line[read++]!;
  };
}
