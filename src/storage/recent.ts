/** What was noted last by ids, which is forgotten when enough others were noted since. */
export class Recent<V> {
  readonly #most: number;
  /** The last ones, up to so many, and those that were the last before: to keep an order would cost more than all else. */
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  /** Remembers at least `most`, and at most twice as many. */
  constructor(most: number) {
    this.#most = most;
  }

  get(id: string): V | undefined {
    return this.#young.get(id) ?? this.#old.get(id);
  }

  set(id: string, value: V): void {
    this.#young.set(id, value);
    if (this.#young.size < this.#most) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  delete(id: string): void {
    this.#young.delete(id);
    this.#old.delete(id);
  }

  /** The ids that are remembered. */
  get ids(): string[] {
    return [...new Map([...this.#old, ...this.#young]).keys()];
  }
}
