/** Variables for patterns that are written as JavaScript values: `_` and `v`. */
import { Var } from './term.ts';

/** The anonymous variable: another one wherever it stands. `{ cart: [_, _] }` is `cart(_, _)`. */
export const _: Var = new Var('_');

/** What {@link v} is: a function from names to variables that can be read like an object. */
export interface Variables {
  <const N extends string>(name: N): Var & { readonly name: N };
  readonly [name: string]: Var;
}

/**
 * Named variables: `v.Qty` or `v('Qty')`. Within one fact, pattern or goal the same name is the same variable, and the
 * solutions have it as a property. `const { Item, Qty } = v` makes several.
 * @throws TypeError for a name that is not a Prolog variable's: those begin with a capital letter or `_`.
 */
export const v: Variables = new Proxy(variable as Variables, {
  get: (_target, name) => (typeof name === 'string' ? variable(name) : undefined),
});

/** Variables made before, since a name means the same variable wherever it is used. */
const made = new Map<string, Var>([['_', _]]);

/** So many of them are kept. */
const MOST = 1000;

function variable(name: string): Var {
  const known = made.get(name);
  if (known !== undefined) return known;
  if (!/^[\p{Lu}\p{Lt}_][\p{ID_Continue}]*$/u.test(name)) {
    throw new TypeError(
      `v(${JSON.stringify(name)}): a variable's name begins with a capital letter or _, as in v.Qty`,
    );
  }
  const fresh = new Var(name);
  if (made.size < MOST) made.set(name, fresh);
  return fresh;
}
