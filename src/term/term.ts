/**
 * What a term is: the seven kinds, how they are made, and how a bound variable is followed. What terms mean to each
 * other (order, copies, variables) is in the files beside this one; how they read as text is for `syntax/` to say.
 */

/** How a term and an error turn into text. `syntax/` puts its writer here when it is loaded, so that arrows go one way. */
export const printer: { term: (term: Term) => string; error: (error: Term) => string } = {
  term: (term) => `<${term.constructor.name}>`,
  error: (error) => printer.term(error),
};

abstract class TermBase {
  /** The term as `writeq/1` writes it. */
  toString(): string {
    return printer.term(this as unknown as Term);
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** An atom. Two atoms of one name are the same atom; the empty list is not one of them (see {@link Nil}). */
export class Atom extends TermBase {
  constructor(readonly name: string) {
    super();
  }
}

/** The empty list `[]`: a reserved symbol, other than the atom `'[]'`. There is one, {@link nil}. */
export class Nil extends TermBase {
  readonly name = '[]';
}

/** An unbounded integer. The value is a number wherever that is exact and a bigint only beyond: see {@link int}. */
export class Int extends TermBase {
  constructor(readonly value: number | bigint) {
    super();
  }
}

/** A double-precision float; infinities and NaN are floats too. */
export class Float extends TermBase {
  constructor(readonly value: number) {
    super();
  }
}

/** A Prolog string, `"text"`. */
export class Str extends TermBase {
  constructor(readonly value: string) {
    super();
  }
}

let variablesMade = 0;

/** The age of the youngest variable: all that are made later have a greater {@link Var.id}. */
export function youngestVariable(): number {
  return variablesMade;
}

/**
 * A logical variable. Unbound while `ref` is undefined; only a running query binds variables, and it undoes that.
 * Where a pattern, a goal or a clause is taken from the user, variables of one name are one variable, and those
 * named `_` are each another.
 */
export class Var extends TermBase {
  ref: Term | undefined = undefined;
  /** Age: the standard order of variables. */
  readonly id: number = ++variablesMade;

  constructor(readonly name?: string) {
    super();
  }
}

/** A compound term `name(args…)`; the arguments may be none, as in `name()`. */
export class Compound extends TermBase {
  constructor(
    readonly name: string,
    readonly args: readonly Term[],
  ) {
    super();
  }
}

export type Term = Atom | Nil | Int | Float | Str | Var | Compound;

/** A term without parts: neither variable nor compound. */
export type Atomic = Atom | Nil | Int | Float | Str;

/** The empty list. */
export const nil = new Nil();

/** The functor name of list cells, `'[|]'(Head, Tail)`. */
export const DOT = '[|]';

export function isTerm(value: unknown): value is Term {
  return value instanceof TermBase;
}

/** Makes an atom. `atom('[]')` is the atom, {@link nil} the empty list. */
export function atom(name: string): Atom {
  return new Atom(name);
}

/**
 * Makes an integer from a safe integer or a bigint.
 * @throws RangeError for a number that is not a safe integer.
 */
export function int(value: number | bigint): Int {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new RangeError(`int(${value}): not a safe integer; pass a bigint`);
    return new Int(value + 0); // + 0 turns -0 into 0
  }
  return new Int(
    value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value,
  );
}

/** Makes a float, `float(1)` being `1.0`. */
export function float(value: number): Float {
  return new Float(value);
}

/** Makes a Prolog string. */
export function str(value: string): Str {
  return new Str(value);
}

/** Makes a compound term. */
export function compound(name: string, args: readonly Term[]): Compound {
  return new Compound(name, args);
}

/** Makes a list, ended by `tail` (the empty list when not given). */
export function list(items: readonly Term[], tail: Term = nil): Term {
  let result = tail;
  for (let i = items.length - 1; i >= 0; i--) result = new Compound(DOT, [items[i]!, result]);
  return result;
}

/** What a term is now: the end of the chain of bindings that starts at it. */
export function deref(term: Term): Term {
  let end = term;
  while (end instanceof Var) {
    if (end.ref === undefined) return end;
    end = end.ref;
  }
  return end;
}

/** True for `'[|]'(_, _)`. */
export function isCell(term: Term): term is Compound {
  return term instanceof Compound && term.name === DOT && term.args.length === 2;
}

/** True for what a goal or the head of a clause can be: an atom or a compound term. */
export function isCallable(term: Term): term is Atom | Compound {
  return term instanceof Compound || term instanceof Atom;
}

/** True for a term without parts. */
export function isAtomic(term: Term): term is Atomic {
  return !(term instanceof Compound || term instanceof Var);
}

/**
 * Whether two terms without parts are the same one. An integer and a float never are; `0.0` and `-0.0` are two floats,
 * a NaN is itself.
 */
export function sameAtomic(a: Atomic, b: Atomic): boolean {
  if (a === b) return true;
  if (a instanceof Atom) return b instanceof Atom && a.name === b.name;
  if (a instanceof Int) return b instanceof Int && a.value === b.value;
  if (a instanceof Str) return b instanceof Str && a.value === b.value;
  if (a instanceof Float) return b instanceof Float && Object.is(a.value, b.value);
  return false;
}

/** The elements of a list and what ends it: {@link nil} for a proper list, a variable for a partial one. */
export function listElements(term: Term): { items: Term[]; tail: Term } {
  const items: Term[] = [];
  let tail = deref(term);
  let mark: Term = tail;
  while (isCell(tail)) {
    items.push(tail.args[0]!);
    tail = deref(tail.args[1]!);
    if (tail === mark) break; // Brent: the spine runs in a circle
    if ((items.length & (items.length - 1)) === 0) mark = tail;
  }
  return { items, tail };
}

/** The elements of a proper list, or undefined for anything else. */
export function properList(term: Term): Term[] | undefined {
  const { items, tail } = listElements(term);
  return tail === nil ? items : undefined;
}
