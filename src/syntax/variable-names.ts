/** The names of variables that have none of their own: `'$VAR'(N)` terms, and variables in `write_canonical/1`. */
import { Atom, Compound, deref, Int, type Term, Var } from '../term/term.ts';
import { isAcyclic } from '../term/walk.ts';
import { CONTINUE, classOf, UPPER } from './characters.ts';

/** What `'$VAR'(argument)` is written as: `B1`, `S_2` or a name given as an atom; undefined if as any other term. */
export function numberedName(argument: Term): string | undefined {
  if (argument instanceof Int) return integerName(argument.value);
  return argument instanceof Atom && isVariableName(argument.name) ? argument.name : undefined;
}

/** The names that `write_canonical/1` gives: `_` to a variable that occurs once, `A`, `B`, … to the others. */
export function canonicalNames(term: Term): ReadonlyMap<Var, string> {
  const isInfinite = !isAcyclic(term);
  const counts = new Map<Var, number>();
  const seen = new Set<Compound>();
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const part = deref(pending.pop()!);
    if (part instanceof Var) counts.set(part, (counts.get(part) ?? 0) + 1);
    if (!(part instanceof Compound) || seen.has(part)) continue;
    if (isInfinite) seen.add(part);
    for (let i = part.args.length - 1; i >= 0; i--) pending.push(part.args[i]!);
  }
  const names = new Map<Var, string>();
  let recurring = 0;
  for (const [variable, count] of counts) {
    names.set(variable, count === 1 && !isInfinite ? '_' : letterName(recurring++));
  }
  return names;
}

/** `A` to `Z`, then `A1` to `Z1`, `A2`, … */
function letterName(number: number): string {
  const letter = String.fromCharCode(65 + (number % 26));
  return number < 26 ? letter : `${letter}${Math.floor(number / 26)}`;
}

function isVariableName(text: string): boolean {
  let needed = UPPER;
  for (const character of text) {
    if ((classOf(character.codePointAt(0)!) & needed) === 0) return false;
    needed = CONTINUE;
  }
  return needed === CONTINUE;
}

function integerName(value: number | bigint): string | undefined {
  if (typeof value === 'number') return value < 0 ? `S_${-value}` : letterName(value);
  // SWI-Prolog does this in 64 bits, where the smallest integer is its own negation
  if (BigInt.asIntN(64, value) !== value) return undefined;
  if (value < 0n) return `S_${BigInt.asIntN(64, -value)}`;
  return `${letterName(Number(value % 26n))}${value / 26n}`;
}
