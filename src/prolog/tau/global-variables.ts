/** Global variables that backtracking resets, `b_setval/2`, and how they are seen beside those that it leaves alone. */
import {
  Atom,
  deref,
  existenceError,
  instantiationError,
  Nil,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import { told } from '../builtins/in-context.ts';
import type { Call, Meaning } from './run.ts';
import { fromTau, toTau, Variables } from './terms.ts';

/** @param lasting the values of the variables that backtracking leaves alone */
export function globalVariables(lasting: Map<string, Term>): ReadonlyMap<string, Meaning> {
  const get = (call: Call) => {
    const name = nameOf(call);
    const value = call.run.global(name);
    const kept = value === undefined ? lasting.get(name) : undefined;
    if (value === undefined && kept === undefined) throw existenceError('variable', new Atom(name));
    call.run.unify(call, call.goal.args[1]!, value ?? toTau(kept!, new Variables()));
  };
  const set = (call: Call) => call.run.proceedWithGlobal(call, nameOf(call), call.goal.args[1]!);
  return new Map([
    ['b_setval/2', telling(set)],
    ['b_getval/2', telling(get)],
    ['nb_getval/2', telling(get)],
  ]);
}

function nameOf({ goal }: Call): string {
  const key = deref(fromTau(goal.args[0]!, new Variables()));
  if (key instanceof Var) throw instantiationError();
  if (!(key instanceof Atom || key instanceof Nil)) throw typeError('atom', key);
  return key.name;
}

function telling(meaning: (call: Call) => void): Meaning {
  return (call) => {
    try {
      meaning(call);
    } catch (error) {
      throw told(error, call.goal.indicator);
    }
  };
}
