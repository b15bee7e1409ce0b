/**
 * Global variables as they are now: what `b_setval/2` set, which backtracking resets, as long as no `nb_setval/2` came
 * after it.
 */
import tau, { type TauSubstitution, type TauValue } from 'tau-prolog';
import { Atom, deref, existenceError, Var } from '../../index.ts';
import { variableName } from '../builtins/global-variables.ts';
import { told } from '../builtins/in-context.ts';
import type { LastingValue } from '../lasting-value.ts';
import type { Call, Meaning } from './run.ts';
import { applied } from './substitution.ts';
import { fromTau, toTau, Variables } from './terms.ts';

/** The value that `b_setval/2` set, and what of `nb_setval/2` there was then. */
class PassingValue implements TauValue {
  readonly id = '';
  readonly ground = false;

  constructor(
    readonly term: TauValue,
    readonly over: LastingValue | undefined,
  ) {}

  apply(bound: TauSubstitution): PassingValue {
    const term = applied(this.term, bound);
    return term === this.term ? this : new PassingValue(term, this.over);
  }

  variables(): string[] {
    return this.term.variables();
  }
}

/** @param lasting the values of the variables that backtracking leaves alone */
export function globalVariables(lasting: Map<string, LastingValue>): ReadonlyMap<string, Meaning> {
  const currentValue = ({ run }: Call, name: string): TauValue | undefined => {
    const passing = run.global(name) as PassingValue | undefined;
    const kept = lasting.get(name);
    if (passing !== undefined && passing.over === kept) return passing.term;
    return kept?.value === undefined ? undefined : toTau(kept.value, new Variables());
  };
  const get = (call: Call) => {
    const name = nameOf(call);
    const value = currentValue(call, name);
    if (value === undefined) throw existenceError('variable', new Atom(name));
    call.run.unify(call, call.goal.args[1]!, value);
  };
  const set = (call: Call) => {
    const name = nameOf(call);
    if (!lasting.has(name)) lasting.set(name, { value: undefined });
    call.run.proceedWithGlobal(call, name, new PassingValue(call.goal.args[1]!, lasting.get(name)));
  };
  const current = (call: Call) => {
    const [key, wanted] = call.goal.args as [TauValue, TauValue];
    const isOpen = deref(fromTau(key, new Variables())) instanceof Var;
    // What is pushed last is tried first.
    const names = isOpen ? [...lasting.keys()].reverse() : [nameOf(call)];
    for (const name of names) {
      const value = currentValue(call, name);
      if (value === undefined) continue;
      const T = tau.type.Term;
      call.run.unify(call, new T('-', [key, wanted]), new T('-', [new T(name), value]));
    }
  };
  return new Map([
    ['b_setval/2', telling(set)],
    ['b_getval/2', telling(get)],
    ['nb_getval/2', telling(get)],
    ['nb_current/2', telling(current)],
  ]);
}

function nameOf({ goal }: Call): string {
  return variableName(fromTau(goal.args[0]!, new Variables()));
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
