/** What a handler writes: a header, and content that is kept until it is done, or sent as it comes. */
import type { Field } from './field.ts';
import { type Asked, fieldsOf, type Head, headerEnd, headOf } from './header.ts';
import type { HttpFiles } from './http-files.ts';

/** Sends a piece; answers whether the client takes what is sent. */
export type Send = (bytes: Uint8Array) => boolean;
/** Begins a reply that is sent in pieces. */
export type Begin = (head: Head) => Send;

/** So many bytes may a handler write, or a client leave behind. */
export const MOST_WRITTEN = 64 * 1024 * 1024;

/** So many bytes an empty line and the end of the one before it have. */
const LONGEST_END = 3;

/** So many heads of replies are remembered, of headers up to that length. */
const MOST_HEADS = 256;
const MOST_TEXT = 256;
const heads = new Map<string, Head>();

export class Written {
  readonly #asked: Asked;
  /** Tells of the fields that are sent besides. */
  readonly #files: Pick<HttpFiles, 'sent'>;
  /** Is told of the head of a reply that is sent in pieces, and takes them. */
  readonly #begin: Begin;
  #chunks: Uint8Array[] = [];
  #send: Send | undefined;
  #length = 0;
  /** The header, when it is whole, and where the content begins. */
  #header: { readonly text: string; readonly start: number } | undefined;
  /** The last bytes of what was looked through for the end of the header. */
  #near: Uint8Array = new Uint8Array();
  /** Why the reply cannot be sent. */
  #failure: { readonly error: unknown } | undefined;

  constructor(asked: Asked, files: Pick<HttpFiles, 'sent'>, begin: Begin) {
    this.#asked = asked;
    this.#files = files;
    this.#begin = begin;
  }

  /** Whether pieces have been sent. */
  get isSent(): boolean {
    return this.#send !== undefined;
  }

  /**
   * Takes what was written next; answers whether that is not too much, and can be sent. An error does not go through the
   * interpreter that writes, which it would leave in the middle of it.
   */
  take(bytes: Uint8Array): boolean {
    if (this.#failure !== undefined) return false;
    try {
      return this.#take(bytes);
    } catch (error) {
      this.#failure = { error };
      return false;
    }
  }

  /** @throws what kept the reply from being sent: PrologError for a bad header */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #take(bytes: Uint8Array): boolean {
    if (this.#send !== undefined) return this.#send(bytes);
    this.#length += bytes.length;
    if (this.#length > MOST_WRITTEN) return false;
    this.#chunks.push(bytes);
    if (this.#header === undefined) this.#look(bytes);
    return true;
  }

  /** Begins to send when the header is whole and says so. */
  #look(added: Uint8Array): void {
    const near = Buffer.concat([this.#near, added]);
    this.#near = near.subarray(-LONGEST_END);
    if (headerEnd(near) === undefined) return;
    const bytes = this.#whole();
    const ends = headerEnd(bytes)!;
    const text = textOf(bytes.subarray(0, ends.end));
    this.#header = { text, start: ends.start };
    const saysTransfer =
      /^transfer-encoding\s*:/im.test(text) ||
      this.#files.sent.some(([name]) => name === 'transfer_encoding');
    if (!saysTransfer) return;
    const head = headOf([...this.#files.sent, ...fieldsOf(text)], this.#asked);
    if (!head.isChunked) return;
    this.#send = this.#begin(head);
    if (ends.start < bytes.length) this.#send(bytes.subarray(ends.start));
  }

  /** The fields that were written before an error. */
  fields(): Field[] {
    return fieldsOf(this.#header?.text ?? textOf(this.#whole()));
  }

  /** The whole reply, with what was sent first. Undefined where there is no header. @throws PrologError for a bad one */
  reply(): { readonly head: Head; readonly content: Uint8Array } | undefined {
    if (this.#header === undefined) return undefined;
    const { text, start } = this.#header;
    const { sent } = this.#files;
    const head =
      sent.length === 0 ? this.#knownHead(text) : headOf([...sent, ...fieldsOf(text)], this.#asked);
    return { head, content: this.#whole().subarray(start) };
  }

  /** Most handlers write the same headers again and again. */
  #knownHead(text: string): Head {
    const { connection, isModern } = this.#asked;
    const key = JSON.stringify([connection ?? null, isModern, text]);
    let head = heads.get(key);
    if (head === undefined) {
      head = headOf(fieldsOf(text), this.#asked);
      if (text.length <= MOST_TEXT) {
        if (heads.size >= MOST_HEADS) heads.clear();
        heads.set(key, head);
      }
    }
    return head;
  }

  #whole(): Uint8Array {
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!;
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
