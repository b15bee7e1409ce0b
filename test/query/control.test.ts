/** How goals are put together: order, backtracking, commitment, negation, and what is no goal. */
import { ClauseStore, compound, int, Var, v } from 'clausal';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/refusal.ts';

const db = new ClauseStore();
db.consult(`
  p(1). p(2). p(3).
  q(2). q(3). q(4).
  r(X) :- p(X), q(X).
  s(G) :- G.
  t(X) :- ( p(X), X > 1 -> true ; X = none ).
  empty(_) :- fail.
  colour(red). colour(green).
  nested(L) :- findall(X-Y, (p(X), q(Y), X > Y), L).
`);

/** The values of X in each solution. */
function xs(goal: string): unknown[] {
  return Array.from(db.query(goal), ({ X }) => X);
}

test.each<[goal: string, xs: unknown[]]>([
  ['p(X)', [1, 2, 3]],
  ['p(X), q(X)', [2, 3]],
  ['r(X)', [2, 3]],
  ['p(X), q(Y), X > Y', [3]],
  ['p(X) ; q(X)', [1, 2, 3, 2, 3, 4]],
  ['(p(X) ; q(X)), X > 2', [3, 3, 4]],
  ['X = a ; X = b ; X = c', ['a', 'b', 'c']],
  ['fail ; X = 1', [1]],
  ['false, X = 1', []],
  ['true, X = 1', [1]],
  ['(p(X) -> true ; X = none)', [1]],
  ['(p(X), X > 9 -> true ; X = none)', ['none']],
  ['(p(Y), Y > 1 -> q(X) ; X = none)', [2, 3, 4]],
  ['(true -> p(X))', [1, 2, 3]],
  ['(fail -> p(X))', []],
  ['(fail -> X = 1 ; fail -> X = 2 ; X = 3)', [3]],
  ['(p(X) *-> true ; X = none)', [1, 2, 3]],
  ['(fail *-> true ; X = none)', ['none']],
  ['(p(Y), Y > 1 *-> q(X), X > Y ; X = none)', [3, 4, 4]],
  ['t(X)', [2]],
  ['p(X), (X > 1 -> Y = big ; Y = small), Y == big', [2, 3]],
  ['p(X), \\+ q(X)', [1]],
  ['p(X), \\+ \\+ q(X)', [2, 3]],
  ['\\+ X = 1', []],
  ['\\+ \\+ X = 1, X = 2', [2]],
  ['\\+ empty(_), X = 1', [1]],
  ['once(p(X))', [1]],
  ['once((p(X), X > 1))', [2]],
  ['ignore(p(X))', [1]],
  ['ignore((X = 1, fail)), X = 2', [2]],
  ['not(empty(_)), X = 1', [1]],
  ['call(p, X)', [1, 2, 3]],
  ['G = p(X), call(G)', [1, 2, 3]],
  ['G = p(X), G', [1, 2, 3]],
  ['G = (p(X), q(X)), G', [2, 3]],
  ['G = (p(X) ; q(X)), once(G)', [1]],
  ['s(p(X))', [1, 2, 3]],
  ['s((p(X), X > 2))', [3]],
  ['call((p(X), q(X)))', [2, 3]],
  ['call(call, call, p(X))', [1, 2, 3]],
  ['call(plus(1), 2, X)', [3]],
  ['call(plus, 1, 2, X)', [3]],
  ['forall(p(Y), Y > 0), X = yes', ['yes']],
  ['forall(p(Y), Y > 1), X = yes', []],
  ['forall(empty(_), fail), X = yes', ['yes']],
  ['findall(Y, p(Y), X)', [[1, 2, 3]]],
  ['findall(Y, empty(Y), X)', [[]]],
  ['findall(Y-Z, (p(Y), q(Z), Y > Z), X)', [[{ '-': [3, 2] }]]],
  ['nested(X)', [[{ '-': [3, 2] }]]],
  ['findall(Y, p(Y), [1 | X])', [[2, 3]]],
  ['findall(Y, p(Y), X, [z])', [[1, 2, 3, 'z']]],
  ['p(Y), findall(Z, (q(Z), Z > Y), X)', [[2, 3, 4], [3, 4], [4]]],
  ['aggregate_all(count, p(_), X)', [3]],
  ['aggregate_all(count, empty(_), X)', [0]],
  ['aggregate_all(sum(Y), p(Y), X)', [6]],
  ['aggregate_all(sum(Y * 2.0), p(Y), X)', [12]],
  ['aggregate_all(sum(Y), empty(Y), X)', [0]],
  ['aggregate_all(max(Y), p(Y), X)', [3]],
  ['aggregate_all(min(Y), p(Y), X)', [1]],
  ['aggregate_all(max(Y), empty(Y), X)', []],
  ['aggregate_all(max(Z, Y), (p(Y), Z is -Y), max(_, X))', [1]],
  ['aggregate_all(min(Y, w(Y)), p(Y), min(_, X))', [{ w: 1 }]],
  ['aggregate_all(bag(Y), (p(Y) ; q(Y)), X)', [[1, 2, 3, 2, 3, 4]]],
  ['aggregate_all(set(Y), (q(Y) ; p(Y)), X)', [[1, 2, 3, 4]]],
  ['member(X, [a, B, c])', ['a', expect.any(Var), 'c']],
  ['member(f(X), [f(1), g(2), f(3)])', [1, 3]],
  ['memberchk(X, [a, b])', ['a']],
  ['memberchk(a, [X | _])', ['a']],
  ['between(1, 3, X)', [1, 2, 3]],
  ['between(3, 1, X)', []],
  ['between(1, 3, 2), X = yes', ['yes']],
  [
    'between(9007199254740990, 9007199254740993, X)',
    [9007199254740990, 9007199254740991, 2n ** 53n, 2n ** 53n + 1n],
  ],
  ['length([a, b], X)', [2]],
  ['length(X, 0)', [[]]],
  ['length([a | X], 1)', [[]]],
  ['length([a, b], 3), X = 1', []],
  ['X = f(Y), Y = 1', [{ f: 1 }]],
  ['f(X, 2) = f(1, Y)', [1]],
  ['X = 1, X \\= 2', [1]],
  ['X \\= 2', []],
  ['X = 1, X == 1', [1]],
  ['X == 1', []],
  ['f(X) \\== f(Y), X = 1', [1]],
  ['X = 1.0, X =:= 1, X \\== 1', [1]],
  ['a @< b, 1 @< a, X = 1', [1]],
  ['compare(X, 1, 2)', ['<']],
  ['sort([c, a, b, a], X)', [['a', 'b', 'c']]],
  ['msort([c, a, b, a], X)', [['a', 'a', 'b', 'c']]],
  ['X =.. [f, 1, 2]', [{ f: [1, 2] }]],
  ['functor(f(a, b), X, 2)', ['f']],
  ['arg(X, f(a, b), b)', [2]],
  ['arg(N, f(a, b), X)', ['a', 'b']],
  ['copy_term(f(Y, Y), f(1, X))', [1]],
  ['term_variables(f(Y, Z, Y), [_, _]), X = yes', ['yes']],
  ['X is 2 + 3 * 4', [14]],
  ['X is 2 ** 100', [2n ** 100n]],
  ['X is 7 / 2', [3.5]],
  ['atom(a), \\+ atom(1), \\+ atom("a"), \\+ atom(_), X = yes', ['yes']],
  ['ground(f(a)), \\+ ground(f(_)), is_list([_]), \\+ is_list([_ | _]), X = yes', ['yes']],
])('%s', (goal, expected) => {
  expect(xs(goal)).toEqual(expected);
});

