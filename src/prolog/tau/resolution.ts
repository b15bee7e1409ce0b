/** The values of bound variables with the values of the variables in them, to the end. */
import tau, { type TauSubstitution, type TauValue } from 'tau-prolog';
import { representationError } from '../../index.ts';
import { mapParts, type PartMaker } from './map-parts.ts';
import { changed, part, size } from './substitution.ts';
import { Constant } from './terms.ts';
import { VariableSet } from './variable-range.ts';

export class Resolution implements PartMaker<TauValue, TauValue> {
  readonly #bindings: ReadonlyMap<string, TauValue>;
  readonly #bound: VariableSet;
  readonly #known = new Map<string, TauValue>();
  /** The variables whose values are being made. */
  readonly #making = new Set<string>();
  #substitution: TauSubstitution | undefined;
  /** How many terms have been gone through. */
  effort = 0;

  constructor(bindings: ReadonlyMap<string, TauValue>) {
    this.#bindings = bindings;
    this.#bound = new VariableSet(bindings.keys());
  }

  /** @throws PrologError `representation_error(cyclic_term)` for a term that would contain itself */
  resolved<T extends TauValue>(value: T): T {
    return mapParts<TauValue, TauValue>(value, this) as T;
  }

  /** The values of all the variables. */
  get substitution(): TauSubstitution {
    if (this.#substitution === undefined) {
      const links: Record<string, TauValue> = {};
      for (const id of this.#bindings.keys()) links[id] = this.resolved(new tau.type.Var(id));
      this.#substitution = new tau.type.Substitution(links);
    }
    return this.#substitution;
  }

  leaf(value: TauValue): TauValue | undefined {
    if (value instanceof tau.type.Term)
      return value.ground || !this.#bound.mayBeIn(value) ? value : undefined;
    if (value instanceof Constant) return value;
    if (!(value instanceof tau.type.Var)) return value.apply(this.substitution);
    if (!this.#bindings.has(value.id)) return value;
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
    this.effort++;
    if (!(of instanceof tau.type.Var)) return changed(of, made);
    const [value] = made as [TauValue];
    this.#making.delete(of.id);
    this.#known.set(of.id, value);
    return value;
  }
}
