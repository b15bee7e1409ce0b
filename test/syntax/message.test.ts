/** Messages as errors and terms carry them; that the texts are SWI-Prolog's, an oracle test says. */
import { describe, expect, test } from 'vitest';
import { errorMessage } from '../../src/syntax/message.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import {
  existenceError,
  indicator,
  instantiationError,
  PrologError,
  typeError,
} from '../../src/term/error.ts';
import { atom, compound, int } from '../../src/term/term.ts';

describe('errorMessage', () => {
  test.each([
    ['error(type_error(integer, a), _)', "Type error: `integer' expected, found `a' (an atom)"],
    [
      'error(instantiation_error, context(system:(is)/2, _))',
      'is/2: Arguments are not sufficiently instantiated',
    ],
    ['error(existence_error(http_session, x), _)', "http_session `x' does not exist"],
    ['error(existence_error(procedure, foo/2), foo/2)', 'Unknown procedure: foo/2'],
    [
      "error(permission_error(modify, static_procedure, (',')/2), _)",
      "No permission to modify static procedure `(',')/2'",
    ],
    [
      'error(evaluation_error(zero_divisor), context(system:(/)/2, _))',
      "//2: Arithmetic: evaluation error: `zero_divisor'",
    ],
    ['error(resource_error(inferences), _)', 'Not enough resources: inferences'],
    ['error(domain_error(d, 1), context(_, why))', "Domain error: `d' expected, found `1' (why)"],
    ['error(foo, _)', 'Unknown error term: foo'],
    ['error(__proto__, _)', 'Unknown error term: __proto__'],
    ['foo(bar)', 'Unhandled exception: Unknown message: foo(bar)'],
    ['constructor', 'Unhandled exception: Unknown message: constructor'],
    ['time_limit_exceeded', 'Time limit exceeded'],
  ])('%s', (term, message) => {
    expect(errorMessage(readTerm(term.replaceAll('__proto__', "'__proto__'")))).toBe(
      message.replace('__proto__', "'__proto__'"),
    );
  });
});

describe('printing', () => {
  test('an error has the message of its term', () => {
    expect(typeError('integer', atom('a')).message).toBe(
      "Type error: `integer' expected, found `a' (an atom)",
    );
    expect(existenceError('procedure', indicator('foo', 2)).message).toBe('Unknown procedure: foo/2');
    expect(String(instantiationError())).toBe('PrologError: Arguments are not sufficiently instantiated');
    expect(new PrologError(int(1)).message).toBe('Unhandled exception: Unknown message: 1');
  });

  test('a term is its writeq/1 text', () => {
    expect(`${compound('cart', [atom('A b'), int(3)])}`).toBe("cart('A b',3)");
  });
});
