/** A map whose keys are predicate indicators: a name and an arity. */

export class IndicatorMap<T> {
  readonly #byName = new Map<string, Map<number, T>>();

  get(name: string, arity: number): T | undefined {
    return this.#byName.get(name)?.get(arity);
  }

  set(name: string, arity: number, value: T): void {
    const byArity = this.#byName.get(name);
    if (byArity === undefined) this.#byName.set(name, new Map([[arity, value]]));
    else byArity.set(arity, value);
  }

  delete(name: string, arity: number): void {
    const byArity = this.#byName.get(name);
    if (byArity?.delete(arity) && byArity.size === 0) this.#byName.delete(name);
  }

  /** The values in the order in which their names were first set. */
  *values(): Generator<T> {
    for (const byArity of this.#byName.values()) yield* byArity.values();
  }
}
