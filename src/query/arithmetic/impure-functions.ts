/**
 * The functions whose value is another one each time. They ask the machine itself: a program that must be repeatable
 * does without them.
 */
import { domainError } from '../../term/error.ts';
import { Float, type Int, int } from '../../term/term.ts';
import { bitLength, boundBits, integerOf, type Numeric } from './numeric.ts';

/** `random(N)`: an integer from 0 up to but without N. */
export function random(a: Numeric): Int {
  const bound = integerOf(a);
  if (bound < 1) throw domainError('not_less_than_one', a);
  if (bound <= 2 ** 32) return int(Math.floor(Math.random() * Number(bound)));
  // 64 bits more than needed make all values as good as equally likely.
  let bits = 0n;
  for (let i = boundBits(bitLength(bound) + 64); i > 0; i -= 32) {
    bits = (bits << 32n) | BigInt(Math.floor(Math.random() * 2 ** 32));
  }
  return int(bits % BigInt(bound));
}

/** `random_float`: between 0.0 and 1.0, and neither of them. */
export function randomFloat(): Float {
  return new Float(Math.random() || Number.EPSILON);
}

/** `cputime`: the seconds of processor time that this process has used. */
export function cputime(): Float {
  return new Float(process.cpuUsage().user / 1e6);
}
