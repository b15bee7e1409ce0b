/** Answers are printed as SWI-Prolog's toplevel prints them, whose own text is asked for. */
import { ClauseStore, compound, type Term, Var, writeTerm } from 'clausal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerText } from '../../src/repl/answer-text.ts';
import { randomTerms } from '../support/random-terms.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';

/** Reads goals, runs each once, and has the toplevel write the answer, a line of dashes behind it. */
const PROGRAM = `
main :- set_prolog_flag(double_quotes, codes), set_prolog_flag(double_quotes, string),
    repeat, read_term(G, [variable_names(Bs)]),
    (   G == end_of_file
    ->  !
    ;   ( call(G) -> '$toplevel':write_bindings(Bs, [], true, true) ; writeln('no.') ),
        writeln('-----'), fail
    ).
`;

const STORE = new ClauseStore();

function here(goal: string): string {
  const solution = STORE.query(goal).first();
  return solution === undefined ? 'no.' : `${answerText(solution.terms) || 'true'}.`;
}

async function there(goals: readonly string[]): Promise<string[]> {
  const output = await runSwipl(PROGRAM, { input: goals.map((goal) => `${goal} .\n`).join('') });
  return output
    .split('\n-----\n')
    .slice(0, -1)
    .map((answer) => answer.trim());
}

async function expectSameAnswers(goals: readonly string[]): Promise<void> {
  const texts = await there(goals);
  expect(texts).toHaveLength(goals.length);
  const pairs = (answers: readonly string[]) => goals.map((goal, i) => `?- ${goal}.\n${answers[i]}`);
  expect(pairs(goals.map(here))).toEqual(pairs(texts));
}

