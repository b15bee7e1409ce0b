/** Session ids: random bits in groups of four hexadecimal digits, and the route where there is one. */
import { randomBytes } from 'node:crypto';

/** Gives so many random bytes. */
export type Random = (bytes: number) => Uint8Array;

/** So many random bytes are taken at once: asking for them is what takes time. */
const POOL = 4096;

let pool = Buffer.alloc(0);
let used = 0;

/** The operating system's generator of random numbers for cryptography. No byte is given twice. */
export const systemRandom: Random = (bytes) => {
  if (used + bytes > pool.length) {
    pool = randomBytes(Math.max(POOL, bytes));
    used = 0;
  }
  const taken = Uint8Array.prototype.slice.call(pool, used, used + bytes);
  pool.fill(0, used, used + bytes);
  used += bytes;
  return taken;
};

/** A new id: `http_session_cookie(-Cookie)` is det. `1f3a-…-09bc`, or `1f3a-…-09bc.route`. */
export function newSessionId(bits: number, route: string | undefined, random: Random): string {
  const bytes = random(bits / 8);
  const groups: string[] = [];
  for (let i = 0; i < bytes.length; i += 2) groups.push(HEX[bytes[i]!]! + HEX[bytes[i + 1]!]!);
  const id = groups.join('-');
  return route ? `${id}.${route}` : id;
}

/** A byte in hexadecimal digits. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Whether a text could be an id; what is none is not even looked up. */
export function canBeSessionId(text: string): boolean {
  return text.length <= 512 && /^[\w.-]+$/.test(text);
}
