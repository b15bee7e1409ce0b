/** Whether two large terms are the same, in time that grows with them alone; they have to be finite. */
import { Compound, deref, isAtomic, sameAtomic, type Term, Var } from '../../src/term/term.ts';

/** As `isVariant`, which takes long over what may be infinite. */
export function sameTerm(left: Term, right: Term): boolean {
  const pending: Term[] = [left, right];
  const pairs = new Map<Var, Var>();
  const taken = new Set<Var>();
  while (pending.length > 0) {
    const b = deref(pending.pop()!);
    const a = deref(pending.pop()!);
    if (a instanceof Compound) {
      if (!(b instanceof Compound) || a.name !== b.name || a.args.length !== b.args.length) return false;
      for (let i = 0; i < a.args.length; i++) pending.push(a.args[i]!, b.args[i]!);
    } else if (a instanceof Var) {
      if (!(b instanceof Var)) return false;
      if (!pairs.has(a) && !taken.has(b)) {
        pairs.set(a, b);
        taken.add(b);
      } else if (pairs.get(a) !== b) return false;
    } else if (!isAtomic(b) || !sameAtomic(a, b)) return false;
  }
  return true;
}