describeWithSwipl('an answer', () => {
  test.each([
    ['is true where no variable has a value', ['true', 'X = X', '_ = 1', '1 < 2']],
    ['has a line for each value', ['X = 1', 'X = 1, Y = b, Z = "c"', '_X = 1, Y = 2']],
    [
      'joins variables of one value',
      [
        'X = Y',
        'X = Y, Y = 3',
        'X = Y, Y = Z',
        'X = Y, Z = W',
        'A=1,B=A,C=2,D=C,E=f(A)',
        'X = f(A), Y = f(A)',
        'X = 1, Y = 1.0',
      ],
    ],
    [
      'calls variables as the goal does',
      [
        'X = f(A,B,A)',
        'X = [A|B]',
        'X = f(A,B,C), Y = g(A)',
        'X = f(A,_B,_), A = _B',
        'X = 1, X = Y, Z = f(X,Q), Q = R',
        'X = f(Y), Z = Y',
      ],
    ],
    [
      'gives names to variables that recur',
      [
        'length(L, 3)',
        'length(L, 3), L = [A|_]',
        'length(L, 30), M = f(L)',
        'length(L, 2), M = L',
        'copy_term(f(A, B, A), Y)',
        'functor(T, foo, 3), U = g(T)',
        'length(L, 26), length(M, 27), N = f(L, M)',
        'length(L, 4), findall(X, member(X, [1,2]), L2), T = t(L, L2, L)',
      ],
    ],
    [
      'is cut where lists are long and terms deep',
      [
        'findall(X, between(1, 20, X), L)',
        'findall(X, between(1, 9, X), L)',
        'findall(X, between(1, 10, X), L)',
        'findall(X, between(1, 11, X), L)',
        'findall(X, between(1, 30, X), L), M = f(L, g(L))',
        'X = f(f(f(f(f(f(f(f(f(f(f(f(f(a)))))))))))))',
        'X = 1+2+3+4+5+6+7+8+9+10+11+12+13',
        'X = (a,b,c,d,e,f,g,h,i,j,k,l,m)',
        'X = [1,2,3,4,5,6,7,8,9,10,11|T]',
        'X = [[1,2,3,4,5,6,7,8,9,10,11],[1,2,3,4,5,6,7,8,9,10,11]]',
      ],
    ],
    [
      'brackets, quotes and spaces',
      [
        'X = (a :- b, c ; d -> e)',
        'X = 1+2-(-3), Z = - 1, W = -(1), V = a- -1',
        'X = (a,b), Y = (:- a), Z = (a:-b)',
        'X = [(a:-b),(c,d)], Y = f((a:-b),(c,d))',
        'X = (a|b), Y = [a|b]',
        "X = 'A b', Y = 'it''s', Z = 'a\\nb', W = \"a\\nb\", V = 'é'",
        "X = [], Y = '[]', Z = {}, W = {a,b}, V = 'hello world'(a)",
        'X = - a, Y = (\\+ a), Z = (\\+ a, b), W = 1 - (2 - 3), V = - (- (1))',
        "X = f('$VAR'(1), '$VAR'('Foo'), '$VAR'(x))",
        'X = f(:-), Y = (a = b), Z = [a=b, (c:-d)]',
        'X = 1.0, Y = 1.0Inf, Z = 1e100, W = 0.1',
        'X is 2 ** 100, Y = -5',
      ],
    ],
    [
      'ends though its terms do not',
      [
        'X = f(X)',
        'X = [a|X]',
        'L = [1,2|L]',
        'X = f(X, Z)',
        'X = [a|X], Y = g(X)',
        'X = [a|X], Y = [b|X]',
        'X = f(X, Y), Y = g(X)',
        'X = f(X, Y, Y), Y = [a|Y]',
        'X = f(Y, Z), Y = g(Y), Z = h(Z)',
        'L = [1,2,3|T], T = [4|T]',
        'X = p(Y, Y), Y = q(Y, W, V, V)',
      ],
    ],
  ])('%s', async (_name, goals) => {
    await expectSameAnswers(goals);
  });

  test('is the same for random terms that share variables and parts', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    console.log(`answer-text.test: SEED=${seed}`);
    const terms = fc.sample(randomTerms().filter(isReadable), { numRuns: 400, seed });
    const goals = terms.map((term, i) => {
      const other = terms[(i * 7 + 1) % terms.length]!;
      const text = (part: Term, names: string) => writeTerm(part, { variableNames: namer(names) });
      return `X = (${text(term, 'A')}), Y = (${text(other, i % 2 ? 'A' : 'B')}), Z = f(X, _, T, Y, T)`;
    });
    await expectSameAnswers(goals);
  });
});

/** SWI-Prolog writes `'.'(a, b)` as a call on a dict. */
function isReadable(term: Term): boolean {
  return !/'\.'\(|NaN/.test(writeTerm(term, { ignoreOps: true }));
}

/** Names for variables: `A1`, `A2`, … */
function namer(letter: string): (variable: Var) => string {
  const names = new Map<Var, string>();
  return (variable) => {
    if (!names.has(variable)) names.set(variable, `${letter}${names.size + 1}`);
    return names.get(variable)!;
  };
}

test('a new name is none that the goal has, as it can be in SWI-Prolog', () => {
  const { terms } = STORE.query('length(L, 2), N = f(L, _A)').first()!;
  expect(answerText(terms)).toBe('L = [_B, _C],\nN = f([_B, _C], _A)');
});

test('without a limit of depth nothing is left out', () => {
  const { terms } = STORE.query('findall(X, between(1, 12, X), L)').first()!;
  expect(answerText(terms, { maxDepth: Infinity })).toBe('L = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]');
});

test('terms nested a million deep are printed', () => {
  let deep: Term = new Var();
  for (let i = 0; i < 1_000_000; i++) deep = compound('f', [deep]);
  expect(answerText({ X: deep })).toBe('X = f(f(f(f(f(f(f(f(f(f(...))))))))))');
});

test('a part that is shared many times over costs no more than once', () => {
  let shared: Term = new Var();
  for (let i = 0; i < 100; i++) shared = compound('f', [shared, shared]);
  expect(answerText({ X: shared })).toMatch(/^X = f\(f\(/);
});
