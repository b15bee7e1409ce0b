/** The writer against SWI-Prolog: the same terms, written in every way, give the same text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Operators } from '../../src/syntax/operators.ts';
import {
  print,
  type WriteOptions,
  write,
  writeCanonical,
  writeq,
  writeTerm,
} from '../../src/syntax/writer.ts';
import { copyTerm } from '../../src/term/copy.ts';
import { Atom, Compound, int, list, properList, type Term, Var } from '../../src/term/term.ts';
import { walk } from '../../src/term/walk.ts';
import { randomTerms } from '../support/random-terms.ts';
import { swiTexts, withoutNumbers } from '../support/swi-texts.ts';
import { describeWithSwipl } from '../support/swipl.ts';
import { encodeTerm } from '../support/term-codec.ts';
import { trickyTerms } from '../support/tricky-terms.ts';

/** Operators beyond SWI-Prolog's own, of the types that it has none of. */
const EXTRA = [
  [100, 'yf', 'post'],
  [700, 'xf', '@@'],
  [300, 'fx', 'pre'],
  [9, 'fx', '#'],
  [700, 'xfx', 'X Y'],
  [200, 'fy', 'P Q'],
  [200, 'xfy', '&'],
  [200, 'fy', '→'],
] as const;

const operators = Operators.swi();
for (const [priority, type, name] of EXTRA) operators.op(priority, type, name);

/** Each way of writing: what SWI-Prolog calls it, and what it is here. */
const WAYS: readonly (readonly [goal: string, here: (term: Term) => string])[] = [
  ['write(T)', (term) => write(term)],
  ['writeq(T)', (term) => writeq(term)],
  ['print(T)', (term) => print(term)],
  ['write_canonical(T)', (term) => writeCanonical(term)],
  ['write_term(T, [quoted(true)])', (term) => writeTerm(term)],
  ...Object.entries<WriteOptions>({
    '[quoted(true), ignore_ops(true)]': { ignoreOps: true },
    '[quoted(true), spacing(next_argument)]': { spacing: 'next_argument' },
    '[max_depth(3)]': { quoted: false, maxDepth: 3 },
    '[quoted(true), priority(699), numbervars(true)]': { priority: 699, numberVars: true },
  }).map(([options, here]) => [`write_term(T, ${options})`, (term: Term) => writeTerm(term, here)] as const),
];

async function expectSameTexts(
  terms: readonly Term[],
  ways: readonly (readonly [string, (term: Term) => string])[],
  directives = '',
): Promise<void> {
  const texts = await swiTexts(
    terms,
    ways.map(([goal]) => goal),
    directives,
  );
  terms.forEach((term, i) => {
    const here = ways.map(([goal, writeHere]) => `${goal}: ${withoutNumbers(writeHere(term))}`);
    const there = ways.map(([goal], j) => `${goal}: ${withoutNumbers(texts[i]![j]!)}`);
    expect(here, encodeTerm(term)).toEqual(there);
  });
}

function sample(arbitrary: fc.Arbitrary<Term>, count: number): Term[] {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  console.log(`write.test: SEED=${seed}`);
  return fc.sample(
    arbitrary.filter((term) => !isDifferent(term)),
    { numRuns: count, seed },
  );
}

/**
 * What is written otherwise on purpose:
 * - `[](a)`, of the reserved symbol, is no term here, so that the functor of `'[]'(a)` is not told from it.
 * - SWI-Prolog writes `'.'(1,5)` as `1.5`, which reads as a float, or in other cases as a call on a dict.
 * - It takes only the low byte of a character to see whether it is a digit, and so writes `- ж`.
 * - It writes `/*→` without quotes, which reads as a comment.
 * - It puts a space before an operator that needs one, but none behind it when its name goes beyond U+00FF.
 * - Characters that its version of Unicode does not know yet are escaped there.
 */
function isDifferent(term: Term): boolean {
  return !walk(term, (part) => {
    if (!(part instanceof Compound)) return true;
    if (part.name === '.' && part.args.length === 2) return false;
    const [operand] = part.args;
    const isLowDigit = operand instanceof Atom && /^[\u0430-\u0439]/.test(operand.name);
    return part.name !== '[]' && !(part.name === '-' && part.args.length === 1 && isLowDigit);
  });
}

/** `graph(Root, [Variable=Compound, …])`: what the variables are to be bound to makes cycles. */
const graph: fc.Arbitrary<Term> = fc
  .array(
    fc.tuple(
      fc.constantFrom('f', '-', '[|]', '{}'),
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => {
    const variables = parts.map(() => new Var());
    const free = new Var();
    const links = parts.map(
      ([name, to], i) =>
        new Compound('=', [
          variables[i]!,
          new Compound(
            name,
            to.map((target) => variables[target] ?? (target === 5 ? free : int(target))),
          ),
        ]),
    );
    return new Compound('graph', [variables[0]!, list(links)]);
  });

/** The root of a graph, its variables bound. */
function linked(term: Term): Term {
  const [root, links] = (copyTerm(term) as Compound).args;
  for (const link of properList(links!)!) {
    const [variable, value] = (link as Compound).args;
    (variable as Var).ref = value;
  }
  return root!;
}

describeWithSwipl('the writer and SWI-Prolog write the same', () => {
  test('for picked terms', () =>
    expectSameTexts(
      trickyTerms.filter((term) => !isDifferent(term)),
      WAYS,
    ));

  test('for 3,000 random terms', () => expectSameTexts(sample(randomTerms(), 3_000), WAYS));

  test('for 1,500 random terms with other operators', () => {
    const names = EXTRA.map(([, , name]) => name);
    const directives = EXTRA.map(([priority, type, name]) => `:- op(${priority}, ${type}, '${name}').`).join(
      ' ',
    );
    return expectSameTexts(
      sample(randomTerms(names), 1_500),
      [
        ['writeq(T)', (term) => writeTerm(term, { operators, numberVars: true, escapes: 'hexadecimal' })],
        ['write(T)', (term) => writeTerm(term, { operators, numberVars: true, quoted: false })],
        [
          'write_term(T, [max_depth(4)])',
          (term) => writeTerm(term, { operators, quoted: false, maxDepth: 4 }),
        ],
      ],
      directives,
    );
  });

  test('for 400 random terms with cycles', () => {
    const graphs = sample(graph, 400);
    return expectSameTexts(
      graphs,
      ['writeq', 'print', 'write_canonical', 'write'].map((name, i) => {
        const here = [writeq, print, writeCanonical, write][i]!;
        return [`writes_graph(${name}, T)`, (term) => here(linked(term))] as const;
      }),
      `writes_graph(Goal, graph(Root, Links)) :- maplist([X=X]>>true, Links), call(Goal, Root).`,
    );
  });
});
