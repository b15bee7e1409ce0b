/** Skeletons: variables by number, and ground parts that all uses share. */
import { atom, type Compound, compound, float, int, list, type Term, Var, v } from 'clausal';
import { describe, expect, test } from 'vitest';
import { hasVariables, instantiate, Local, Numbering, type Template } from '../../src/term/skeleton.ts';
import { termVariables } from '../../src/term/walk.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { holds } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';
import { refusal } from '../support/refusal.ts';
import { dumpTerm } from '../support/term-dump.ts';

const f = (name: string, ...args: Term[]) => compound(name, args);

/** What a term is after it has been a skeleton. */
function again(term: Term): Term {
  return instantiate(new Numbering().skeleton(term), []);
}

/** The names of the variables by number; `_` is none. */
function namesOf({ variables }: Numbering): (string | undefined)[] {
  return variables.map(({ name }) => (name === '_' ? undefined : name));
}

describe('a term becomes a skeleton and comes back', () => {
  test('as a variant with fresh variables', () => {
    holds(randomTerms(), 2000, (term) => {
      const numbering = new Numbering();
      const skeleton = numbering.skeleton(term);
      expect(numbering.variables).toEqual(termVariables(term));
      const back = instantiate(skeleton, []);
      expect(dumpTerm(back)).toBe(dumpTerm(term));
      const old = new Set(termVariables(term));
      expect(termVariables(back).some((variable) => old.has(variable))).toBe(false);
    });
  });

  test('through bindings', () => {
    const [x, y] = [new Var(), new Var()];
    x.ref = f('g', y, list([y]));
    expect(dumpTerm(again(f('f', x, y)))).toBe(dumpTerm(f('f', f('g', y, list([y])), y)));
    y.ref = int(1);
    expect(dumpTerm(again(x))).toBe(dumpTerm(f('g', int(1), list([int(1)]))));
  });

  test('with the values that the frame has for its variables', () => {
    const [x, y] = [new Var(), new Var()];
    const skeleton = new Numbering().skeleton(f('f', x, f('g', y, x)));
    const frame = [int(7), undefined];
    const term = instantiate(skeleton, frame) as Compound;
    expect(dumpTerm(term)).toBe(dumpTerm(f('f', int(7), f('g', y, int(7)))));
    expect(frame[1]).toBe(termVariables(term)[0]);
  });
});

describe('a Numbering', () => {
  test('numbers the variables of several terms in the order in which they come', () => {
    const [x, y, z] = [new Var(), new Var(), new Var()];
    const numbering = new Numbering();
    numbering.skeleton(f('f', y, f('g', x)));
    numbering.skeleton(f('f', z, x));
    expect(numbering.variables).toEqual([y, x, z]);
  });

  test('takes variables of one name for one, and each _ for another', () => {
    const numbering = new Numbering();
    const skeleton = numbering.skeleton(
      f('f', v('X'), v('_'), v('X'), v('_'), v('Y'), f('g', v('_'), v('X'))),
    );
    const numbers = (skeleton as Template).args.slice(0, 5).map((part) => (part as Local).index);
    expect(numbers).toEqual([0, 1, 0, 2, 3]);
    expect(((skeleton as Template).args[5] as Template).args).toEqual([new Local(4), new Local(0)]);
    expect(namesOf(numbering)).toEqual(['X', undefined, undefined, 'Y', undefined]);
  });

  test.each(hostileNames.filter((name) => name !== '_'))('takes the name %j for a name', (name) => {
    const numbering = new Numbering();
    numbering.skeleton(f('f', new Var(name), new Var(), new Var(name)));
    expect(namesOf(numbering)).toEqual([name, undefined]);
  });

  test('numbers a hundred thousand variables, named and not, in linear time', () => {
    const unnamed = Array.from({ length: 50_000 }, () => new Var());
    const named = () => Array.from({ length: 50_000 }, (_, i) => new Var(`V${i}`));
    const numbering = new Numbering();
    numbering.skeleton(list([...unnamed, ...named()]));
    numbering.skeleton(list([...named(), ...unnamed]));
    expect(numbering.variables).toHaveLength(100_000);
    expect(namesOf(numbering)[50_000]).toBe('V0');
  });

  test.each([1, 3, 4, 5, 15, 16, 17, 18, 40])('tells %i variables apart', (count) => {
    const variables = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? new Var() : new Var(`V${i}`)));
    const numbering = new Numbering();
    const skeleton = numbering.skeleton(f('f', ...variables, ...variables)) as Template;
    const numbers = Array.from({ length: count }, (_, i) => i);
    expect(skeleton.args.map((part) => (part as Local).index)).toEqual([...numbers, ...numbers]);
    expect(new Numbering().variables).toEqual([]);
  });

  test('shares the parts without variables between all uses', () => {
    const ground = f('g', int(1), list([atom('a')]));
    const skeleton = new Numbering().skeleton(f('f', new Var(), ground, list([new Var(), ground])));
    const [one, two] = [instantiate(skeleton, []) as Compound, instantiate(skeleton, []) as Compound];
    expect(one.args[1]).toBe(two.args[1]);
    expect(one.args[0]).not.toBe(two.args[0]);
    const deep = (term: Compound) => ((term.args[2] as Compound).args[1] as Compound).args[0];
    expect(deep(one)).toBe(deep(two));
    expect(dumpTerm(deep(one)!)).toBe(dumpTerm(ground));
  });

  test('makes no skeleton of an infinite term', () => {
    const x = new Var();
    x.ref = f('f', x);
    const reject = 'representation_error(cyclic_term)';
    expect(refusal(() => again(x))).toBe(reject);
    expect(refusal(() => again(f('g', new Var(), x)))).toBe(reject);
    const looped: Term[] = [int(1)];
    const bare = compound('f', looped);
    looped[0] = bare; // a circle without a variable on it
    expect(refusal(() => again(bare))).toBe(reject);
    expect(refusal(() => again(f('g', new Var(), bare)))).toBe(reject);
  });
});

describe('hasVariables', () => {
  test('sees a variable at any depth, bound or not', () => {
    const bound = new Var();
    bound.ref = int(1);
    expect(hasVariables(f('f', int(1), list([float(2)])))).toBe(false);
    expect(hasVariables(f('f', int(1), list([new Var()])))).toBe(true);
    expect(hasVariables(f('f', bound))).toBe(true);
    expect(hasVariables(new Var())).toBe(true);
    expect(hasVariables(atom('a'))).toBe(false);
  });

  test('ends on a ground term that shares its parts many times over', () => {
    let term: Term = int(1);
    for (let i = 0; i < 60; i++) term = f('f', term, term);
    expect(hasVariables(term)).toBe(false);
  });
});
