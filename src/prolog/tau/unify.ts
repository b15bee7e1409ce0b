/**
 * Unification of tau-prolog's terms. Its own loses bindings when a variable that is bound to another one comes again, as
 * in `p(X, 0, X)` with `p(Y, Y, _)`, and leaves half of a term that would contain itself.
 */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import { representationError } from '../../index.ts';
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
class Resolution {
  readonly #bindings: ReadonlyMap<string, TauValue>;
  readonly #known = new Map<string, TauValue>();
  /** The variables whose values are being made. */
  readonly #making = new Set<string>();

  constructor(bindings: ReadonlyMap<string, TauValue>) {
    this.#bindings = bindings;
  }

  links(): Record<string, TauValue> {
    const links: Record<string, TauValue> = {};
    for (const id of this.#bindings.keys()) links[id] = this.#valueOf(id);
    return links;
  }

  #valueOf(id: string): TauValue {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.#making.has(id)) throw representationError('cyclic_term');
    this.#making.add(id);
    const value = this.#resolved(this.#bindings.get(id)!);
    this.#making.delete(id);
    this.#known.set(id, value);
    return value;
  }

  #resolved(value: TauValue): TauValue {
    if (value instanceof tau.type.Var) return this.#bindings.has(value.id) ? this.#valueOf(value.id) : value;
    if (value instanceof Constant || (value as TauTerm).ground) return value;
    // Along the last arguments by a loop: lists are long.
    const cells: TauTerm[] = [];
    let rest: TauValue = value;
    while (!(rest instanceof tau.type.Var || rest instanceof Constant || (rest as TauTerm).ground)) {
      cells.push(rest as TauTerm);
      rest = (rest as TauTerm).args.at(-1)!;
    }
    let end = this.#resolved(rest);
    for (let cell = cells.pop(); cell !== undefined; cell = cells.pop()) {
      const { id, args } = cell;
      const made = args.map((arg, i) => (i === args.length - 1 ? end : this.#resolved(arg)));
      end = made.every((arg, i) => arg === args[i]) ? cell : new tau.type.Term(id, made);
    }
    return end;
  }
}
