/** Dicts of SWI-Prolog, which are data here: `'$dict'(Tag, [Key-Value, …])`. */
import { Atom, Compound, deref, Int, properList, type Term } from '../../index.ts';

/** What a dict is as data. */
export const DICT = '$dict';

/** Integers below it are keys of dicts. */
const MOST_KEY = 2 ** 53;

/** Whether it can be a dict there: what looks like one and is none stays what it is. */
export function isDict({ name, args }: Compound): boolean {
  if (name !== DICT || args.length !== 2) return false;
  const keys = properList(args[1]!)?.map(keyOf);
  return keys !== undefined && !keys.includes(undefined) && new Set(keys).size === keys.length;
}

/** The key of `Key-Value`: an atom or a small integer. */
function keyOf(pair: Term): string | number | undefined {
  const value = deref(pair);
  if (!(value instanceof Compound) || value.name !== '-' || value.args.length !== 2) return undefined;
  const key = deref(value.args[0]!);
  if (key instanceof Atom) return key.name;
  return key instanceof Int && Math.abs(Number(key.value)) < MOST_KEY ? Number(key.value) : undefined;
}
