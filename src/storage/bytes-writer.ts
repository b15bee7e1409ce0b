/**
 * Writes numbers and texts into bytes, and seals them: the format's version and what they are in front, a checksum behind.
 * What a term looks like in them is for the formats to say.
 */
import { crc32 } from 'node:zlib';
import { resourceError, saying } from '../term/error.ts';

/** What sealed bytes are: one letter, their second byte. */
export const KINDS = { term: 0x74, session: 0x73 } as const;

export type Kind = keyof typeof KINDS;

/** How many bytes are there besides the content. */
export const HEAD_LENGTH = 2;
export const CHECKSUM_LENGTH = 4;

/** Buffers longer than this are not kept for the next one. */
const KEPT = 1 << 20;
const LONGEST = 2 ** 31 - 1;

/** A shorter text is written unit by unit, which is faster than a call of what Node.js has for it. */
const SHORT = 48;
const isLatin = /^[\0-\xff]*$/;

const one = new Float64Array(1);
const bytesOfOne = new Uint8Array(one.buffer);

export class ByteWriter {
  #bytes: Buffer = Buffer.allocUnsafeSlow(1024);
  #at = 0;

  /** Begins anew. */
  begin(version: number, kind: Kind): void {
    this.#bytes[0] = version;
    this.#bytes[1] = KINDS[kind];
    this.#at = HEAD_LENGTH;
  }

  /** What was written, with a checksum. */
  seal(): Buffer {
    const end = this.#room(CHECKSUM_LENGTH);
    const bytes = this.#bytes;
    bytes.writeUInt32LE(crc32(bytes.subarray(0, end)), end);
    const sealed = Buffer.allocUnsafe(end + CHECKSUM_LENGTH);
    bytes.copy(sealed, 0, 0, sealed.length);
    if (bytes.length > KEPT) this.#bytes = Buffer.allocUnsafeSlow(1024);
    return sealed;
  }

  byte(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
    this.#at = at + 1;
  }

  /** A whole number from 0 to 2 ** 53, seven bits in each byte, the low ones first. */
  natural(value: number): void {
    let at = this.#room(8);
    const bytes = this.#bytes;
    let rest = value;
    for (; rest > 0x7fffffff; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 0x80;
    for (; rest > 0x7f; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
    bytes[at++] = rest;
    this.#at = at;
  }

  /** A double, the low byte first. */
  double(value: number): void {
    one[0] = value;
    const at = this.#room(8);
    const bytes = this.#bytes;
    for (let i = 0; i < 8; i++) bytes[at + i] = bytesOfOne[i]!;
    this.#at = at + 8;
  }

  /** A text of any UTF-16: twice the length, and one more where a unit needs two bytes; then the units. */
  text(text: string): void {
    if (text.length < SHORT && this.#shortText(text)) return;
    const isWide = !isLatin.test(text);
    this.natural(text.length * 2 + (isWide ? 1 : 0));
    const at = this.#room(isWide ? text.length * 2 : text.length);
    this.#at = at + this.#bytes.write(text, at, isWide ? 'utf16le' : 'latin1');
  }

  /** Writes a short text whose units need one byte each; answers false when some need more. */
  #shortText(text: string): boolean {
    const { length } = text;
    let at = this.#room(length + 1);
    const bytes = this.#bytes;
    bytes[at++] = length * 2;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0xff) return false;
      bytes[at++] = unit;
    }
    this.#at = at;
    return true;
  }

  raw(source: Buffer, start = 0, end = source.length): void {
    const at = this.#room(end - start);
    source.copy(this.#bytes, at, start, end);
    this.#at = at + end - start;
  }

  /** Begins something that is to have its length in front of it; answers where. */
  beginPart(): number {
    this.byte(0);
    return this.#at;
  }

  /** Ends what was begun there. */
  endPart(start: number): void {
    const length = this.#at - start;
    if (length < 0x80) {
      this.#bytes[start - 1] = length;
      return;
    }
    // The length takes more than the one byte that is there for it.
    const part = Buffer.from(this.#bytes.subarray(start, this.#at));
    this.#at = start - 1;
    this.natural(length);
    this.raw(part);
  }

  /** Makes sure that there is room for `length` more bytes, and answers where they begin. */
  #room(length: number): number {
    const at = this.#at;
    if (at + length + CHECKSUM_LENGTH > this.#bytes.length) this.#grow(at + length + CHECKSUM_LENGTH);
    return at;
  }

  #grow(length: number): void {
    if (length > LONGEST) {
      throw resourceError('memory', saying(`more than ${LONGEST} bytes of a stored term or session`));
    }
    const larger = Buffer.allocUnsafeSlow(Math.min(LONGEST, Math.max(length, this.#bytes.length * 2)));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
