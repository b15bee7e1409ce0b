/** Predicates on integers with two results, and hashes. */
import { atom, compound, domainError, errorOf, int, Operators, type PrologError } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { bigintOf } from './arguments.ts';
import { bounded } from './bounds.ts';
import { variablesOf } from './term-variables.ts';
import { writeCanonical } from './writing.ts';

export const integerPredicates: PredicateTable = {
  'divmod/4': (dividend, divisor) => {
    const [a, b] = [bigintOf(dividend!), bigintOf(divisor!)];
    if (b === 0n) throw evaluationError();
    // The remainder has the sign of the divisor.
    const rest = ((a % b) + b) % b;
    return [dividend!, divisor!, int((a - rest) / b), int(rest)];
  },
  'nth_integer_root_and_remainder/4': (degree, number) => {
    const [n, value] = [bigintOf(degree!), bigintOf(number!)];
    const root = rootOf(n, value);
    return [degree!, number!, int(root), int(value - root ** n)];
  },
  'term_hash/2': (term, hash) => [
    term!,
    variablesOf(term!).length > 0 ? hash! : int(hashOf(writeCanonical(term!, OPERATORS))),
  ],
};

const OPERATORS = Operators.swi();

/** The integer part of a root, rounded towards zero. */
function rootOf(degree: bigint, value: bigint): bigint {
  if (degree < 1n) throw domainError('not_less_than_one', int(degree));
  if (value < 0n) {
    if (degree % 2n === 0n) throw evaluationError('undefined');
    return -rootOf(degree, -value);
  }
  if (value < 2n || degree === 1n) return value;
  // More than half of the bits of a root are right after each step of Newton's, so a start above it is soon there.
  const bits = BigInt(bounded(value.toString(16).length * 4));
  if (degree >= bits) return 1n;
  let root = 1n << (bits / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    if (next >= root) return root;
    root = next;
  }
}

/** Of 24 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return hash & 0xffffff;
}

function evaluationError(what = 'zero_divisor'): PrologError {
  return errorOf(compound('evaluation_error', [atom(what)]));
}
