/** What predicates in TypeScript answer, looked at before it is believed. */
import { type Term, toTerm } from '../index.ts';
import type { Outcome } from './host.ts';

/** The arguments that an outcome gives; whether it is one, where it gives none. @throws TypeError for what is no outcome */
export function termsOfOutcome(
  outcome: Outcome,
  indicator: string,
  arity: number,
): readonly Term[] | boolean {
  if (outcome === undefined) return true;
  if (typeof outcome === 'boolean') return outcome;
  if (!Array.isArray(outcome) || outcome.length !== arity) throw noOutcome(outcome, indicator, arity);
  return outcome.map((value, i) => {
    try {
      return toTerm(value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new TypeError(`${indicator} answered as argument ${i + 1} what is no value: ${error.message}`);
    }
  });
}

function noOutcome(answer: unknown, indicator: string, arity: number): TypeError {
  const wanted = arity === 1 ? 'its argument' : `its ${arity} arguments`;
  return new TypeError(
    `${indicator} answered ${described(answer)}; true, false, undefined or an array of ${wanted} was expected`,
  );
}

function described(answer: unknown): string {
  if (Array.isArray(answer))
    return `an array of ${answer.length} ${answer.length === 1 ? 'value' : 'values'}`;
  if (typeof answer === 'function') return 'a function';
  if (typeof answer === 'string') return JSON.stringify(answer);
  return typeof answer === 'object' && answer !== null ? 'an object' : String(answer);
}
