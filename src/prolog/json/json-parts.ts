/** What terms of JSON consist of: the elements of arrays, and the pairs of objects. */
import {
  Atom,
  Compound,
  compound,
  deref,
  instantiationError,
  Nil,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import { isCell } from '../builtins/text.ts';
import { DICT } from '../swipl/dict.ts';

export interface JsonParts {
  readonly isObject: boolean;
  readonly items: readonly Term[];
}

const EMPTY: JsonParts = { isObject: false, items: [] };

/**
 * The parts of an object or an array; undefined for what has none. The tag of a dict is a pair where it has a name.
 * @throws PrologError `instantiation_error`, `type_error(list, Pairs)` for objects without a list of pairs
 */
export function jsonParts(value: Term, tagName: string): JsonParts | undefined {
  if (value instanceof Nil) return EMPTY;
  if (isCell(value)) {
    const items = properList(value);
    return items && { isObject: false, items };
  }
  if (!(value instanceof Compound)) return undefined;
  const { name, args }: Compound = value;
  if (name === 'json' && args.length === 1) return { isObject: true, items: pairsOf(args[0]!) };
  const items = name === DICT && args.length === 2 ? properList(args[1]!) : undefined;
  if (items === undefined) return undefined;
  const tag = deref(args[0]!);
  if (tagName === '' || tag instanceof Var) return { isObject: true, items };
  return { isObject: true, items: [compound('-', [new Atom(tagName), tag]), ...items] };
}

function pairsOf(term: Term): Term[] {
  const pairs = properList(term);
  if (pairs !== undefined) return pairs;
  const end = deref(term);
  throw end instanceof Var ? instantiationError() : typeError('list', end);
}

/** The two sides of `Name=Value`, `Name-Value` or `Name(Value)`; undefined for what is none of these. */
export function jsonPair(pair: Term): readonly [name: Term, value: Term] | undefined {
  const given = deref(pair);
  if (!(given instanceof Compound)) return undefined;
  const { name, args } = given;
  if (args.length === 2 && (name === '=' || name === '-')) return [deref(args[0]!), deref(args[1]!)];
  return args.length === 1 ? [new Atom(name), deref(args[0]!)] : undefined;
}
