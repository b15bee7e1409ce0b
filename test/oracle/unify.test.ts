/**
 * Unification and the standard order against SWI-Prolog: the cases of its own `test_unify.pl`, and random pairs of terms
 * with the same outcome and the same terms afterwards.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClauseStore, compareTerms } from '../../src/index.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { copyTerm } from '../../src/term/copy.ts';
import { Atom, Compound, compound, Float, int, list, nil, Str, type Term, Var } from '../../src/term/term.ts';
import { termVariables } from '../../src/term/walk.ts';
import { ANSWERS_PROGRAM, answersOf } from '../support/answers.ts';
import { seedOfRun } from '../support/random.ts';
import { randomTerms } from '../support/random-terms.ts';
import { swiTexts } from '../support/swi-texts.ts';
import { describeWithSwipl, runSwipl, swiplTests } from '../support/swipl.ts';

const seed = seedOfRun();
console.log(`unify oracle: SEED=${seed}`);

const db = new ClauseStore();

describeWithSwipl('unification, asked of SWI-Prolog too', () => {
  const pairs = sample(fc.oneof(anyPair(), similarPair()), 4_000);

  test('binds the same in pairs of terms of any kind, and in pairs that differ in a few places', () =>
    expectSameAnswers(pairs.map(([a, b]) => compound('=', [a, b]))));

  test('of the same pairs in heads of clauses binds the same', async () => {
    // The clause has variables of its own: what it shares with the goal is put beside both.
    const theirs = await swiTexts(pairs.map(pairTerm), ['head(T)'], HEAD_PROGRAM);
    const ours = pairs.map(([a, b]) => {
      const store = new ClauseStore();
      store.assertz(compound('p', [a, variablesOf(a)]));
      return answersOf(() => store.query(compound('p', [b, new Var()])), 2);
    });
    expectSame(pairs.map(pairTerm), ours, theirs);
  });

  test('without success leaves no bindings, and tells variants from others', () =>
    expectSameAnswers(
      pairs.flatMap(([a, b]) => [
        compound('\\=', [a, b]),
        compound('=@=', [a, b]),
        compound('==', [a, b]),
        compound(';', [compound(',', [compound('=', [a, b]), new Atom('fail')]), compound('=', [a, a])]),
      ]),
    ));

  test('of terms that contain each other ends, with the same infinite terms', () =>
    expectSameAnswers(sample(linkedGoals(), 250)));

  test('with occurs check refuses the same', () =>
    expectSameAnswers(pairs.map(([a, b]) => compound('unify_with_occurs_check', [a, b]))));
});

describeWithSwipl('the standard order, asked of SWI-Prolog too', () => {
  test('is the same for pairs of all kinds of terms, mixed numbers, and texts beyond U+FFFF', async () => {
    const orderly = fc.oneof(
      fc.tuple(orderedValue, orderedValue),
      fc.tuple(groundTerm, groundTerm),
      similarPair().map(([a, b]): [Term, Term] => [grounded(a), grounded(b)]),
    );
    const picked: [Term, Term][] = ORDERED.flatMap((a) => ORDERED.map((b): [Term, Term] => [a, b]));
    const pairs = [...picked, ...sample(orderly, 4_000)];
    const theirs = await swiTexts(
      pairs.map(pairTerm),
      ['order(T)'],
      'order(A-B) :- compare(O, A, B), write(O).',
    );
    const ours = pairs.map(([a, b]) => '<=>'[Math.sign(compareTerms(a, b)) + 1]!);
    expectSame(pairs.map(pairTerm), ours, theirs);
  });

  test('sorts long lists in the same way', () => {
    const lists = sample(
      fc.array(fc.oneof(orderedValue, groundTerm), {
        minLength: 20,
        maxLength: 60,
      }),
      100,
    );
    return expectSameAnswers(
      lists.flatMap((items) => ['sort', 'msort'].map((name) => compound(name, [list(items), new Var()]))),
    );
  });
});

describeWithSwipl("the cases of SWI-Prolog's test_unify.pl", () => {
  /** Each case of the file, as a goal of ours and as one of SWI-Prolog, or why it has none here. */
  const CASES: Readonly<Record<string, { goal: string } | { why: string }>> = {
    blam: { goal: 'once((blam(X), length(X, 2)))' },
    unify_self: { goal: 'U = U, V = V, findall(_, q(_, _, U, V), _)' },
    unify_fv: { goal: '(a == a -> Y = _ ; Y = x), copy_term(Y, _)' },
    unify_arity_0: { goal: 'A = f()' },
    ground: { why: '?=/2 is for coroutines, which only a Prolog host has' },
  };

  test('are all known', () => {
    const folder = swiplTests();
    if (folder === undefined) return;
    const text = readFileSync(join(folder, 'core', 'test_unify.pl'), 'utf8');
    const names = [...text.matchAll(/^test\((\w+)/gm)].map(([, name]) => name!);
    expect([...new Set(names)].sort()).toEqual(Object.keys(CASES).sort());
  });

  test('have the same answers here', async () => {
    const program = 'blam([]). blam([L|L]) :- blam(L). q(_, _, _, _).';
    const store = new ClauseStore();
    store.consult(program);
    for (const entry of Object.values(CASES)) {
      if ('why' in entry) continue;
      const theirs = await runSwipl(
        `${ANSWERS_PROGRAM} ${program} main :- G = (${entry.goal}), answers(G, 9).`,
      );
      expect(
        answersOf(() => store.query(entry.goal), 9),
        entry.goal,
      ).toBe(theirs);
    }
  });
});

