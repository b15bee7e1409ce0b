/**
 * Answers as text that is the same here and in SWI-Prolog: each solution as the goal with its values, then the formal
 * part of the error, if there was one. Terms with cycles are shown down to a depth.
 */
import { PrologError } from '../../src/term/error.ts';
import { Compound, deref, type Term } from '../../src/term/term.ts';
import { isAcyclic } from '../../src/term/walk.ts';
import { DUMP_PROGRAM, dumpTerm } from './term-dump.ts';

/** How deep terms with cycles are looked into. */
const DEPTH = 7;

/** A term as text, variables numbered in order of occurrence. */
export function showTerm(term: Term): string {
  return isAcyclic(term) ? dumpTerm(term) : `@${dumpTerm(cutAt(DEPTH, term))}`;
}

function cutAt(depth: number, term: Term): Term {
  const value = deref(term);
  if (!(value instanceof Compound)) return value;
  if (depth === 0) return new Compound('...', []);
  return new Compound(
    value.name,
    value.args.map((arg) => cutAt(depth - 1, arg)),
  );
}

/** What `run` writes; an error that it throws is written as its formal part. */
export function guarded(run: (write: (text: string) => void) => void): string {
  let text = '';
  try {
    run((more) => {
      text += more;
    });
  } catch (error) {
    if (!(error instanceof PrologError)) throw error;
    const { term } = error;
    text += `!${showTerm(term instanceof Compound && term.name === 'error' ? term.args[0]! : term)}`;
  }
  return text;
}

/** The first answers to a query. */
export function answersOf(query: () => Iterable<{ readonly term: Term }>, most: number): string {
  return guarded((write) => {
    let count = 0;
    for (const { term } of query()) {
      write(`${showTerm(term)};`);
      if (++count >= most) break;
    }
  });
}

/**
 * The same in Prolog: `show(+Term)`, `guarded(:Goal)`, `answers(:Goal, +Most)`, and `each(:Goal, +Shown, +Most, :Then)`,
 * which calls `Then` with the number of each solution.
 */
export const ANSWERS_PROGRAM = String.raw`
${DUMP_PROGRAM}
show(T) :- acyclic_term(T), !,
    \+ \+ ( term_variables(T, Vs), number_variables(Vs, 0), dump(T) ).
show(T) :- cut_at(${DEPTH}, T, T1), write(@), show(T1).
cut_at(_, T, T) :- \+ compound(T), !.
cut_at(0, _, '...'()) :- !.
cut_at(D, T, T1) :-
    D1 is D - 1,
    compound_name_arguments(T, N, As), maplist(cut_at(D1), As, As1), compound_name_arguments(T1, N, As1).
guarded(Goal) :- catch(Goal, E, true), ( var(E) -> true ; write(!), ( E = error(F, _) -> show(F) ; show(E) ) ), !.
answers(Goal, Most) :- each(Goal, Goal, Most, [_]>>true).
each(Goal, Shown, Most, Then) :- guarded(each_(Goal, Shown, Most, Then)).
each_(Goal, Shown, Most, Then) :-
    Counter = count(0),
    (   call(Goal),
        show(Shown), write(;),
        arg(1, Counter, N0), N is N0 + 1, nb_setarg(1, Counter, N),
        call(Then, N),
        N >= Most
    ->  true
    ;   true
    ).
`;
