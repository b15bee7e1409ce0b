/** Lists of options in arguments: `Name(Value)` or `Name = Value`. */
import {
  Atom,
  Compound,
  deref,
  instantiationError,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';

export type Options = ReadonlyMap<string, Term>;

/**
 * The options by their names; of two of one name the first counts.
 * @throws PrologError `instantiation_error`, `type_error(list, Options)`
 */
export function optionsIn(options: Term): Options {
  const items = properList(options);
  if (items === undefined) {
    if (deref(options) instanceof Var) throw instantiationError();
    throw typeError('list', options);
  }
  const chosen = new Map<string, Term>();
  for (const item of items) {
    const option = deref(item);
    if (!(option instanceof Compound)) continue;
    const { name, args } = option;
    const isPair = name === '=' && args.length === 2;
    const key = isPair ? deref(args[0]!) : args.length === 1 ? new Atom(name) : undefined;
    if (key instanceof Atom && !chosen.has(key.name)) chosen.set(key.name, deref(args.at(-1)!));
  }
  return chosen;
}

/** The value of an option that is an atom. */
export function nameIn(options: Options, key: string): string | undefined {
  const value = options.get(key);
  return value instanceof Atom ? value.name : undefined;
}
