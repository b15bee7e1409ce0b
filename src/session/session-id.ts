/** Session ids: random bits in groups of four hexadecimal digits, and the route where there is one. */
import { randomBytes } from 'node:crypto';

/** Gives so many random bytes. */
export type Random = (bytes: number) => Uint8Array;

/** The operating system's generator of random numbers for cryptography. */
export const systemRandom: Random = (bytes) => randomBytes(bytes);

/** A new id: `http_session_cookie(-Cookie)` is det. `1f3a-…-09bc`, or `1f3a-…-09bc.route`. */
export function newSessionId(bits: number, route: string | undefined, random: Random): string {
  const bytes = random(bits / 8);
  let id = '';
  for (let i = 0; i < bytes.length; i++) {
    if (i > 0 && i % 2 === 0) id += '-';
    id += bytes[i]!.toString(16).padStart(2, '0');
  }
  return route ? `${id}.${route}` : id;
}

/** Whether a text could be an id; what is none is not even looked up. */
export function canBeSessionId(text: string): boolean {
  return text.length <= 512 && /^[\w.-]+$/.test(text);
}
