/** Bytes that something has happened to. */
import { crc32 } from 'node:zlib';

/** Every copy of the bytes in which one bit is another one. */
export function* flipped(bytes: Buffer): Generator<Buffer> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = Buffer.from(bytes);
    copy[bit >> 3]! ^= 1 << (bit & 7);
    yield copy;
  }
}

/** Every beginning of the bytes but the whole. */
export function* truncated(bytes: Buffer): Generator<Buffer> {
  for (let length = 0; length < bytes.length; length++) yield bytes.subarray(0, length);
}

/** The bytes with every one byte more. */
export function* extended(bytes: Buffer): Generator<Buffer> {
  for (let byte = 0; byte < 256; byte++) yield Buffer.concat([bytes, Buffer.of(byte)]);
}

/** The bytes with the checksum that they should have: what somebody writes who means it. */
export function forged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const end = Math.max(0, copy.length - 4);
  if (copy.length >= 4) copy.writeUInt32LE(crc32(copy.subarray(0, end)), end);
  return copy;
}
