/**
 * Terms that wait for the values of variables in them. Each step of a search binds a few variables; to put their values
 * into all that is still to be run, at each step, would go through a long list for each of its elements.
 */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import { Resolution } from './resolution.ts';
import { bothRanges, type Range, rangeOf, VariableSet } from './variable-range.ts';

/** What a step binds. */
export class Bound {
  readonly variables: VariableSet;
  readonly links: TauSubstitution['links'];

  constructor({ links }: TauSubstitution) {
    this.links = links;
    this.variables = new VariableSet(Object.keys(links));
  }
}

/** Bindings that wait, the last one first. */
interface Binding {
  readonly id: string;
  readonly value: TauValue;
  readonly before: Binding | undefined;
}

/** So many may wait even in a term into which they are put with next to no effort. */
const FEW = 32;

export class Delayed implements TauValue {
  readonly id = '';
  readonly ground = false;
  #term: TauTerm;
  #last: Binding | undefined = undefined;
  /** How many bindings wait, and how many may. */
  #waiting = 0;
  #most = FEW;
  #range: Range;

  private constructor(term: TauTerm) {
    this.#term = term;
    this.#range = rangeOf(term);
  }

  /** The term with what is bound in it, sooner or later; itself where that is nothing. */
  static by<T extends TauTerm | Delayed>(term: T, bound: Bound): T | Delayed {
    const delayed = Delayed.#with(term, bound);
    if (delayed instanceof Delayed && delayed.#waiting > delayed.#most) delayed.#putTogether();
    return delayed;
  }

  static #with<T extends TauTerm | Delayed>(term: T, { variables, links }: Bound): T | Delayed {
    if (!variables.mayBeIn(term)) return term;
    const base = term instanceof Delayed ? term : new Delayed(term as TauTerm);
    const delayed = new Delayed(base.#term);
    delayed.#last = base.#last;
    delayed.#waiting = base.#waiting;
    delayed.#most = base.#most;
    let { range } = base;
    for (const id of variables.within(base.range)) {
      const value = links[id]!;
      if (value instanceof tau.type.Var && value.id === id) continue;
      delayed.#last = { id, value, before: delayed.#last };
      delayed.#waiting++;
      range = bothRanges(range, rangeOf(value));
    }
    delayed.#range = range;
    return delayed;
  }

  /** At the most: between which numbers the variables are when all is put together. */
  get range(): Range {
    return this.#range;
  }

  /** The term with all values in their places. */
  get term(): TauTerm {
    if (this.#waiting > 0) this.#putTogether();
    return this.#term;
  }

  /** Of a conjunction the first goal with the values in their places, and the others delayed; of another goal, all of it. */
  get opened(): TauTerm {
    const term = this.#term;
    if (term.indicator !== ',/2' || this.#waiting === 0) return this.term;
    const [first, others] = term.args as [TauTerm, TauTerm | Delayed];
    const resolution = new Resolution(this.#bindings());
    const rest = Delayed.#with(others, new Bound(resolution.substitution));
    return new tau.type.Term(',', [resolution.resolved(first), rest]);
  }

  /** Delays what is delayed already. */
  apply(substitution: TauSubstitution): Delayed {
    return Delayed.#with(this, new Bound(substitution));
  }

  variables(): string[] {
    return this.term.variables();
  }

  #bindings(): Map<string, TauValue> {
    const bindings = new Map<string, TauValue>();
    for (let each = this.#last; each !== undefined; each = each.before) bindings.set(each.id, each.value);
    return bindings;
  }

  #putTogether(): void {
    const resolution = new Resolution(this.#bindings());
    this.#term = resolution.resolved(this.#term);
    this.#last = undefined;
    this.#waiting = 0;
    this.#most = FEW + resolution.effort;
    this.#range = rangeOf(this.#term);
  }
}
