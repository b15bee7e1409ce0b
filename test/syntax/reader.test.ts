/** What the reader's options do, what it tells of a program, and how its errors read. What terms look like is for the oracle to say. */
import { describe, expect, test } from 'vitest';
import { defaultOperators } from '../../src/syntax/operator-table.ts';
import { Operators } from '../../src/syntax/operators.ts';
import { Reader, readTerm, readTerms } from '../../src/syntax/reader.ts';
import { PrologSyntaxError } from '../../src/syntax/syntax-error.ts';
import { atom, type Compound, compound, float, int, list, nil, str, type Var } from '../../src/term/term.ts';
import { dumpTerm } from '../support/term-dump.ts';

describe('readTerm', () => {
  test('reads terms of every kind', () => {
    expect(readTerm(`f(a, 'B c', "s", 1, 2.5, [], [x|y], {z}, 0'a)`)).toEqual(
      compound('f', [
        ...[atom('a'), atom('B c'), str('s'), int(1), float(2.5), nil],
        ...[list([atom('x')], atom('y')), compound('{}', [atom('z')]), int(97)],
      ]),
    );
  });

  test('makes one variable of each name, and of each _ another', () => {
    const { args } = readTerm('f(X, Y, X, _, _, _G1)') as Compound;
    const variables = args as Var[];
    expect(variables[0]).toBe(variables[2]);
    expect(variables[3]).not.toBe(variables[4]);
    expect(variables.map(({ name }) => name)).toEqual(['X', 'Y', 'X', undefined, undefined, '_G1']);
  });

  test('takes the . at the end or leaves it', () => {
    for (const text of ['a', 'a.', ' a . ', 'a.% c', '/* c */ a % c'])
      expect(readTerm(text)).toEqual(atom('a'));
  });

  test('takes names of JavaScript objects for names', () => {
    expect(readTerm('__proto__')).toMatchObject({ name: '__proto__' });
    expect(readTerm('constructor(toString)')).toEqual(compound('constructor', [atom('toString')]));
  });

  test('gives names that do not keep the text alive', () => {
    const text = `f(${'a_rather_long_name, '.repeat(100)}b)`;
    expect((readTerm(text) as Compound).args[99]).toEqual(atom('a_rather_long_name'));
  });

  test('reads quoted text as the flags say', () => {
    const codes = list([int(97), int(0x1f600)]);
    expect(readTerm('"a😀"', { doubleQuotes: 'codes' })).toEqual(codes);
    expect(readTerm('"a😀"', { doubleQuotes: 'chars' })).toEqual(list([atom('a'), atom('😀')]));
    expect(readTerm('"a😀"', { doubleQuotes: 'atom' })).toEqual(atom('a😀'));
    expect(readTerm('`a😀`')).toEqual(codes);
    expect(readTerm('`a`', { backQuotes: 'string' })).toEqual(str('a'));
    expect(readTerm('`a', { backQuotes: 'symbol_char', operators: withOperator(200, 'fy', '`') })).toEqual(
      compound('`', [atom('a')]),
    );
  });

  test('reads with the operators that it is given', () => {
    expect(readTerm('a likes b', { operators: withOperator(700, 'xfx', 'likes') })).toEqual(
      compound('likes', [atom('a'), atom('b')]),
    );
    expect(() => readTerm('a likes b')).toThrow(PrologSyntaxError);
  });
});

