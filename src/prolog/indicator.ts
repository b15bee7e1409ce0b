/** Predicates by name and arity: as a key `name/arity`, whose name is as it is, as a term, and as a head of any clause. */
import {
  Atom,
  type ClauseStore,
  Compound,
  compound,
  deref,
  type Int,
  int,
  readTerm,
  type Term,
  Var,
} from '../index.ts';

export interface Indicator {
  readonly name: string;
  readonly arity: number;
}

/** The key of a head or goal; undefined for what is none. */
export function indicatorOf(head: Term): string | undefined {
  if (head instanceof Atom) return `${head.name}/0`;
  return head instanceof Compound ? `${head.name}/${head.args.length}` : undefined;
}

/** What a key says. */
export function indicated(key: string): Indicator {
  const slash = key.lastIndexOf('/');
  return { name: key.slice(0, slash), arity: Number(key.slice(slash + 1)) };
}

/** Checks what a host is to define a predicate as. @throws TypeError for what is no key, or reserved */
export function checkDefinable(key: string, isReserved: (key: string) => boolean): void {
  if (!/.\/\d+$/.test(key)) {
    throw new TypeError(`define(${JSON.stringify(key)}): 'name/arity' was expected`);
  }
  if (isReserved(key)) {
    throw new TypeError(`define(${JSON.stringify(key)}): that is a predicate of the system`);
  }
}

/** A key as a term. */
export function indicatorTerm(key: string): Compound {
  const { name, arity } = indicated(key);
  return compound('/', [new Atom(name), int(arity)]);
}

/** The head with variables as arguments, which matches all clauses of the predicate. */
export function generalHead({ name, arity }: Indicator): Atom | Compound {
  return arity === 0
    ? new Atom(name)
    : compound(
        name,
        Array.from({ length: arity }, () => new Var()),
      );
}

/** The predicates of a store. It tells them as text, which may be quoted in many ways: the reader knows all of them. */
export function* definedIn(store: Pick<ClauseStore, 'predicates'>): Generator<Indicator> {
  for (const text of store.predicates()) {
    const [name, arity] = (readTerm(text) as Compound).args.map(deref) as [Atom, Int];
    yield { name: name.name, arity: Number(arity.value) };
  }
}
