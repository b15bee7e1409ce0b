/**
 * The types of an application's facts. `{ cart: [item: string, qty: number] }` says that a fact `cart/2` has a text and a
 * number; from that come what can be asserted, what patterns there are, and what their solutions have.
 */
import type { Bindings, VariableName } from '../query/solution.ts';
import type { Term, Var } from '../term/term.ts';
import type { TermLike, Value } from '../term/value.ts';

/** The arguments of facts by functor. */
export type FactTypes = { readonly [functor: string]: readonly TermLike[] };

/** Whether nothing is known of the facts. */
type IsAny<F> = string extends keyof F ? true : false;

type Functor<F> = keyof F & string;

/** `{ user: x }` is short for `{ user: [x] }`, unless `x` is an array. */
type Short<A> = A extends readonly [infer One] ? (One extends readonly unknown[] ? A : A | One) : A;

/** A text that is a fact of one of these functors; its arguments are checked when it is read. */
type Text<F> = { [K in Functor<F>]: K | `${K}(${string})` }[Functor<F>];

/** What can be asserted. */
export type Fact<F> =
  IsAny<F> extends true
    ? TermLike
    : { [K in Functor<F>]: { readonly [P in K]: Short<F[K]> } }[Functor<F>] | Text<F> | Term;

/** The functor of a fact. */
export type FactName<F> = IsAny<F> extends true ? string : Functor<F>;

/** The arguments of a fact: `alice` or `['alice']`, `['pencil', 2]`. */
export type FactContent<F, K extends PropertyKey> =
  IsAny<F> extends true ? TermLike : K extends keyof F ? Short<F[K]> : never;

/** The arguments of a fact one by one. */
export type FactArguments<F, K extends PropertyKey> =
  IsAny<F> extends true
    ? readonly [TermLike, ...TermLike[]]
    : K extends keyof F
      ? F[K] extends readonly TermLike[]
        ? F[K]
        : never
      : never;

/** Facts by functor, one of each. */
export type FactContents<F> = { readonly [K in FactName<F>]?: FactContent<F, K> };

/** What a fact of which there is one comes back as: its argument, or where it has not just one, an array of them. */
export type FactValue<F, K extends PropertyKey> =
  IsAny<F> extends true
    ? Value
    : K extends keyof F
      ? F[K] extends readonly [infer One]
        ? Back<One>
        : Backs<F[K]>
      : never;

type Backs<A> = { -readonly [I in keyof A]: Back<A[I]> };

type OrVariable<A> = { readonly [I in keyof A]: A[I] | Var };

/** What can be asked for. */
export type FactPattern<F> =
  IsAny<F> extends true
    ? TermLike
    :
        | { [K in Functor<F>]: { readonly [P in K]: Short<OrVariable<F[K]>> } }[Functor<F>]
        | Text<F>
        | VariableName
        | Term;

/** What the solutions of a pattern have: each variable that is an argument, with the type of that. */
export type FactBindings<F, P> =
  IsAny<F> extends true
    ? Bindings
    : P extends `${infer K}(${infer Args})`
      ? K extends Functor<F>
        ? IsNested<Args> extends true
          ? Bindings
          : Named<Split<Args>, F[K]>
        : Bindings
      : P extends { readonly [K in Functor<F>]?: unknown }
        ? { [K in keyof P & Functor<F>]: Named<NamesOf<Listed<P[K]>>, F[K]> }[keyof P & Functor<F>]
        : Bindings;

/** Whether commas of the text may be inside of something. */
type IsNested<S> = S extends `${string}${'(' | '[' | '{' | '"' | "'" | '`' | '%'}${string}` ? true : false;

type Split<S extends string> = S extends `${infer A},${infer B}` ? [Trim<A>, ...Split<B>] : [Trim<S>];

type Trim<S extends string> = S extends ` ${infer R}` | `\n${infer R}`
  ? Trim<R>
  : S extends `${infer R} ` | `${infer R}\n`
    ? Trim<R>
    : S;

type Listed<A> = A extends readonly unknown[] ? A : [A];

/** The names of variables in a pattern that is a value. */
type NamesOf<A> = { [I in keyof A]: A[I] extends { readonly name: infer N extends string } ? N : '' };

/** The variables among the names, each with what is at its place. */
type Named<Names, Args> = {
  [I in Extract<keyof Names, `${number}`> as Names[I] extends VariableName
    ? string extends Names[I]
      ? never
      : Names[I] extends '_'
        ? never
        : Names[I]
    : never]: I extends keyof Args ? Back<Args[I]> : Value;
};

/** What a value comes back as; one that can only be `'red' | 'green'`, as one of those. */
type Back<T> = T extends boolean | null
  ? string
  : T extends bigint
    ? number | bigint
    : T extends string | number
      ? T
      : Value;