describe('Reader', () => {
  const program = `% A program.
a(X, Y) :- b(X, _Z, _).

c. d(
  "x. y").
`;

  test('tells variables, singletons and places of each clause', () => {
    const results = [...readTerms(program)];
    expect(results.map(({ line, start, end }) => [line, program.slice(start, end)])).toEqual([
      [2, 'a(X, Y) :- b(X, _Z, _).'],
      [4, 'c.'],
      [4, 'd(\n  "x. y").'],
    ]);
    const [first] = results;
    expect(first!.variables.map(({ name, variable }) => [name, variable.name])).toEqual([
      ['X', 'X'],
      ['Y', 'Y'],
      ['_Z', '_Z'],
    ]);
    expect(first!.singletons).toEqual(['Y', '_Z']);
  });

  test('goes on behind a syntax error', () => {
    const reader = new Reader("a. b c 'x. y'. d. e(. f. 'g");
    const seen = [];
    for (;;) {
      try {
        const result = reader.read();
        if (result === undefined) break;
        seen.push(String((result.term as { name?: string }).name));
      } catch (error) {
        seen.push((error as PrologSyntaxError).id);
      }
    }
    expect(seen).toEqual(['a', 'operator_expected', 'd', 'end_of_clause', 'f', 'end_of_file_in_quoted']);
  });

  test('looks for the end of a clause behind quotes that could belong to a radix', () => {
    const reader = new Reader("a 16'f. a 016'f. '. a 37'z. '. 0'. . b.");
    const seen = [];
    for (let i = 0; i < 5; i++) {
      try {
        seen.push(reader.read()!.term);
      } catch (error) {
        seen.push((error as PrologSyntaxError).id);
      }
    }
    const wrong = 'operator_expected';
    expect(seen).toEqual([wrong, wrong, wrong, int(46), atom('b')]);
  });

  test('sees operators and flags that change between clauses', () => {
    const operators = Operators.swi();
    const reader = new Reader('a. b likes c. "s".', { operators });
    reader.read();
    operators.op(700, 'xfx', 'likes');
    expect(reader.read()!.term).toMatchObject({ name: 'likes' });
    reader.doubleQuotes = 'atom';
    expect(reader.read()!.term).toEqual(atom('s'));
    expect(defaultOperators.has('likes')).toBe(false);
  });

  test('wants the . behind every clause', () => {
    const reader = new Reader('a');
    expect(() => reader.read()).toThrow('unexpected end of the text');
    expect(reader.read()).toBeUndefined();
  });

  test('finds no clause in layout, and skips a byte order mark', () => {
    expect(new Reader(' % c\n/* c */ ').read()).toBeUndefined();
    expect(new Reader('\ufeffa.').read()!.term).toEqual(atom('a'));
  });
});

describe('a syntax error', () => {
  test('tells line, column, the line itself and what was expected', () => {
    const error = errorOf('f(a,\n  𝒶(b),\n  "é" c)');
    expect(error).toMatchObject({ line: 3, column: 7, id: 'operator_expected', code: 'syntax_error' });
    expect(error.expected).toBe('an operator, `,` or `)`');
    expect(error.message).toBe(
      [
        'line 3, column 7: operator expected',
        '  ' + '  "é" c)',
        '        ^ expected an operator, `,` or `)`',
      ].join('\n'),
    );
    expect(String(error.stack)).toContain('line 3, column 7');
  });

  test('carries the term that SWI-Prolog has for it', () => {
    expect(dumpTerm(errorOf('f(a b)').term)).toBe(
      dumpTerm(readTerm('error(syntax_error(operator_expected), string("f(a b)", 4))')),
    );
    const reader = new Reader('ok.\n𝒶(a b).');
    reader.read();
    expect(() => reader.read()).toThrow(PrologSyntaxError);
    const again = new Reader('ok.\nx(\n a b).');
    again.read();
    try {
      again.read();
    } catch (error) {
      expect(dumpTerm((error as PrologSyntaxError).term)).toBe(
        dumpTerm(readTerm('error(syntax_error(operator_expected), stream(_, 3, 3, 10))')),
      );
    }
  });

  test('shows the part of a long line around it', () => {
    const { message } = errorOf(`f(${'a, '.repeat(1000)}b c${', d'.repeat(1000)})`);
    const [, line, mark] = message.split('\n') as [string, string, string];
    expect(line.length).toBeLessThan(110);
    expect(line[mark.indexOf('^')]).toBe('c');
  });

  test.each([
    ['_{a: 1}', 'dicts are not supported'],
    ['f(Tag{a: 1})', 'dicts are not supported'],
    ['point{x: 1}', 'dicts are not supported'],
    ['X.y', 'functional dot notation is not supported'],
    ['V = Y.foo(1)', 'functional dot notation is not supported'],
    ['{|html||<p>|}', 'quasi-quotations are not supported'],
    ['X is 1r3', 'rational numbers are not supported'],
    ['a b', 'operator expected'],
    ['f(a', 'unexpected end of the text'],
    ['f(a.', 'operator expected'],
    ['[a|b,c]', 'unexpected comma or bar in the rest of a list'],
    ['a = b = c', 'operator priority clash'],
    ['f(a,)', 'illegal start of term'],
    ["'a\\qb'", 'undefined escape sequence (q)'],
    ['0xg', 'illegal number'],
    ['1.0e999', 'float too large'],
    ['"a', 'quoted text does not end (")'],
    ['a /* b', 'block comment does not end'],
    ['a. b', 'more than one term'],
    ['', 'unexpected end of the text'],
  ])('%s: %s', (text, message) => {
    expect(errorOf(text).message).toContain(message);
  });
});

function errorOf(text: string): PrologSyntaxError {
  try {
    readTerm(text);
  } catch (error) {
    return error as PrologSyntaxError;
  }
  throw new Error(`no syntax error: ${text}`);
}

function withOperator(priority: number, type: string, name: string): Operators {
  const operators = Operators.swi();
  operators.op(priority, type, name);
  return operators;
}
