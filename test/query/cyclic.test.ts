/** Infinite terms, which `X = f(X)` makes, go through queries and answers without hanging anything. */
import { ClauseStore, compareTerms, type Term, v, writeTerm } from 'clausal';
import { describe, expect, test } from 'vitest';
import { copyTerm } from '../../src/term/copy.ts';
import { isAcyclic } from '../../src/term/walk.ts';
import { refusal } from '../support/refusal.ts';

const db = new ClauseStore();
db.consult('same(X, X). fact(f(Y), Y). fact(a, b). loop(X) :- X = g(X, 1).');

test.each<[goal: string, count: number]>([
  ['X = f(X)', 1],
  ['X = f(X), Y = f(Y), X = Y', 1],
  ['X = f(X), Y = f(Y), X == Y', 1],
  ['X = f(X), Y = f(f(Y)), X = Y', 1],
  ['X = f(X), Y = f(f(Y)), X == Y', 1],
  ['X = f(X), Y = f(Y), X \\= Y', 0],
  ['X = f(X), Y = f(Y), X @< Y', 0],
  ['X = f(X), Y = f(Y), compare(=, X, Y)', 1],
  ['X = f(X), Y = g(Y), X = Y', 0],
  ['X = f(X, 1), Y = f(Y, 2), X = Y', 0],
  ['X = f(X, 1), Y = f(Y, 2), X @< Y', 1],
  ['X = f(X, A), Y = f(Y, 2), X = Y, A == 2', 1],
  ['X = f(X), Y = f(Y), X =@= Y', 1],
  ['X = f(X), copy_term(X, Y), X == Y', 1],
  ['X = [a | X], Y = [a, a | Y], X = Y', 1],
  ['X = [a | X], X = [a, a, a, Z | _], Z == a', 1],
  ['X = f(X), same(X, Y), X == Y', 1],
  ['same(X, f(X)), X = f(f(f(_)))', 1],
  ['loop(X), loop(Y), X == Y', 1],
  ['fact(X, X), X = f(f(_))', 1],
  ['X = f(X), cyclic_term(X), \\+ acyclic_term(X)', 1],
  ['X = f(X), ground(X), term_variables(X, [])', 1],
  ['X = f(X, V), term_variables(X, [W]), V == W', 1],
  ['X = f(X), findall(X, true, [Y]), X == Y', 1],
  ['X = f(X), member(X, [a, X, f(X)])', 2],
  ['X = f(X), fact(X, Y), X == Y', 1],
  ['X = f(X), \\+ X = a, (X = b -> fail ; true)', 1],
  ['X = [a | X], \\+ is_list(X)', 1],
  ['X = f(X), sort([X, X, a, X], [a, Y]), X == Y', 1],
  ['X = f(X), functor(X, f, 1), arg(1, X, Y), X == Y, X =.. [f, Y]', 1],
  ['unify_with_occurs_check(X, f(X))', 0],
  ['aggregate_all(count, (X = f(X), member(_, [a, b])), 2)', 1],
])('%s has %i solutions', (goal, count) => {
  expect(db.query(goal, { time: 20_000 }).count()).toBe(count);
});

test.each<[goal: string, error: string]>([
  ['X = [a | X], length(X, N)', 'type_error'],
  ['X = (true, X), call(X)', 'representation_error'],
  ['X = f(X), Y is X', 'type_error'],
])('%s is a %s', (goal, code) => {
  expect(() => db.query(goal, { time: 20_000 }).first()).toThrow(expect.objectContaining({ code }));
});

describe('an answer with an infinite term', () => {
  const solution = db.query('X = f(X, a)').first()!;

  test('has it as a value that contains itself', () => {
    let value = solution.X as { f: [typeof solution.X, string] };
    for (let i = 0; i < 100; i++) {
      expect(value.f[1]).toBe('a');
      value = value.f[0] as typeof value;
    }
  });

  test('has it as a term that can be copied, compared and written', () => {
    const { X } = solution.terms as { X: Term };
    expect(isAcyclic(X)).toBe(false);
    expect(compareTerms(X, copyTerm(X))).toBe(0);
    expect(writeTerm(X).length).toBeLessThan(200);
    expect(String(solution.term).length).toBeLessThan(500);
  });

  test('can be asked with, but not asserted', () => {
    const { X } = solution.terms as { X: Term };
    expect(refusal(() => db.assertz({ keep: X }))).toBe('representation_error(cyclic_term)');
    expect(refusal(() => db.assertz({ keep: [v('Y'), { g: X }] }))).toBe('representation_error(cyclic_term)');
    expect([...db.predicates()]).not.toContain('keep/1');
  });
});

test('retract of a fact that matches only infinitely is one', () => {
  const own = new ClauseStore();
  own.consult('p(Y, Y). p(a, b).');
  const solution = own.retract('p(X, f(X))')!;
  expect(Object.keys(solution)).toEqual(['X']);
  expect(isAcyclic((solution.terms as { X: Term }).X)).toBe(false);
  expect(own.query('p(X, Y)').toArray()).toEqual([{ X: 'a', Y: 'b' }]);
});
