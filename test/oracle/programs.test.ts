/**
 * Random programs of asserts, retracts and queries, in a store and in SWI-Prolog: the same answers in the same order, the
 * same errors, and the same clauses left at the end.
 */
import { expect, test } from 'vitest';
import { ClauseStore } from '../../src/index.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import {
  Atom,
  Compound,
  compound,
  type Int,
  int,
  list,
  nil,
  properList,
  type Term,
  Var,
} from '../../src/term/term.ts';
import { isAcyclic } from '../../src/term/walk.ts';
import { ANSWERS_PROGRAM, guarded, showTerm } from '../support/answers.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { PREDICATES, ProgramMaker, withValues } from '../support/random-programs.ts';
import { swiTexts } from '../support/swi-texts.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';

const SMALL_PROGRAMS = 2_000;
const LARGE_PROGRAMS = 150;

/** An operation is a term: see `random-programs.ts`. */
type Program = readonly Term[];

describeWithSwipl('the clause store and SWI-Prolog agree', () => {
  test(`on ${SMALL_PROGRAMS} random programs on small predicates and ${LARGE_PROGRAMS} on large ones`, async () => {
    const seed = seedOfRun();
    console.log(`programs oracle: SEED=${seed}`);
    const maker = new ProgramMaker(new Random(seed));
    const programs = [
      ...Array.from({ length: SMALL_PROGRAMS }, () => maker.small()),
      ...Array.from({ length: LARGE_PROGRAMS }, () => maker.large()),
    ];
    const disagreement = await firstDisagreement(programs);
    if (disagreement !== undefined) expect.fail(`SEED=${seed}\n${described(await shrunk(disagreement))}`);
  }, 120_000);
});

/** What each operation of a program answers here. */
function ourAnswers(program: Program): string[] {
  const db = new ClauseStore();
  const write = (text: string) => void (answer += text);
  let answer = '';
  return program.map((operation) => {
    answer = '';
    run(db, operation, write);
    return answer;
  });
}

function run(db: ClauseStore, operation: Term, write: (text: string) => void): void {
  if (!isAcyclic(operation)) return; // a pattern or goal with cycles is refused here
  const { name, args } = operation as Compound;
  const [first, second, third] = args as [Term, Term, Term];
  write(
    guarded((writeHere) => {
      switch (name) {
        case 'assertz':
          return db.assertz(first);
        case 'asserta':
          return db.asserta(first);
        case 'retractall':
          return void db.retractall(first);
        case 'abolish':
          return db.abolish(first);
        case 'each':
          return properList(second)!.forEach((clause, i) => {
            if (isAtEnd((first as Atom).name, i)) db.assertz(clause);
            else db.asserta(clause);
          });
      }
      const solutions = name === 'query' ? db.query(first) : db.retractEach(first);
      const most = Number((second as Int).value);
      const actions = properList(third)!;
      if (name === 'retract' && most === 1 && actions.length === 0) {
        const solution = db.retract(first);
        return writeHere(solution === undefined ? '' : `${showTerm(asPattern(first, solution.term))};`);
      }
      let count = 0;
      for (const { term, terms } of solutions) {
        writeHere(`${showTerm(asPattern(first, term))};`);
        const action = actions[count];
        if (action !== undefined) run(db, withValues(action, terms), writeHere);
        if (++count >= most) break;
      }
    }),
  );
}

/** The solution to a pattern `Head :- true` is the fact, without the body. */
function asPattern(pattern: Term, term: Term): Term {
  const isRule = (part: Term) => part instanceof Compound && part.name === ':-';
  return isRule(pattern) && !isRule(term) ? compound(':-', [term, new Atom('true')]) : term;
}

function isAtEnd(how: string, i: number): boolean {
  return how === 'assertz' || (how === 'alternating' && i % 2 === 0);
}