test.each<[goal: string, error: string]>([
  ['missing', 'existence_error(procedure,missing/0)'],
  ['p(1), missing(1, 2)', 'existence_error(procedure,missing/2)'],
  ['call(missing, 1)', 'existence_error(procedure,missing/1)'],
  ['\\+ missing', 'existence_error(procedure,missing/0)'],
  ['findall(X, missing(X), _)', 'existence_error(procedure,missing/1)'],
  ['p(1, 2)', 'existence_error(procedure,p/2)'],
  ['!', 'existence_error(procedure,!/0)'],
  ['p(X), !', 'existence_error(procedure,!/0)'],
  ['assertz(p(9))', 'existence_error(procedure,assertz/1)'],
  ['retract(p(1))', 'existence_error(procedure,retract/1)'],
  ['write(a)', 'existence_error(procedure,write/1)'],
  ['call(_)', 'instantiation_error'],
  ['G = H, call(G)', 'instantiation_error'],
  ['call(1)', 'type_error(callable,1)'],
  ['call((fail, 1))', 'type_error(callable,(fail,1))'],
  ['call((p(_) ; 2))', 'type_error(callable,(p(_);2))'],
  ['G = 1, G', 'type_error(callable,1)'],
  ['call("text")', 'type_error(callable,"text")'],
  ['X is foo + 1', 'type_error(evaluable,foo/0)'],
  ['X is _ + 1', 'instantiation_error'],
  ['X is 1 / 0', 'evaluation_error(zero_divisor)'],
  ['a < 1', 'type_error(evaluable,a/0)'],
  ['length(_, -1)', 'domain_error(not_less_than_zero,-1)'],
  ['length(a, _)', 'type_error(list,a)'],
  ['length(_, a)', 'type_error(integer,a)'],
  ['between(1, a, _)', 'type_error(integer,a)'],
  ['between(_, 2, _)', 'instantiation_error'],
  ['aggregate_all(foo, true, _)', 'domain_error(aggregate_template,foo)'],
  ['aggregate_all(_, true, _)', 'instantiation_error'],
  ['arg(x, f(a), _)', 'type_error(integer,x)'],
  ['functor(_, f, -1)', 'domain_error(not_less_than_zero,-1)'],
  ['_ =.. [_ | _]', 'instantiation_error'],
])('%s is %s', (goal, error) => {
  expect(refusal(() => db.query(goal).toArray()).replace(/_\d+|_G\d+/g, '_')).toBe(error);
});

