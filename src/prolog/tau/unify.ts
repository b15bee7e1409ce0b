/**
 * Unification of tau-prolog's terms. Its own loses bindings when a variable that is bound to another one comes again, as
 * in `p(X, 0, X)` with `p(Y, Y, _)`, and leaves half of a term that would contain itself.
 */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import { Resolution } from './resolution.ts';
import { Constant } from './terms.ts';

/**
 * What makes two terms equal, each variable with its value to the end; null when nothing does.
 * @throws PrologError `representation_error(cyclic_term)` where only a term that contains itself would
 */
export function unify(a: TauValue, b: TauValue): TauSubstitution | null {
  const bindings = new Map<string, TauValue>();
  return canBeEqual(a, b, bindings) ? new Resolution(bindings).substitution : null;
}

function canBeEqual(a: TauValue, b: TauValue, bindings: Map<string, TauValue>): boolean {
  const pending: TauValue[] = [a, b];
  while (pending.length > 0) {
    const right = followed(pending.pop()!, bindings);
    const left = followed(pending.pop()!, bindings);
    if (left === right) continue;
    if (left instanceof tau.type.Var) {
      if (!(right instanceof tau.type.Var && right.id === left.id)) bindings.set(left.id, right);
    } else if (right instanceof tau.type.Var) {
      bindings.set(right.id, left);
    } else if (left instanceof Constant || right instanceof Constant) {
      if (!(left instanceof Constant && left.equals(right))) return false;
    } else {
      if ((left as TauTerm).indicator !== (right as TauTerm).indicator) return false;
      const { args } = left as TauTerm;
      for (let i = args.length - 1; i >= 0; i--) pending.push(args[i]!, (right as TauTerm).args[i]!);
    }
  }
  return true;
}

/** The end of a chain of variables. */
function followed(value: TauValue, bindings: ReadonlyMap<string, TauValue>): TauValue {
  let end = value;
  while (end instanceof tau.type.Var) {
    const next = bindings.get(end.id);
    if (next === undefined) break;
    end = next;
  }
  return end;
}
