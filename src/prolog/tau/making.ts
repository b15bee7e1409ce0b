/** How many variables a predicate of the query layer may make at once: each of them has to be known here. */
import tau, { type TauTerm } from 'tau-prolog';
import { Int } from '../../index.ts';
import { boundedVariables } from '../builtins/bounds.ts';
import { told } from '../builtins/in-context.ts';
import { Constant } from './terms.ts';

/** Predicates that make variables, by the argument that says how many. */
const MAKING: ReadonlyMap<string, number> = new Map([
  ['functor/3', 2],
  ['length/2', 1],
]);

/** @throws PrologError `resource_error(memory)` for a goal that would make more than may be made at once */
export function checkMaking({ indicator, args }: TauTerm): void {
  const at = MAKING.get(indicator);
  if (at === undefined || !(args[0] instanceof tau.type.Var)) return;
  const amount = args[at];
  if (!(amount instanceof Constant && amount.term instanceof Int)) return;
  try {
    boundedVariables(Number(amount.term.value));
  } catch (error) {
    throw told(error, indicator);
  }
}
