/** Global variables that backtracking leaves alone: `nb_setval/2`. */
import { Atom, deref, instantiationError, Nil, type Term, typeError, Var } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { told } from './in-context.ts';

export function globalVariablePredicates({ globals }: Environment): PredicateTable {
  const set = (key?: Term, value?: Term): undefined => {
    try {
      globals.set(keyOf(key!), value!);
    } catch (error) {
      throw told(error, 'nb_linkval/2');
    }
  };
  return {
    'nb_setval/2': set,
    'nb_linkval/2': set,
    'nb_current/2': (key) => {
      if (deref(key!) instanceof Var) return each(globals);
      const value = globals.get(keyOf(key!));
      return value !== undefined && [key!, value];
    },
    'nb_delete/1': (key) => void globals.delete(keyOf(key!)),
  };
}

function* each(globals: ReadonlyMap<string, Term>): Generator<Outcome> {
  for (const [name, value] of [...globals]) yield [new Atom(name), value];
}

function keyOf(term: Term): string {
  const key = deref(term);
  if (key instanceof Var) throw instantiationError();
  if (!(key instanceof Atom || key instanceof Nil)) throw typeError('atom', key);
  return key.name;
}