const HEAD_PROGRAM = `
${ANSWERS_PROGRAM}
:- dynamic p/2.
head(A-B) :-
    retractall(p(_, _)),
    term_variables(A, Vs), assertz(p(A, Vs)),
    G = p(B, _), answers(G, 2).
`;

async function expectSameAnswers(goals: readonly Term[]): Promise<void> {
  const theirs = await swiTexts(goals, ['answers(T, 2)'], ANSWERS_PROGRAM);
  const ours = goals.map((goal) => answersOf(() => db.query(goal), 2));
  expectSame(goals, ours, theirs);
}

function expectSame(terms: readonly Term[], ours: readonly string[], theirs: readonly string[][]): void {
  const disagreements = terms.flatMap((term, i) =>
    ours[i] === theirs[i]![0]
      ? []
      : [`${writeTerm(term)}\nhere:          ${ours[i]}\nin SWI-Prolog: ${theirs[i]![0]}`],
  );
  expect(disagreements.slice(0, 20).join('\n'), `SEED=${seed}, ${disagreements.length} differ`).toBe('');
}

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed });
}

function pairTerm([a, b]: readonly [Term, Term]): Term {
  return compound('-', [a, b]);
}

function variablesOf(term: Term): Term {
  return list(termVariables(term));
}

/** Two terms without the name `[]`, which SWI-Prolog's terms have in two kinds. */
function anyPair(): fc.Arbitrary<[Term, Term]> {
  const term = randomTerms();
  return fc.tuple(term, term);
}

/** A term, and itself with some parts replaced. */
function similarPair(): fc.Arbitrary<[Term, Term]> {
  const part = randomTerms();
  return fc
    .tuple(
      part,
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    )
    .map(([term, others, choices]): [Term, Term] => {
      const changed = (old: Term): Term => {
        const choice = Number(choices.next().value);
        if (choice < 2) return others[choice % others.length]!;
        if (choice === 2) return new Var();
        return old instanceof Compound ? new Compound(old.name, old.args.map(changed)) : old;
      };
      return [term, changed(term)];
    });
}

/** Goals `V1 = f(V2, …), V2 = …, Vi = Vj`, which tie variables to circles. */
function linkedGoals(): fc.Arbitrary<Term> {
  const variables = [0, 1, 2, 3].map(() => new Var());
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Term>(...variables) },
    { weight: 1, arbitrary: fc.constantFrom<Term>(new Atom('a'), int(1), nil) },
  );
  const compoundTerm = fc
    .tuple(fc.constantFrom('f', 'g', '[|]'), fc.array(leaf, { minLength: 1, maxLength: 2 }))
    .map(([name, args]): Term => compound(name === '[|]' ? (args.length === 2 ? name : 'f') : name, args));
  const link = fc.tuple(leaf, fc.oneof(compoundTerm, leaf)).map(([a, b]) => compound('=', [a, b]));
  const links = fc.array(link, { minLength: 2, maxLength: 6 });
  return links.map((goals) => goals.reduceRight((rest, goal) => compound(',', [goal, rest])));
}

/** Values that are near each other in the order. */
const ORDERED: readonly Term[] = [
  ...[
    0,
    1,
    -1,
    2,
    2n ** 53n,
    2n ** 53n + 1n,
    2n ** 63n,
    2n ** 64n,
    -(2n ** 64n),
    10n ** 30n,
    10n ** 400n,
  ].map((value) => int(value)),
  ...[0, -0, 1, -1, 1.5, 2 ** 53, 2 ** 63, 2 ** 64, -(2 ** 64), 1e30, 5e-324, Infinity, -Infinity, NaN].map(
    (value) => new Float(value),
  ),
  ...['', 'a', 'A', 'ab', 'b', 'é', 'z', '[]', '{}', '\uffff', '\ue000', '\u{10000}', '😀'].flatMap(
    (text) => [new Atom(text), new Str(text)],
  ),
  nil,
  ...[compound('f', []), compound('f', [int(1)]), compound('g', [int(0)]), compound('a', [int(1), int(2)])],
  ...[compound('f', [new Float(1)]), list([int(1)]), list([int(1), int(2)]), compound('😀', [nil])],
];

const orderedValue = fc.oneof(
  fc.constantFrom(...ORDERED),
  fc.double().map((value): Term => new Float(value)),
  fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }).map((value): Term => int(value)),
  // An integer and a float that are near each other, where doubles are sparse.
  fc.bigInt({ min: 2n ** 52n, max: 2n ** 56n }).map((value): Term => int(value)),
  fc.bigInt({ min: 2n ** 52n, max: 2n ** 56n }).map((value): Term => new Float(Number(value))),
  fc.string({ unit: 'binary', maxLength: 3 }).map((text): Term => new Atom(withoutLoneSurrogates(text))),
  fc.string({ unit: 'binary', maxLength: 3 }).map((text): Term => new Str(withoutLoneSurrogates(text))),
);

function withoutLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}

/** Terms without variables, whose order is not that of their text. */
const groundTerm = randomTerms().map(grounded);

function grounded(term: Term): Term {
  return copyTerm(term, () => new Atom('v'));
}
