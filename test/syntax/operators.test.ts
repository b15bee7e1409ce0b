/** The operator table is SWI-Prolog's, and `op/3` changes it as there. */
import { describe, expect, test } from 'vitest';
import { defaultOperators } from '../../src/syntax/operator-table.ts';
import { Operators } from '../../src/syntax/operators.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { PrologError } from '../../src/term/error.ts';
import type { TermLike } from '../../src/term/value.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';
import { dumpTerm } from '../support/term-dump.ts';

describe('the table', () => {
  test('tells priority, type and what the operands may be', () => {
    expect(defaultOperators.infix(':-')).toEqual({
      priority: 1200,
      type: 'xfx',
      place: 'infix',
      left: 1199,
      right: 1199,
    });
    expect(defaultOperators.infix(',')).toEqual({
      priority: 1000,
      type: 'xfy',
      place: 'infix',
      left: 999,
      right: 1000,
    });
    expect(defaultOperators.infix('-')).toEqual({
      priority: 500,
      type: 'yfx',
      place: 'infix',
      left: 500,
      right: 499,
    });
    expect(defaultOperators.prefix('-')).toEqual({
      priority: 200,
      type: 'fy',
      place: 'prefix',
      left: 0,
      right: 200,
    });
    expect(defaultOperators.prefix('dynamic')).toEqual({
      priority: 1150,
      type: 'fx',
      place: 'prefix',
      left: 0,
      right: 1149,
    });
    expect(defaultOperators.postfix('-')).toBeUndefined();
  });

  test('knows the names that JavaScript objects know as names like others', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(defaultOperators.has(name)).toBe(false);
      const operators = Operators.swi();
      operators.op(700, 'xfx', name);
      expect(operators.infix(name)?.priority).toBe(700);
    }
  });

  test.each([
    ['swi', () => Operators.swi()],
    ['copy', () => Operators.swi().copy()],
  ])('is copied whole by %s(), and copies share nothing', (_name, make) => {
    const copy = make();
    copy.op(0, 'xfx', '=');
    copy.op(700, 'xfx', 'likes');
    expect(copy.has('=')).toBe(false);
    expect(copy.infix('is')).toEqual(defaultOperators.infix('is'));
    expect(defaultOperators.has('=')).toBe(true);
    expect(defaultOperators.has('likes')).toBe(false);
    expect(make().has('likes')).toBe(false);
  });

  test('is told apart from what a copy of it has become', () => {
    const operators = Operators.swi();
    operators.op(700, 'xfx', 'likes');
    const copy = operators.copy();
    copy.op(0, 'xfx', 'likes');
    expect(readTerm('a likes b', { operators })).toEqual(readTerm('likes(a, b)'));
    expect(() => readTerm('a likes b', { operators: copy })).toThrow('operator expected');
    expect(() => readTerm('a likes b')).toThrow('operator expected');
  });
});

describe('op', () => {
  test('adds one operator or a list of them, and takes them away with priority 0', () => {
    const operators = Operators.swi();
    operators.op(200, 'xf', ['a', 'b']);
    operators.op(300, 'xfy', 'a');
    expect(operators.postfix('a')).toEqual({
      priority: 200,
      type: 'xf',
      place: 'postfix',
      left: 199,
      right: 0,
    });
    expect(operators.roles('a')?.infix?.type).toBe('xfy');
    operators.op(0, 'yf', 'a');
    expect(operators.postfix('a')).toBeUndefined();
    expect(operators.infix('a')).toBeDefined();
    operators.op(0, 'yf', 'b');
    expect(operators.has('b')).toBe(false);
  });

  test('changes nothing when one of the names is refused', () => {
    const operators = Operators.swi();
    expect(() => operators.op(200, 'xf', ['a', 1])).toThrow(PrologError);
    expect(operators.has('a')).toBe(false);
  });

  test('throws the errors of op/3', () => {
    expect(errorOf(1201, 'xfx', 'a')).toBe(dumpTerm(readTerm('domain_error(operator_priority, 1201)')));
    expect(errorOf(200, 'xfy', ',')).toBe(dumpTerm(readTerm("permission_error(modify, operator, ',')")));
  });
});

/** The formal part of the error, or `ok`. */
function errorOf(priority: TermLike, type: TermLike, names: TermLike): string {
  try {
    Operators.swi().op(priority, type, names);
    return 'ok';
  } catch (error) {
    const { term } = error as PrologError;
    return dumpTerm('args' in term ? term.args[0]! : term);
  }
}

describeWithSwipl('compared with SWI-Prolog', () => {
  test('the operators are the same', async () => {
    const program = `main :- forall(current_op(P, T, user:N), (N == [] -> true ; format("~w ~w ~w~n", [P, T, N]))).`;
    const theirs = (await runSwipl(program)).trimEnd().split('\n').sort();
    const ours = theirs.map((line) => {
      const name = line.split(' ')[2]!;
      return [defaultOperators.prefix(name), defaultOperators.infix(name), defaultOperators.postfix(name)]
        .filter((operator) => operator !== undefined)
        .map(({ priority, type }) => `${priority} ${type} ${name}`);
    });
    expect([...new Set(ours.flat())].sort()).toEqual(theirs);
  });

  test('the errors are the same', async () => {
    const calls = [
      ...[
        'op(_, xfx, a)',
        'op(1, _, a)',
        'op(1, xfx, _)',
        'op(a, xfx, a)',
        'op(1, 1, a)',
        'op(1, foo, a)',
        'op(_, _, _)',
      ],
      ...[
        'op(1201, xfx, a)',
        'op(-1, xfx, a)',
        'op(1.0, xfx, a)',
        'op(1201, foo, a)',
        'op(a, foo, a)',
        'op(1, xfx, 1)',
      ],
      ...[
        "op(200, xfy, ',')",
        "op(200, xfy, '|')",
        "op(1001, xfy, '|')",
        "op(0, xfy, '|')",
        "op(1100, fy, '|')",
      ],
      ...[
        'op(1, xfx, [a|_])',
        'op(1, xfx, [a, _])',
        'op(1, xfx, [a, 1])',
        'op(1, xfx, [a|b])',
        'op(1, xfx, "a")',
      ],
      ...[
        'op(1, xfx, f(x))',
        'op(1, xfx, [a, [b]])',
        'op(1, xfx, [])',
        'op(1, xfx, {})',
        'op(1, xfx, user:a)',
      ],
      ...[
        'op(100000000000000000000, xfx, a)',
        'op(1200, xfx, [a, b])',
        "op(1, xfx, ['|', a])",
        "op(1, xfx, [','])",
      ],
    ];
    const program = String.raw`
      main :- forall(member(G, [${calls.join(', ')}]),
                     ( catch(\+ \+ G, error(E, _), true) -> ( var(E) -> writeln(ok) ; write_canonical(E), nl ) )).`;
    const theirs = (await runSwipl(program)).trimEnd().split('\n');
    const ours = calls.map((call) => {
      const goal = readTerm(call);
      const [priority, type, names] = 'args' in goal ? goal.args : [];
      return errorOf(priority!, type!, names!);
    });
    expect(ours).toEqual(theirs.map((line) => (line === 'ok' ? 'ok' : dumpTerm(readTerm(line)))));
  });
});
