/** What is known of a predicate: `predicate_property/2` and `current_predicate/2`. */
import { type Atom, atom, type Compound, compound, int, type Term, Var } from '../../index.ts';
import { qualifiedLike, unqualified } from '../clause.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { definedIn, generalHead, indicated, indicatorOf } from '../indicator.ts';

/** `isSystem` says which predicates, `name/arity`, are those of the system. */
export function predicateProperties(
  environment: Environment,
  isSystem: (indicator: string) => boolean,
): PredicateTable {
  const { store } = environment.engine;

  function* heads(): Generator<Term> {
    for (const indicator of definedIn(store)) yield generalHead(indicator);
  }

  function* properties(head: Term): Generator<Term> {
    const indicator = indicatorOf(head)!;
    const { name, arity } = indicated(indicator);
    const kind = store.kindOf(name, arity);
    if (isSystem(indicator) || kind === 'builtin') {
      for (const property of ['defined', 'visible', 'built_in', 'system', 'static']) yield atom(property);
    } else if (kind !== undefined) {
      yield atom('defined');
      yield atom('visible');
      yield atom(environment.statics.has(indicator) ? 'static' : 'dynamic');
      const clauses = store.clauses(compound(':-', [generalHead({ name, arity }), new Var()]));
      yield compound('number_of_clauses', [int(clauses.count())]);
    }
  }

  return {
    *'predicate_property/2'(given): Generator<Outcome> {
      const head = unqualified(given!);
      for (const each of head instanceof Var ? heads() : [head]) {
        if (indicatorOf(each) === undefined) continue;
        for (const property of properties(each)) yield [qualifiedLike(given!, each), property];
      }
    },
    *'current_predicate/2'(_name, given): Generator<Outcome> {
      for (const head of heads()) yield [atom((head as Atom | Compound).name), qualifiedLike(given!, head)];
    },
  };
}
