/** The options of the predicates that write JSON: what their values have to be. */
import {
  Atom,
  Compound,
  compound,
  deref,
  errorOf,
  Int,
  instantiationError,
  list,
  Nil,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import { variablesOf } from '../builtins/term-variables.ts';
import { isCell } from '../builtins/text.ts';

/** What the value of an option has to be. */
interface Type {
  readonly name: Term;
  has(value: Term): boolean;
}

const NONNEG: Type = {
  name: new Atom('nonneg'),
  has: (value) => value instanceof Int && value.value >= 0,
};
const POSITIVE: Type = {
  name: new Atom('positive_integer'),
  has: (value) => value instanceof Int && value.value > 0,
};
const BOOLEAN: Type = { name: new Atom('boolean'), has: (value) => isOneOf(value, ['true', 'false']) };
const ATOM: Type = { name: new Atom('atom'), has: (value) => value instanceof Atom };
const GROUND: Type = { name: new Atom('ground'), has: isGround };
const KIND: Type = {
  name: compound('oneof', [list([new Atom('atom'), new Atom('string')])]),
  has: (value) => isOneOf(value, ['atom', 'string']),
};

/** Those for reading have to be right, too. */
const TYPES: Readonly<Record<string, Type>> = {
  width: NONNEG,
  indent: NONNEG,
  step: POSITIVE,
  tab: POSITIVE,
  serialize_unknown: BOOLEAN,
  null: GROUND,
  true: GROUND,
  false: GROUND,
  tag: ATOM,
  end_of_file: GROUND,
  value_string_as: KIND,
  default_tag: ATOM,
};

/**
 * The options in a list, which may end in a variable, by their names. Of several of one name the last counts, and those of
 * other predicates are passed over.
 * @throws PrologError `instantiation_error`, `type_error(Type, Value)`
 */
export function jsonOptions(options: Term): ReadonlyMap<string, Term> {
  const given = new Map<string, Term>();
  let rest = deref(options);
  for (; isCell(rest); rest = deref(rest.args[1]!)) {
    const option = deref(rest.args[0]!);
    if (option instanceof Var) throw instantiationError();
    if (!(option instanceof Compound && option.args.length === 1)) continue;
    if (!Object.hasOwn(TYPES, option.name)) continue;
    const value = deref(option.args[0]!);
    check(value, TYPES[option.name]!);
    given.set(option.name, value);
  }
  if (!(rest instanceof Nil || rest instanceof Var)) throw typeError('list', options);
  return given;
}

function check(value: Term, { name, has }: Type): void {
  if (has(value)) return;
  throw isGround(value) ? errorOf(compound('type_error', [name, value])) : instantiationError();
}

function isGround(value: Term): boolean {
  return variablesOf(value).length === 0;
}

function isOneOf(value: Term, names: readonly string[]): boolean {
  return value instanceof Atom && names.includes(value.name);
}
