/**
 * Unification of tau-prolog's terms. Its own loses bindings when a variable that is bound to another one comes again, as
 * in `p(X, 0, X)` with `p(Y, Y, _)`, and leaves half of a term that would contain itself.
 */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import { representationError } from '../../index.ts';
import { mapParts, type PartMaker } from './map-parts.ts';
import { changed, part, size } from './substitution.ts';
import { Constant } from './terms.ts';

/**
 * What makes two terms equal, each variable with its value to the end; null when nothing does.
 * @throws PrologError `representation_error(cyclic_term)` where only a term that contains itself would
 */
export function unify(a: TauValue, b: TauValue): TauSubstitution | null {
  const bindings = new Map<string, TauValue>();
  return canBeEqual(a, b, bindings) ? new tau.type.Substitution(new Resolution(bindings).links()) : null;
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

/** The values of bound variables with the values of the variables in them. */
class Resolution implements PartMaker<TauValue, TauValue> {
  readonly #bindings: ReadonlyMap<string, TauValue>;
  readonly #known = new Map<string, TauValue>();
  /** The variables whose values are being made. */
  readonly #making = new Set<string>();

  constructor(bindings: ReadonlyMap<string, TauValue>) {
    this.#bindings = bindings;
  }

  links(): Record<string, TauValue> {
    const links: Record<string, TauValue> = {};
    for (const id of this.#bindings.keys())
      links[id] = mapParts<TauValue, TauValue>(new tau.type.Var(id), this);
    return links;
  }

  leaf(value: TauValue): TauValue | undefined {
    if (value instanceof tau.type.Term) return value.ground ? value : undefined;
    if (!(value instanceof tau.type.Var && this.#bindings.has(value.id))) return value;
    if (this.#making.has(value.id)) throw representationError('cyclic_term');
    const known = this.#known.get(value.id);
    if (known === undefined) this.#making.add(value.id);
    return known;
  }

  /** A bound variable has one part, its value. */
  size(value: TauValue): number {
    return value instanceof tau.type.Var ? 1 : size(value);
  }

  part(of: TauValue, i: number): TauValue {
    return of instanceof tau.type.Var ? this.#bindings.get(of.id)! : part(of, i);
  }

  make(of: TauValue, made: TauValue[]): TauValue {
    if (!(of instanceof tau.type.Var)) return changed(of, made);
    const [value] = made as [TauValue];
    this.#making.delete(of.id);
    this.#known.set(of.id, value);
    return value;
  }
}
