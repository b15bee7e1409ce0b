/** The names of variables in an answer: `_A`, `_B`, … for those that occur again, `_` for the others. */
import { Compound, deref, type Term, Var } from '../index.ts';

/**
 * Names for the variables of terms that are finite: the given ones, and new ones for those that occur more than once.
 * What has no name then is to be written as `_`.
 */
export function namesOfVariables(
  terms: readonly Term[],
  given: ReadonlyMap<Var, string>,
  taken: ReadonlySet<string>,
): ReadonlyMap<Var, string> {
  const names = new Map(given);
  let number = 0;
  for (const [variable, count] of occurrences(terms)) {
    if (count === 1 || names.has(variable)) continue;
    let name = variableName(number++);
    while (taken.has(name)) name = variableName(number++);
    names.set(variable, name);
  }
  return names;
}

/** How often each variable occurs, in the order of the first time: once, or 2 for more often. */
function occurrences(terms: readonly Term[]): Map<Var, number> {
  const counts = new Map<Var, number>();
  // A part that is shared is walked through twice, and then all in it has been counted twice
  const walks = new Map<Compound, number>();
  const pending = [...terms].reverse();
  while (pending.length > 0) {
    const part = deref(pending.pop()!);
    if (part instanceof Var) counts.set(part, (counts.get(part) ?? 0) + 1);
    if (!(part instanceof Compound)) continue;
    const walked = walks.get(part) ?? 0;
    if (walked === 2) continue;
    walks.set(part, walked + 1);
    for (let i = part.args.length - 1; i >= 0; i--) pending.push(part.args[i]!);
  }
  return counts;
}

/** `_A` to `_Z`, then `_A1` to `_Z1`, … */
function variableName(number: number): string {
  const letter = String.fromCharCode(65 + (number % 26));
  return number < 26 ? `_${letter}` : `_${letter}${Math.floor(number / 26)}`;
}
