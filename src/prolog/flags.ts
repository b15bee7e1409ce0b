/** The flags of a host: `current_prolog_flag/2`. */
import {
  Atom,
  atom,
  deref,
  domainError,
  Float,
  Int,
  instantiationError,
  int,
  permissionError,
  type Term,
  typeError,
  Var,
} from '../index.ts';

interface Flag {
  value: Term;
  /** What the program may set it to; nothing where it may not set it. */
  readonly takes?: (value: Term) => boolean;
}

const oneOf =
  (...names: string[]) =>
  (value: Term) =>
    value instanceof Atom && names.includes(value.name);
const isBoolean = oneOf('true', 'false', 'on', 'off');
const fixed = (value: Term): Flag => ({ value });
const settable = (value: Term, takes: (value: Term) => boolean = () => true): Flag => ({ value, takes });
const truth = (value: boolean): Flag => settable(atom(String(value)), isBoolean);

/** What `"text"` can be. */
export const DOUBLE_QUOTES = ['codes', 'chars', 'atom', 'string'] as const;
export type DoubleQuotes = (typeof DOUBLE_QUOTES)[number];

export class Flags {
  readonly #flags = new Map<string, Flag>([
    ['bounded', fixed(atom('false'))],
    ['max_tagged_integer', fixed(int((1n << 56n) - 1n))],
    ['min_tagged_integer', fixed(int(-(1n << 56n)))],
    ['max_arity', fixed(atom('unbounded'))],
    ['version', fixed(int(90_004))],
    ['dialect', fixed(atom('swi'))],
    ['integer_rounding_function', fixed(atom('toward_zero'))],
    ['threads', fixed(atom('false'))],
    ['unix', fixed(atom('true'))],
    ['double_quotes', settable(atom('string'), oneOf(...DOUBLE_QUOTES))],
    ['back_quotes', settable(atom('codes'), oneOf('codes', 'string', 'symbol_char'))],
    ['occurs_check', settable(atom('false'), oneOf('true', 'false', 'error'))],
    ['unknown', settable(atom('error'), oneOf('error', 'fail', 'warning'))],
    ['verbose', settable(atom('silent'), oneOf('silent', 'normal'))],
    ['prefer_rationals', truth(false)],
    ['iso', truth(false)],
    ['character_escapes', truth(true)],
    ['gc', truth(true)],
    ['optimise', truth(false)],
    ['last_call_optimisation', truth(true)],
    ['generate_debug_info', truth(true)],
    ['debug', truth(false)],
    ['encoding', settable(atom('utf8'))],
  ]);

  get doubleQuotes(): DoubleQuotes {
    return (this.#flags.get('double_quotes')!.value as Atom).name as DoubleQuotes;
  }

  get(name: string): Term | undefined {
    return this.#flags.get(name)?.value;
  }

  *[Symbol.iterator](): Generator<[name: string, value: Term]> {
    for (const [name, { value }] of this.#flags) yield [name, value];
  }

  /** Sets a flag; one that is new takes values of the type of its first. @throws PrologError as `set_prolog_flag/2` */
  set(flag: Term, to: Term): void {
    const [key, value] = [deref(flag), deref(to)];
    if (key instanceof Var || value instanceof Var) throw instantiationError();
    if (!(key instanceof Atom)) throw typeError('atom', key);
    const known = this.#flags.get(key.name);
    if (known === undefined) this.create(key.name, value);
    else if (known.takes === undefined) throw permissionError('modify', 'flag', key);
    else if (!known.takes(value)) throw refused(key.name, known, value);
    else known.value = isBoolean(known.value) && isBoolean(value) ? truthOf(value) : value;
  }

  create(name: string, value: Term): void {
    const takes =
      value instanceof Int
        ? (other: Term) => other instanceof Int
        : value instanceof Float
          ? (other: Term) => other instanceof Float
          : isBoolean(value)
            ? isBoolean
            : (other: Term) => other instanceof Atom || !(value instanceof Atom);
    this.#flags.set(name, settable(isBoolean(value) ? truthOf(value) : value, takes));
  }
}

function truthOf(value: Term): Term {
  const { name } = value as Atom;
  return atom(name === 'on' ? 'true' : name === 'off' ? 'false' : name);
}

function refused(name: string, { value, takes }: Flag, to: Term) {
  if (takes === isBoolean) return typeError('bool', to);
  if (value instanceof Int) return typeError('integer', to);
  if (value instanceof Float) return typeError('float', to);
  return to instanceof Atom ? domainError(name, to) : typeError('atom', to);
}
