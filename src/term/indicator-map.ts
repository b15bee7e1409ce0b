/** A map whose keys are predicate indicators: a name and an arity. */

/** A place in the map. Those of one name, which seldom are several, are linked. */
export interface IndicatorEntry<T> {
  readonly name: string;
  readonly arity: number;
  value: T | undefined;
  next: IndicatorEntry<T> | undefined;
}

export class IndicatorMap<T> {
  readonly #byName = new Map<string, IndicatorEntry<T>>();

  /** How many names there are. */
  get size(): number {
    return this.#byName.size;
  }

  get(name: string, arity: number): T | undefined {
    let entry = this.#byName.get(name);
    while (entry !== undefined && entry.arity !== arity) entry = entry.next;
    return entry?.value;
  }

  set(name: string, arity: number, value: T): void {
    this.entry(name, arity).value = value;
  }

  /** The place of a key, made without a value if need be. */
  entry(name: string, arity: number): IndicatorEntry<T> {
    const first = this.#byName.get(name);
    for (let entry = first; entry !== undefined; entry = entry.next) if (entry.arity === arity) return entry;
    const made = { name, arity, value: undefined, next: undefined };
    if (first === undefined) this.#byName.set(name, made);
    else last(first).next = made;
    return made;
  }

  delete(name: string, arity: number): void {
    const first = this.#byName.get(name);
    if (first?.arity === arity) {
      if (first.next === undefined) this.#byName.delete(name);
      else this.#byName.set(name, first.next);
      return;
    }
    let before = first;
    while (before?.next !== undefined && before.next.arity !== arity) before = before.next;
    if (before?.next !== undefined) before.next = before.next.next;
  }

  clear(): void {
    this.#byName.clear();
  }

  /** The values in the order in which their names were first set. */
  *values(): Generator<T> {
    for (const first of this.#byName.values()) {
      for (let entry: IndicatorEntry<T> | undefined = first; entry !== undefined; entry = entry.next) {
        if (entry.value !== undefined) yield entry.value;
      }
    }
  }
}

function last<T>(entry: IndicatorEntry<T>): IndicatorEntry<T> {
  let at = entry;
  while (at.next !== undefined) at = at.next;
  return at;
}