describe('a goal', () => {
  test.each<[unknown, string]>([
    [7, 'type_error(callable,7)'],
    ['7', 'type_error(callable,7)'],
    ['"text"', 'type_error(callable,"text")'],
    ['(p(X), 1)', 'type_error(callable,(p(_),1))'],
    ['\\+ 1', 'type_error(callable,\\+1)'],
    [v('X'), 'instantiation_error'],
    ['X', 'instantiation_error'],
    [compound(',', [int(1), int(2)]), 'type_error(callable,(1,2))'],
  ])('is refused when it is none: %s', (goal, error) => {
    const refused = refusal(() => db.query(goal as string).first());
    expect(refused.replace(/\b_[A-Z]?\d+|\bX\b/g, '_')).toBe(error);
  });

  test('can be a value, with strings inside as atoms', () => {
    expect(db.query({ ',': [{ p: v('X') }, { q: v('X') }] }).toArray()).toEqual([{ X: 2 }, { X: 3 }]);
    expect(db.query({ colour: 'red' }).exists()).toBe(true);
    expect(db.query({ colour: 'colour(red)' }).exists()).toBe(false);
  });

  test('leaves no bindings behind in the variables that it was given', () => {
    const x = new Var();
    expect(db.query({ p: x }).count()).toBe(3);
    expect(db.query(compound('=', [x, int(1)])).first()!.fact).toEqual({ '=': [1, 1] });
    expect(x.ref).toBeUndefined();
  });
});

test('what is bound in a branch is unbound in the next', () => {
  const goal = '(X = 1, Y = X ; X = 2, Z = X ; true), W = f(X, Y, Z)';
  const [one, two, three] = db.query(goal).toArray();
  expect([one!.W, two!.W, three!.W]).toEqual([
    { f: [1, 1, expect.any(Var)] },
    { f: [2, expect.any(Var), 2] },
    { f: [expect.any(Var), expect.any(Var), expect.any(Var)] },
  ]);
});

test('what a failed condition bound is unbound again', () => {
  expect(xs('(p(X), X > 5 -> true ; \\+ \\+ X = 7, X = 8)')).toEqual([8]);
  expect(xs('L = [_, _], (L = [a, b], fail ; L = [X | _], X = c)')).toEqual(['c']);
  expect(xs('(\\+ (X = 1, fail)), X = 2')).toEqual([2]);
  expect(xs('findall(X, (X = 1 ; X = 2), _), X = 3')).toEqual([3]);
});
