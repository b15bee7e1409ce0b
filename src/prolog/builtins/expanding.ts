/** What `expand_goal/2` of the library has to know: which arguments of a goal are goals. */
import { Atom, Compound, deref } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { indicatorOf } from '../indicator.ts';
import { argumentKinds } from './meta-predicates.ts';

const CONTROL: Readonly<Record<string, string>> = {
  ',/2': '00',
  ';/2': '00',
  '->/2': '00',
  '*->/2': '00',
  '\\+/1': '0',
};

export const expandingPredicates: PredicateTable = {
  '$argument_kinds/2': (given) => {
    const goal = deref(given!);
    if (!(goal instanceof Compound)) return false;
    const kinds = CONTROL[indicatorOf(goal)!] ?? argumentKinds(goal.name, goal.args.length);
    return kinds !== undefined && [goal, [...kinds].map((kind) => new Atom(kind))];
  },
};
