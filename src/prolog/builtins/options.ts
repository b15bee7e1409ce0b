/** Lists of options in arguments: `Name(Value)` or `Name = Value`. */
import { Atom, Compound, compound, deref, list, type Term } from '../../index.ts';
import { listItems } from './arguments.ts';

export type Options = ReadonlyMap<string, Term>;

/**
 * The options by their names; of two of one name the first counts.
 * @throws PrologError `instantiation_error`, `type_error(list, Options)`
 */
export function optionsIn(options: Term): Options {
  const chosen = new Map<string, Term>();
  for (const item of listItems(options)) {
    const option = deref(item);
    if (!(option instanceof Compound)) continue;
    const { name, args } = option;
    const isPair = name === '=' && args.length === 2;
    const key = isPair ? deref(args[0]!) : args.length === 1 ? new Atom(name) : undefined;
    if (key instanceof Atom && !chosen.has(key.name)) chosen.set(key.name, deref(args.at(-1)!));
  }
  return chosen;
}

/** The options, `Name(Value)`, with other values for those that are there. @throws PrologError as {@link optionsIn} */
export function withValues(options: Term, values: Readonly<Record<string, () => Term>>): Term {
  return list(
    listItems(options).map((item) => {
      const option = deref(item);
      if (!(option instanceof Compound && option.args.length === 1)) return option;
      const value = Object.hasOwn(values, option.name) ? values[option.name] : undefined;
      return value === undefined ? option : compound(option.name, [value()]);
    }),
  );
}

/** The value of an option that is an atom. */
export function nameIn(options: Options, key: string): string | undefined {
  const value = options.get(key);
  return value instanceof Atom ? value.name : undefined;
}
