/** `pl` puts values into Prolog text as terms. */
import { describe, expect, test } from 'vitest';
import { pl } from '../../src/syntax/pl.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { PrologSyntaxError } from '../../src/syntax/syntax-error.ts';
import { atom, type Compound, compound, float, int, list, str, Var } from '../../src/term/term.ts';
import { v } from '../../src/term/variable.ts';
import { dumpTerm } from '../support/term-dump.ts';

describe('values are terms', () => {
  test('whatever is in them', () => {
    const item = "it's, a) :- halt. % \\";
    expect(pl`cart(${item}, 3)`).toEqual(compound('cart', [atom(item), int(3)]));
    expect(pl`f(${1}, ${1.5}, ${true}, ${str('s')}, ${['a', 2]}, ${{ g: 'x' }}, ${10n ** 20n})`).toEqual(
      compound('f', [
        int(1),
        float(1.5),
        atom('true'),
        str('s'),
        list([atom('a'), int(2)]),
        compound('g', [atom('x')]),
        int(10n ** 20n),
      ]),
    );
    expect(pl`${'alone'}`).toEqual(atom('alone'));
  });

  test('and operands, even where their names are operators', () => {
    expect(dumpTerm(pl`X = ${'-'}`)).toBe(dumpTerm(readTerm('X = (-)')));
    expect(dumpTerm(pl`- ${'-'}`)).toBe(dumpTerm(readTerm('-(-)')));
    expect(dumpTerm(pl`[${':-'}, ${'dynamic'} | ${[]}]`)).toBe(dumpTerm(readTerm('[(:-), (dynamic)]')));
    expect(() => pl`a ${'='} b`).toThrow('operator expected');
  });

  test('behind operators without a space between', () => {
    expect(dumpTerm(pl`a=${1}`)).toBe(dumpTerm(readTerm('a=1')));
    expect(dumpTerm(pl`a-${1}+${2}`)).toBe(dumpTerm(readTerm('a-1+2')));
    expect(dumpTerm(pl`-${1}`)).toBe(dumpTerm(readTerm('-(1)')));
    expect(dumpTerm(pl`(${1},${2};${3}):-${'b'}.`)).toBe(dumpTerm(readTerm('(1,2;3):-b')));
  });

  test('variables stay what they are', () => {
    const X = new Var('X');
    const term = pl`f(${X}, Y, Y, ${v('Z')})` as Compound;
    expect(term.args[0]).toBe(X);
    expect(term.args[1]).toBe(term.args[2]);
    expect((term.args[3] as Var).name).toBe('Z');
  });

  test('in comments they are nothing', () => {
    expect(pl`a % not ${1}
    `).toEqual(atom('a'));
    expect(pl`/* ${1} */ a`).toEqual(atom('a'));
  });
});

describe('a value is refused', () => {
  test.each([
    ['inside quotes', () => pl`f('${'x'}')`],
    ['inside quotes, behind an escape', () => pl`f('\n${'x'}')`],
    ['inside a string', () => pl`f("a ${'x'}")`],
    ['inside backquotes', () => pl`f(\`${'x'}\`)`],
    ['inside quotes that do not end', () => pl`f('${'x'})`],
  ])('%s', (_name, read) => {
    expect(read).toThrow(PrologSyntaxError);
    expect(read).toThrow('a value inside quotes');
  });

  test.each([
    ['behind a name', () => pl`foo${'x'}`],
    ['behind a variable', () => pl`X${'x'}`],
    ['behind a number', () => pl`1${2}`],
    ['before a name', () => pl`${'x'}foo`],
    ['as a functor', () => pl`${'x'}(a)`],
    ['behind another', () => pl`${1}${2}`],
  ])('%s', (_name, read) => {
    expect(read).toThrow(PrologSyntaxError);
  });
});

describe('the text', () => {
  test('keeps its backslashes for Prolog', () => {
    expect(pl`'a\n\x41\'`).toEqual(atom('a\nA'));
    expect(pl`X \= Y`).toMatchObject({ name: '\\=' });
  });

  test('has backquotes and dollar signs where they are escaped', () => {
    expect(pl`\`ab\``).toEqual(list([int(97), int(98)]));
    expect(pl`'\${x}'`).toEqual(atom(`\${x}`));
  });

  test('shows values as values in errors', () => {
    expect(() => pl`f(${1}, ${2} ${3})`).toThrow(
      ['line 1, column 8: operator expected', `  f(\${…}, \${…} \${…})`, '               ^'].join('\n'),
    );
  });

  test('may hold the character that stands for values', () => {
    expect(pl`'\uFFFF'`).toEqual(atom('\uffff'));
    expect(readTerm("'\uffff'")).toEqual(atom('\uffff'));
    expect(() => readTerm('f(\uffff)')).toThrow('illegal character');
  });
});