/** The same in Prolog, with rules that are kept as written. There a retract from a predicate that was abolished would define it again, without clauses. */
const RUN_PROGRAM = `
${ANSWERS_PROGRAM}
:- set_prolog_flag(optimise_unify, false).
predicates([${PREDICATES.map(({ name, arity }) => `${name}/${arity}`).join()}]).
run(begin) :- predicates(PIs), forall(member(PI, PIs), abolish(PI)).
run(assertz(C)) :- guarded(assertz(C)).
run(asserta(C)) :- guarded(asserta(C)).
run(retractall(H)) :- guarded(retractall(H)).
run(abolish(PI)) :- guarded(abolish(PI)).
run(each(How, Cs)) :- forall(nth0(I, Cs, C), ( at_end(How, I) -> assertz(C) ; asserta(C) )).
run(query(G, Most, Actions)) :- each(G, G, Most, run_nth(Actions)).
run(retract(C, Most, Actions)) :-
    ( C = (H :- _) -> true ; H = C ),
    ( predicate_property(H, dynamic) -> each(retract(C), C, Most, run_nth(Actions)) ; true ).
run_nth(Actions, N) :- ( nth1(N, Actions, Action), acyclic_term(Action) -> run(Action) ; true ).
at_end(assertz, _).
at_end(alternating, I) :- I mod 2 =:= 0.
`;

/** Takes all clauses away, and so shows those that a program left. */
const leftovers: Program = PREDICATES.map(({ name, arity }) => {
  const head =
    arity === 0
      ? new Atom(name)
      : compound(
          name,
          Array.from({ length: arity }, () => new Var()),
        );
  return compound('retract', [compound(':-', [head, new Var()]), int(1_000), nil]);
});

interface Disagreement {
  /** The program, up to the operation that is answered differently. */
  readonly program: Program;
  readonly ours: string;
  readonly theirs: string;
}

function described({ program, ours, theirs }: Disagreement): string {
  const operations = program.map((operation) => `  ${writeTerm(operation)}`);
  return [...operations, `here:           ${ours}`, `in SWI-Prolog:  ${theirs}`].join('\n');
}

async function firstDisagreement(programs: readonly Program[]): Promise<Disagreement | undefined> {
  const complete = programs.map((program) => [...program, ...leftovers]);
  const operations = complete.flatMap((program) => [new Atom('begin'), ...program]);
  const texts = await swiTexts(operations, ['run(T)'], RUN_PROGRAM);
  let at = 0;
  for (const program of complete) {
    const theirs = texts.slice(at + 1, at + 1 + program.length).map(([text]) => text!);
    at += 1 + program.length;
    const ours = ourAnswers(program);
    const wrong = ours.findIndex((answer, i) => answer !== theirs[i]);
    if (wrong === -1) continue;
    return { program: program.slice(0, wrong + 1), ours: ours[wrong]!, theirs: theirs[wrong]! };
  }
  return undefined;
}

/** A disagreement about a program with fewer and smaller operations, as few as can be found in some seconds. */
async function shrunk(disagreement: Disagreement): Promise<Disagreement> {
  const end = Date.now() + 20_000;
  let smallest = disagreement;
  while (Date.now() < end) {
    const smaller = await firstDisagreement(reductions(smallest.program));
    if (smaller === undefined) break;
    smallest = smaller;
  }
  return smallest;
}

/** Programs without some of the operations, clauses or actions. */
function reductions(program: Program): Program[] {
  const inside = program.flatMap((operation, i) => {
    if (!(operation instanceof Compound)) return [];
    const items = properList(operation.args.at(-1)!) ?? [];
    return withoutSome(items).map((fewer) =>
      program.with(i, new Compound(operation.name, [...operation.args.slice(0, -1), list(fewer)])),
    );
  });
  return [...withoutSome(program), ...inside];
}

/** Without each half and, when these are small, without each item. */
function withoutSome(items: readonly Term[]): Term[][] {
  const half = Math.ceil(items.length / 2);
  const singles = items.length > 20 ? [] : items.map((_, i) => items.filter((_, j) => j !== i));
  return items.length < 2 ? singles : [items.slice(half), items.slice(0, half), ...singles];
}

describeWithSwipl('on purpose, the clause store differs from SWI-Prolog', () => {
  test('in that an iterated retract passes over what was erased meanwhile', async () => {
    const theirs = await runSwipl(`
      :- dynamic p/1.
      main :-
          maplist([X]>>assertz(p(X)), [1,2,3,4]),
          forall(retract(p(X)), ( write(X), ignore(( X =:= 1, retractall(p(2)), retractall(p(4)) )) )).`);
    expect(theirs).toBe('1234');

    const db = new ClauseStore();
    for (const x of [1, 2, 3, 4]) db.assertz({ p: x });
    let ours = '';
    for (const { X } of db.retractEach('p(X)')) {
      ours += X;
      if (X !== 1) continue;
      db.retractall('p(2)');
      db.retractall('p(4)');
    }
    expect(ours).toBe('13');
  });
});
