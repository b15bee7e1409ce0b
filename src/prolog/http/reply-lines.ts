/** The fields of a reply as they are sent: names and texts by turns, each safe to send. */
import { type Field, sentName, sentText } from './field.ts';

export class ReplyLines {
  readonly #flat: string[] = [];

  /** Adds a field; of those that a reply has once, in place of the one that is there. */
  add(name: string, text: string): this {
    const sent = name === 'Connection' && !/^(close|keep-alive)$/i.test(text) ? 'close' : safe(text);
    const at = ONCE.has(name) ? this.#flat.findIndex((other, i) => i % 2 === 0 && other === name) : -1;
    if (at >= 0) this.#flat[at + 1] = sent;
    else this.#flat.push(name, sent);
    return this;
  }

  /** Adds a field that a handler wrote. */
  addField(field: Field): this {
    return this.add(sentName(field[0]), sentText(field));
  }

  get flat(): readonly string[] {
    return this.#flat;
  }
}

const ONCE = new Set(['Connection', 'Content-Length', 'Content-Type', 'Date', 'Location']);

export function isSentOnce(name: string): boolean {
  return ONCE.has(name);
}

/** Characters that a header cannot have are written as SWI-Prolog writes them; what would end a field is no part of it. */
function safe(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text
    .replace(/[\x00-\x08\x0a-\x1f\x7f]/g, '')
    .replace(/[^\t\x20-\xff]/gu, (char) => `\\x${char.codePointAt(0)!.toString(16)}\\`);
}
