/** A copy is a variant of the term with variables of its own. */
import { atom, compound, int, list, type Term, Var } from 'clausal';
import { describe, expect, test } from 'vitest';
import { copyTerm } from '../../src/term/copy.ts';
import { Compound, deref } from '../../src/term/term.ts';
import { isAcyclic, isVariant, termVariables } from '../../src/term/walk.ts';
import { holds } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';
import { dumpTerm } from '../support/term-dump.ts';

const f = (name: string, ...args: Term[]) => compound(name, args);

describe('copyTerm', () => {
  test('makes a variant that shares no variable', () => {
    holds(randomTerms(), 2000, (term) => {
      const copied = copyTerm(term);
      expect(dumpTerm(copied)).toBe(dumpTerm(term));
      expect(isVariant(copied, term)).toBe(true);
      const originals = new Set(termVariables(term));
      expect(termVariables(copied).some((variable) => originals.has(variable))).toBe(false);
    });
  });

  test('keeps shared variables shared, and follows bindings', () => {
    const x = new Var();
    const y = new Var();
    const z = new Var();
    y.ref = x;
    z.ref = f('g', x);
    const copied = copyTerm(f('f', x, y, z)) as Compound;
    const [first, second, third] = copied.args;
    expect(first).toBeInstanceOf(Var);
    expect(first).not.toBe(x);
    expect(second).toBe(first);
    expect(third).toBeInstanceOf(Compound);
    expect((third as Compound).args[0]).toBe(first);
  });

  test('copies a lone variable and leaves the original unbound', () => {
    const x = new Var('X');
    const copied = copyTerm(x);
    expect(copied).toBeInstanceOf(Var);
    expect(copied).not.toBe(x);
    expect(x.ref).toBeUndefined();
  });

  test('puts in place of a variable what the caller chooses', () => {
    const x = new Var();
    expect(dumpTerm(copyTerm(f('f', x, list([x])), () => atom('a')))).toBe(
      dumpTerm(f('f', atom('a'), list([atom('a')]))),
    );
  });

  test('of an infinite term is one too', () => {
    const x = new Var();
    const y = new Var();
    x.ref = f('f', int(1), x, y);
    const copied = copyTerm(x) as Compound;
    expect(isAcyclic(copied)).toBe(false);
    const inner = deref(copied.args[1]!) as Compound;
    expect([inner.name, dumpTerm(inner.args[0]!)]).toEqual(['f', dumpTerm(int(1))]);
    expect(termVariables(copied)).toHaveLength(1);
    expect(termVariables(copied)).not.toContain(y);
  });
});
