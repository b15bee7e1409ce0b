/** Global variables as goals leave them for those that come after: `nb_setval/2`, which backtracking leaves alone. */
import { Atom, deref, instantiationError, Nil, type Term, typeError, Var } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import { told } from './in-context.ts';

export function globalVariablePredicates({ globals }: Environment): PredicateTable {
  const set = (key?: Term, value?: Term): undefined => {
    try {
      globals.set(variableName(key!), { value: value! });
    } catch (error) {
      throw told(error, 'nb_linkval/2');
    }
  };
  return {
    'nb_setval/2': set,
    'nb_linkval/2': set,
    'nb_delete/1': (key) => void globals.set(variableName(key!), { value: undefined }),
  };
}

/** The name of a global variable. */
export function variableName(term: Term): string {
  const key = deref(term);
  if (key instanceof Var) throw instantiationError();
  if (!(key instanceof Atom || key instanceof Nil)) throw typeError('atom', key);
  return key.name;
}
