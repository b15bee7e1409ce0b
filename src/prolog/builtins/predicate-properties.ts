/** What is known of a predicate: `predicate_property/2` and `current_predicate/2`. */
import { Atom, atom, Compound, compound, deref, int, type Term, Var } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { generalOf, indicatorOf, unqualified } from './database.ts';

/** `isSystem` says which predicates, `name/arity`, are those of the system. */
export function predicateProperties(
  environment: Environment,
  isSystem: (indicator: string) => boolean,
): PredicateTable {
  const { store } = environment.engine;

  function* heads(): Generator<Term> {
    for (const indicator of store.predicates()) yield headOf(indicator);
  }

  function* properties(head: Term): Generator<Term> {
    const indicator = indicatorOf(head)!;
    const { name } = head as Atom | Compound;
    const kind = store.kindOf(name, head instanceof Compound ? head.args.length : 0);
    if (isSystem(indicator) || kind === 'builtin') {
      for (const property of ['defined', 'visible', 'built_in', 'system', 'static']) yield atom(property);
    } else if (kind !== undefined) {
      yield atom('defined');
      yield atom('visible');
      yield atom(environment.statics.has(indicator) ? 'static' : 'dynamic');
      const clauses = store.clauses(compound(':-', [generalOf(head), new Var()]));
      yield compound('number_of_clauses', [int(clauses.count())]);
    }
  }

  return {
    *'predicate_property/2'(given): Generator<Outcome> {
      const head = unqualified(given!);
      for (const each of head instanceof Var ? heads() : [head]) {
        if (indicatorOf(each) === undefined) continue;
        for (const property of properties(each)) yield [qualifiedAs(given!, each), property];
      }
    },
    *'current_predicate/2'(_name, given): Generator<Outcome> {
      for (const head of heads()) yield [atom((head as Atom | Compound).name), qualifiedAs(given!, head)];
    },
  };
}

function headOf(indicator: string): Term {
  const slash = indicator.lastIndexOf('/');
  const quoted = indicator.slice(0, slash);
  const name = quoted.startsWith("'") ? quoted.slice(1, -1).replaceAll("''", "'") : quoted;
  const arity = Number(indicator.slice(slash + 1));
  return arity === 0
    ? new Atom(name)
    : compound(
        name,
        Array.from({ length: arity }, () => new Var()),
      );
}

function qualifiedAs(given: Term, head: Term): Term {
  const part = deref(given);
  if (!(part instanceof Compound && part.name === ':' && part.args.length === 2)) return head;
  return compound(':', [part.args[0]!, qualifiedAs(part.args[1]!, head)]);
}
