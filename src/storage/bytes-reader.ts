/**
 * Reads what bytes-writer.ts writes, and takes nothing on trust: bytes that were damaged, cut short or added to are refused
 * with an error that says what was expected and where.
 */
import { crc32 } from 'node:zlib';
import { domainError, type PrologError, saying } from '../term/error.ts';
import { Atom, int, type Term } from '../term/term.ts';
import { CHECKSUM_LENGTH, HEAD_LENGTH, KINDS, type Kind } from './bytes-writer.ts';

/** Reads what one format has written. */
export interface FormatReader {
  /** The next term, with variables of its own. */
  term(): Term;
  /** The next term, of which the names are its own in any format. */
  termApart(): Term;
  /** A number of a session's state. */
  number(): number;
  /** The place of the next fact. */
  place(): number;
}

/** What the checksum of bytes is that have their own checksum at their end. */
const SOUND = 0x2144df1c;

/** How many bytes an error shows. */
const SHOWN = 16;

const one = new Float64Array(1);
const bytesOfOne = new Uint8Array(one.buffer);

/** Names that were read: the same few come again and again, and are to be one string each in memory. */
const KNOWN_NAMES = 1024;
const LONGEST_KNOWN = 24;
const knownNames: string[] = new Array<string>(KNOWN_NAMES).fill('');

export class ByteReader {
  readonly version: number;
  readonly #bytes: Buffer;
  readonly #kind: Kind;
  readonly #end: number;
  #at = HEAD_LENGTH;

  /**
   * @param newest The last version of the format that can be read.
   * @throws PrologError `domain_error(stored_term, Bytes)` for damaged bytes, `domain_error(stored_term_version, Version)` for
   * those of a later release; `stored_session` for sessions. TypeError for what is not bytes.
   */
  constructor(source: Uint8Array, kind: Kind, newest: number) {
    if (!(source instanceof Uint8Array)) {
      throw new TypeError(`stored ${kind}: ${typeof source} ${String(source)}; a Uint8Array was expected`);
    }
    const bytes = Buffer.isBuffer(source)
      ? source
      : Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    this.#bytes = bytes;
    this.#kind = kind;
    this.#end = bytes.length - CHECKSUM_LENGTH;
    const version = bytes.length === 0 ? 0 : bytes[0]!;
    this.version = version;
    const least = HEAD_LENGTH + 1 + CHECKSUM_LENGTH;
    if (bytes.length < least) throw this.failure(`${least} bytes or more`, bytes.length);
    if (crc32(bytes) !== SOUND) {
      const later = version > newest ? `, or format ${version}, of a later release` : '';
      throw this.failure(`the checksum of the bytes before it${later}`, this.#end);
    }
    if (bytes[1] !== KINDS[kind]) throw this.failure(`the letter of a ${kind}`, 1);
    if (version > newest || version === 0) {
      const readable = newest === 1 ? 'format 1' : `formats 1 to ${newest}`;
      throw domainError(`stored_${kind}_version`, int(version), saying(`this release reads ${readable}`));
    }
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#end - this.#at;
  }

  /** Where it is. */
  get at(): number {
    return this.#at;
  }

  /** All bytes. */
  get source(): Buffer {
    return this.#bytes;
  }

  /** Reads the length of what comes next; answers where that ends. */
  partEnd(): number {
    const length = this.count();
    return this.#at + length;
  }

  skipTo(end: number): void {
    this.#at = end;
  }

  /** @throws PrologError unless it is a whole number that was read. */
  whole(value: number): number {
    if (!Number.isSafeInteger(value)) throw this.failure(`a whole number, not ${value}`);
    return value;
  }

  byte(): number {
    if (this.#at >= this.#end) throw this.failure('more bytes');
    return this.#bytes[this.#at++]!;
  }

  natural(): number {
    const first = this.byte();
    return first < 0x80 ? first : this.#longNatural(first);
  }

  #longNatural(first: number): number {
    const start = this.#at - 1;
    let value = first & 0x7f;
    let next = 0x80;
    for (let unit = 128; next >= 0x80; unit *= 128) {
      next = this.byte();
      value += (next & 0x7f) * unit;
      if (!(value <= Number.MAX_SAFE_INTEGER)) throw this.failure('a number up to 2 ** 53 - 1', start);
    }
    return value;
  }

  /** A number of things of which each takes a byte or more, when others are to come that take as many as `owed`. */
  count(owed = 0): number {
    const start = this.#at;
    const count = this.natural();
    const most = Math.max(0, this.left - owed);
    if (count > most) throw this.failure(`a count of at most ${most}, not ${count}`, start);
    return count;
  }

  double(): number {
    const at = this.#take(8);
    for (let i = 0; i < 8; i++) bytesOfOne[i] = this.#bytes[at + i]!;
    return one[0]!;
  }

  text(): string {
    const header = this.natural();
    const length = Math.floor(header / 2);
    if (header % 2 === 0) {
      const at = this.#take(length);
      return this.#bytes.toString('latin1', at, at + length);
    }
    const at = this.#take(length * 2);
    return this.#bytes.toString('utf16le', at, at + length * 2);
  }

  /** The same for a text that is likely to be read again. */
  name(): string {
    const bytes = this.#bytes;
    const start = this.#at;
    const header = this.byte();
    const length = header >> 1;
    if ((header & 1) !== 0 || length > LONGEST_KNOWN || length > this.left) {
      this.#at = start;
      return this.text();
    }
    const at = this.#at;
    let hash = length;
    for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + bytes[at + i]!) | 0;
    const slot = (hash ^ (hash >>> 12)) & (KNOWN_NAMES - 1);
    const known = knownNames[slot]!;
    this.#at = at + length;
    if (known.length === length) {
      let i = 0;
      while (i < length && known.charCodeAt(i) === bytes[at + i]) i++;
      if (i === length) return known;
    }
    const name = bytes.toString('latin1', at, at + length);
    knownNames[slot] = name;
    return name;
  }

  /** A whole number of so many bytes, the high ones first. */
  magnitude(): bigint {
    const length = this.count();
    if (length === 0) throw this.failure('a length', this.#at - 1);
    const at = this.#take(length);
    return BigInt(`0x${this.#bytes.toString('hex', at, at + length)}`);
  }

  /** @throws PrologError unless all has been read. */
  finish(): void {
    if (this.#at !== this.#end) throw this.failure(`the end, not ${this.left} bytes more`);
  }

  /** The error that something else was expected, at a place or else at the byte that was read last. */
  failure(expected: string, at = this.#at - 1): PrologError {
    const bytes = this.#bytes;
    const shown = bytes
      .subarray(0, SHOWN)
      .toString('hex')
      .replace(/..(?=.)/g, '$& ');
    const found = new Atom(bytes.length > SHOWN ? `${shown} ...` : shown);
    const where = `byte ${at} of ${bytes.length}: expected ${expected}`;
    return domainError(`stored_${this.#kind}`, found, saying(where));
  }

  /** Goes on by `length` bytes and answers where they begin. */
  #take(length: number): number {
    const at = this.#at;
    if (length > this.#end - at) throw this.failure(`${length} bytes more, not ${this.#end - at}`, at);
    this.#at = at + length;
    return at;
  }
}
