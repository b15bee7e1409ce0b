/** What substitutions make of tau-prolog's terms. Its own `apply` and `variables` are recursive; parts that stay are shared. */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import { mapParts, type PartMaker } from './map-parts.ts';
import { VariableSet } from './variable-range.ts';

/** A term with the values of bound variables in their places. */
export function applied<T extends TauValue>(value: T, substitution: TauSubstitution): T {
  return mapParts(value, new Replacement(substitution)) as T;
}

class Replacement implements PartMaker<TauValue, TauValue> {
  readonly #substitution: TauSubstitution;
  readonly #links: TauSubstitution['links'];
  readonly #bound: VariableSet;

  constructor(substitution: TauSubstitution) {
    this.#substitution = substitution;
    this.#links = substitution.links;
    this.#bound = new VariableSet(Object.keys(this.#links));
  }

  leaf(value: TauValue): TauValue | undefined {
    if (value instanceof tau.type.Var) return this.#links[value.id] ?? value;
    if (!(value instanceof tau.type.Term)) return value.apply(this.#substitution);
    return value.ground || !this.#bound.mayBeIn(value) ? value : undefined;
  }

  size(value: TauValue): number {
    return size(value);
  }

  part(of: TauValue, i: number): TauValue {
    return part(of, i);
  }

  make(of: TauValue, made: TauValue[]): TauValue {
    return changed(of, made);
  }
}

/** The substitution that binds each variable of a term to itself. */
export function unbound(value: TauValue): TauSubstitution {
  const links: Record<string, TauValue> = {};
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next instanceof tau.type.Var) links[next.id] = next;
    else if (next instanceof tau.type.Term && !next.ground) for (const arg of next.args) pending.push(arg);
  }
  return new tau.type.Substitution(links);
}

/** How many arguments a compound has. */
export function size(value: TauValue): number {
  return (value as TauTerm).args.length;
}

/** An argument of a compound. */
export function part(of: TauValue, i: number): TauValue {
  return (of as TauTerm).args[i]!;
}

/** A compound with other arguments: itself when they are the same. */
export function changed(value: TauValue, args: readonly TauValue[]): TauValue {
  const { id, args: before } = value as TauTerm;
  for (let i = 0; i < args.length; i++) if (args[i] !== before[i]) return new tau.type.Term(id, args);
  return value;
}
