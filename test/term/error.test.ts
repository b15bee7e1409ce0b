/** Error terms: their ISO forms, the code and the text that an error has. */
import { atom, compound, int, list, PrologError, str, Var } from 'clausal';
import { describe, expect, test } from 'vitest';
import * as errors from '../../src/term/error.ts';
import type { Compound } from '../../src/term/term.ts';

const foo = compound('foo', [int(1)]);

test.each<[code: string, error: PrologError, formal: string]>([
  ['instantiation_error', errors.instantiationError(), 'instantiation_error'],
  ['type_error', errors.typeError('integer', foo), 'type_error(integer,foo(1))'],
  ['domain_error', errors.domainError('order', atom('x')), 'domain_error(order,x)'],
  [
    'existence_error',
    errors.existenceError('procedure', errors.indicator('f', 2)),
    'existence_error(procedure,f/2)',
  ],
  [
    'permission_error',
    errors.permissionError('modify', 'static_procedure', errors.indicator('atom', 1)),
    'permission_error(modify,static_procedure,atom/1)',
  ],
  ['representation_error', errors.representationError('cyclic_term'), 'representation_error(cyclic_term)'],
  ['evaluation_error', errors.evaluationError('zero_divisor'), 'evaluation_error(zero_divisor)'],
  ['resource_error', errors.resourceError('inferences'), 'resource_error(inferences)'],
])('%s is error(Formal, Context) and prints', (code, error, formal) => {
  expect(error).toBeInstanceOf(PrologError);
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code]).toEqual(['PrologError', code]);
  const { name, args } = error.term as Compound;
  expect([name, args.length, String(args[0])]).toEqual(['error', 2, formal]);
  expect(args[1]).toBeInstanceOf(Var);
  expect(error.message).not.toBe('');
  expect(error.stack).toContain(error.message.split('\n')[0]);
});

test('the context is what the caller gives', () => {
  const context = compound('context', [errors.indicator('is', 2), new Var()]);
  expect((errors.typeError('evaluable', foo, context).term as Compound).args[1]).toBe(context);
});

describe('any term can be thrown', () => {
  test.each([
    ['unhandled', atom('ball')],
    ['unhandled', int(1)],
    ['unhandled', new Var()],
    ['unhandled', compound('error', [atom('just_one')])],
    ['unhandled', compound('error', [int(1), new Var()])],
    ['unhandled', compound('other', [atom('type_error'), new Var()])],
    ['my_error', compound('error', [atom('my_error'), new Var()])],
    ['my_error', compound('error', [compound('my_error', [int(1)]), new Var()])],
    ['__proto__', compound('error', [atom('__proto__'), new Var()])],
  ])('with the code %s: %s', (code, term) => {
    const error = new PrologError(term);
    expect(error.code).toBe(code);
    expect(error.term).toBe(term);
    expect(typeof error.message).toBe('string');
  });

  test('whatever is in the places of an ISO error', () => {
    for (const culprit of [new Var(), str('s'), list([foo]), compound('__proto__', [foo])]) {
      for (const name of [
        'type_error',
        'existence_error',
        'permission_error',
        'syntax_error',
        'resource_error',
      ]) {
        for (const args of [[], [culprit], [culprit, culprit], [culprit, culprit, culprit]]) {
          const error = new PrologError(compound('error', [compound(name, args), culprit]));
          expect([error.code, error.message === '']).toEqual([name, false]);
        }
      }
    }
  });
});

test('terms print as writeq writes them', () => {
  expect(`${compound('f', [atom('A b'), str('s'), list([int(1)], atom('x'))])}`).toBe(`f('A b',"s",[1|x])`);
});
