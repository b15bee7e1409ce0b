/**
 * The predicates that a goal finds besides those of the store. Those of the system can't be defined by clauses; those of
 * the library can, and then the clauses count.
 */
import { IndicatorMap } from '../term/indicator-map.ts';
import type { GoalMaker, Predicates } from './builtin.ts';
import { arithmeticPredicates } from './builtins/arithmetic-predicates.ts';
import { collecting } from './builtins/collecting.ts';
import { comparing } from './builtins/comparing.ts';
import { constructs } from './builtins/constructs.ts';
import { enumerating } from './builtins/enumerating.ts';
import { takingApart } from './builtins/taking-apart.ts';
import { typeTests } from './builtins/type-tests.ts';

/** What a program may define by clauses of its own, as in SWI-Prolog: all that is not in the ISO standard or near it. */
const REDEFINABLE = new Set(
  `member/2 memberchk/2 aggregate_all/3 between/3 succ/2 plus/3 msort/2 findall/4 forall/2 ignore/1 not/1 is_list/1
   string/1 rational/1 cyclic_term/1 =@=/2 \\=@=/2`.split(/\s+/),
);

/** Control constructs and built-in predicates. */
export const system = new IndicatorMap<GoalMaker>();

/** Predicates that hold as long as no clause defines them. */
export const library = new IndicatorMap<GoalMaker>();

const groups: readonly Predicates[] = [
  constructs,
  typeTests,
  comparing,
  takingApart,
  arithmeticPredicates,
  enumerating,
  collecting,
];

for (const [key, make] of groups.flatMap(Object.entries<GoalMaker>)) {
  const slash = key.lastIndexOf('/');
  const table = REDEFINABLE.has(key) ? library : system;
  table.set(key.slice(0, slash), Number(key.slice(slash + 1)), make);
}
