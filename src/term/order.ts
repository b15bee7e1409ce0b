/**
 * The standard order of terms, `compare/3`: Var < Number < String < `[]` < Atom < Compound, as
 * SWI-Prolog has it (its manual has strings behind atoms). Equality in that order is `==/2`.
 */
import { Pairs, SMALL } from './pairs.ts';
import { Atom, Compound, deref, Float, Int, Nil, Str, type Term, Var } from './term.ts';

/**
 * Compares two terms in the standard order: negative, 0 or positive, as `Array.prototype.sort` wants it. Numbers
 * compare by value, and where equal the float comes first; compounds by arity, name, arguments.
 */
export function compareTerms(left: Term, right: Term): number {
  const [first, second] = [deref(left), deref(right)];
  if (!(first instanceof Compound && second instanceof Compound))
    return first === second ? 0 : compareSimple(first, second);
  return compareParts(first, second);
}

function compareParts(left: Compound, right: Compound): number {
  const pending: Term[] = [right, left];
  let pairs: Pairs | undefined;
  let compounds = 0;
  while (pending.length > 0) {
    const a = deref(pending.pop()!);
    const b = deref(pending.pop()!);
    if (a === b) continue;
    if (!(a instanceof Compound && b instanceof Compound)) {
      const order = compareSimple(a, b);
      if (order !== 0) return order;
      continue;
    }
    const order = a.args.length - b.args.length || compareText(a.name, b.name);
    if (order !== 0) return order;
    if (++compounds > SMALL) {
      pairs ??= new Pairs();
      if (pairs.join(a, b)) continue;
    }
    for (let i = a.args.length - 1; i >= 0; i--) pending.push(b.args[i]!, a.args[i]!);
  }
  return 0;
}

/** Compares two texts by code point, as SWI-Prolog does (JavaScript's `<` compares by UTF-16 unit). */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = codeRank(a.charCodeAt(i)) - codeRank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Moves the surrogates, which stand for code points beyond U+FFFF, behind all other UTF-16 units. */
function codeRank(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/**
 * Compares numbers as `=:=` and `<` do: negative, 0 or positive, and NaN when one of them is NaN, so that none of
 * `< 0`, `=== 0` and `> 0` holds. An integer is compared with a float as the float nearest to it.
 */
export function compareValues(a: Int | Float, b: Int | Float): number {
  const isMixed = a instanceof Float !== b instanceof Float;
  const x = isMixed ? Number(a.value) : a.value;
  const y = isMixed ? Number(b.value) : b.value;
  if (x < y) return -1;
  if (x > y) return 1;
  return x === y ? 0 : Number.NaN;
}

/** Compares numbers by value, and where they are equal the float comes first. NaN comes before all other numbers. */
export function compareNumbers(a: Int | Float, b: Int | Float): number {
  const byValue = compareValues(a, b);
  if (byValue < 0 || byValue > 0) return byValue;
  const rank = (n: Int | Float) => (Number.isNaN(n.value) ? 0 : n instanceof Float ? 1 : 2);
  return rank(a) - rank(b) || (Object.is(a.value, -0) ? -1 : 0) - (Object.is(b.value, -0) ? -1 : 0);
}

function compareSimple(a: Term, b: Term): number {
  const byKind = kindRank(a) - kindRank(b);
  if (byKind !== 0) return byKind;
  if (a instanceof Var) return a.id - (b as Var).id;
  if (a instanceof Str) return compareText(a.value, (b as Str).value);
  if (a instanceof Int || a instanceof Float) return compareNumbers(a, b as Int | Float);
  if (a instanceof Compound) return 0; // two compounds never get here
  return compareText((a as Atom).name, (b as Atom).name); // there is one Nil
}

function kindRank(term: Term): number {
  if (term instanceof Atom) return 4;
  if (term instanceof Int || term instanceof Float) return 1;
  if (term instanceof Compound) return 5;
  if (term instanceof Nil) return 3;
  return term instanceof Var ? 0 : 2;
}
