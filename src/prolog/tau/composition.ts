/** What a search has bound so far, put together when somebody looks at it. */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import { type Bound, Delayed } from './delayed.ts';

type Links = TauSubstitution['links'];

/** What a substitution and then a step bind, to the variables of the first. */
export function composed(first: TauSubstitution, bound: Bound): TauSubstitution {
  const before = first instanceof Composition ? first : Composition.of(first.links);
  return before.followedBy(bound);
}

class Composition implements TauSubstitution {
  readonly #ids: readonly string[];
  /** A term whose arguments are what they are bound to. */
  readonly #values: TauTerm | Delayed;
  #links: Links | undefined = undefined;

  static of(links: Links): Composition {
    return new Composition(Object.keys(links), new tau.type.Term('', Object.values(links)));
  }

  private constructor(ids: readonly string[], values: TauTerm | Delayed) {
    this.#ids = ids;
    this.#values = values;
  }

  get links(): Links {
    if (this.#links === undefined) {
      const { args } = this.#values instanceof Delayed ? this.#values.term : this.#values;
      const links: Record<string, TauValue> = {};
      this.#ids.forEach((id, i) => {
        links[id] = args[i]!;
      });
      this.#links = links;
    }
    return this.#links;
  }

  followedBy(bound: Bound): Composition {
    const values = Delayed.by(this.#values, bound);
    return values === this.#values ? this : new Composition(this.#ids, values);
  }
}
