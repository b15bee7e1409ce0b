/** The memory of an interpreter: numbers at addresses, and text as C has it. */
import { representationError } from '../../index.ts';
import type { Address, Functions } from './interpreter.ts';

/** Bytes that are there for text without being asked for. */
const ROOM = 1 << 16;

/** Text up to here is decoded by hand: the decoder takes longer to start than to work. */
const SHORT = 24;

/** Halves of characters, which SWI-Prolog has no texts with. */
const SURROGATES = /\p{Surrogate}/u;

export class Memory {
  readonly #c: Functions;
  readonly #memory: WebAssembly.Memory;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  readonly #room: Address;
  /** Two places for results of functions, of eight bytes each. */
  readonly first: Address;
  readonly second: Address;
  #bytes = new Uint8Array();
  #view = new DataView(new ArrayBuffer(0));

  constructor(c: Functions, memory: WebAssembly.Memory) {
    this.#c = c;
    this.#memory = memory;
    this.first = c._malloc(16);
    this.second = this.first + 8;
    this.#room = c._malloc(ROOM);
  }

  int(address: Address): number {
    return this.#current().getInt32(address, true);
  }

  long(address: Address): bigint {
    return this.#current().getBigInt64(address, true);
  }

  double(address: Address): number {
    return this.#current().getFloat64(address, true);
  }

  text(address: Address, length: number): string {
    this.#current();
    const bytes = this.#bytes;
    if (length <= SHORT) {
      let text = '';
      for (let i = 0; i < length; i++) {
        const byte = bytes[address + i]!;
        if (byte > 127) return this.#decoder.decode(bytes.subarray(address, address + length));
        text += String.fromCharCode(byte);
      }
      return text;
    }
    return this.#decoder.decode(bytes.subarray(address, address + length));
  }

  /**
   * Calls a function with the address and the length of a text, with a zero behind it, which is gone afterwards.
   * @throws PrologError for half a character
   */
  withText<T>(text: string, fn: (address: Address, length: number) => T): T {
    if (SURROGATES.test(text)) throw representationError('character_code');
    const most = text.length * 3 + 1;
    const address = most <= ROOM ? this.#room : this.#c._malloc(most);
    try {
      this.#current();
      const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(address, address + most));
      this.#bytes[address + written] = 0;
      return fn(address, written);
    } finally {
      if (address !== this.#room) this.#c._free(address);
    }
  }

  /** The memory grows, and then it is another one. */
  #current(): DataView {
    const { buffer } = this.#memory;
    if (this.#view.buffer !== buffer) {
      this.#view = new DataView(buffer);
      this.#bytes = new Uint8Array(buffer);
    }
    return this.#view;
  }
}
