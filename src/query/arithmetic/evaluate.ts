/**
 * Evaluates arithmetic expressions, as `is/2` and the comparisons do. What each function computes is in
 * `functions.ts`.
 */
import { errorOf, indicator, instantiationError, typeError } from '../../term/error.ts';
import { withFunction } from '../../term/error-context.ts';
import {
  Atom,
  Compound,
  DOT,
  deref,
  Float,
  Int,
  int,
  Nil,
  nil,
  Str,
  type Term,
  Var,
} from '../../term/term.ts';
import { binary, constants, ternary, unary } from './functions.ts';
import { bitLength, type Numeric, tooBig } from './numeric.ts';

/**
 * The value of an expression, of any depth.
 * @throws instantiation_error, type_error(evaluable, PI), type_error(expression, Cyclic), evaluation_error(…),
 * resource_error(memory) for an integer that would take megabytes, and the errors of the functions.
 */
export function evaluate(expression: Term): Numeric {
  const term = deref(expression);
  try {
    return evaluateShallow(term, SHALLOW) ?? evaluateDeep(term);
  } catch (error) {
    // Only for arguments that were beyond the bound to begin with: all larger results are foreseen.
    throw error instanceof RangeError && error.message.includes('BigInt') ? tooBig() : error;
  }
}

/** How deep expressions are evaluated by recursion, which is the fastest way: no program writes many that are deeper. */
const SHALLOW = 10;

/** Gives up, answering undefined, where an expression is deeper than `depth`, or not of functions of one or two. */
function evaluateShallow(term: Term, depth: number): Numeric | undefined {
  if (!(term instanceof Compound)) return evaluateSimple(term);
  const { name, args } = term;
  const arity = args.length;
  if (depth === 0 || arity === 0 || arity > 2 || name === DOT) return undefined;
  const last = shallowArgument(args[arity - 1]!, depth);
  if (last === undefined) return undefined;
  if (arity === 1) return apply1(name, last);
  const first = shallowArgument(args[0]!, depth);
  return first && apply2(name, first, last);
}

function shallowArgument(argument: Term, depth: number): Numeric | undefined {
  const term = deref(argument);
  return isNumber(term) ? term : evaluateShallow(term, depth - 1);
}

/**
 * Evaluates with stacks: of the calls that have begun, of the number of arguments that each still lacks, and of values.
 * The last argument is evaluated first, so that errors come in the order that SWI-Prolog has them in.
 */
function evaluateDeep(expression: Term): Numeric {
  const calls: Compound[] = [];
  const lacking: number[] = [];
  const values: Numeric[] = [];
  const known = new Known(expression);
  const begin = (term: Term): void => {
    if (!(term instanceof Compound)) {
      values.push(evaluateSimple(term));
    } else if (term.name === DOT && term.args.length === 2) {
      values.push(evaluateCharacter(term));
    } else {
      const value = known.enter(term);
      if (value !== undefined) {
        values.push(value);
      } else {
        calls.push(term);
        lacking.push(term.args.length);
      }
    }
  };
  begin(expression);
  while (calls.length > 0) {
    const top = calls.length - 1;
    const call = calls[top]!;
    const argument = --lacking[top]!;
    if (argument >= 0) {
      begin(deref(call.args[argument]!));
    } else {
      calls.pop();
      lacking.pop();
      const value = apply(call, values);
      known.leave(call, value);
      values.push(value);
    }
  }
  return values.pop()!;
}

/** How many compounds are evaluated before it is asked whether they are the same ones again and again. */
const MANY = 2_000_000;

/** How many bits of integers are remembered at most. */
const MAX_MEMORY = 2 ** 31;

/**
 * The compounds that were met after {@link MANY} others. It remembers their values, without which an expression whose
 * parts share their parts could take for ever; one that is met again before it has a value contains itself.
 */
class Known {
  #entered = 0;
  #bits = 0;
  readonly #values = new Map<Compound, Numeric | undefined>();

  constructor(readonly expression: Term) {}

  enter(term: Compound): Numeric | undefined {
    if (++this.#entered <= MANY) return undefined;
    const value = this.#values.get(term);
    if (value !== undefined) return value;
    if (this.#values.has(term)) throw typeError('expression', this.expression);
    this.#values.set(term, undefined);
    return undefined;
  }

  leave(term: Compound, value: Numeric): void {
    if (this.#entered <= MANY) return;
    if (typeof value.value === 'bigint') this.#bits += bitLength(value.value);
    if (this.#bits > MAX_MEMORY) throw tooBig();
    this.#values.set(term, value);
  }
}

/** Calls the function that a compound names, taking its arguments from the stack. */
function apply(term: Compound, values: Numeric[]): Numeric {
  switch (term.args.length) {
    case 0: {
      const constant = constants.get(term.name);
      if (constant === undefined) throw typeError('evaluable', term);
      return constant();
    }
    case 1:
      return apply1(term.name, values.pop()!);
    case 2:
      return apply2(term.name, values.pop()!, values.pop()!);
    case 3: {
      const fn = ternary.get(term.name);
      if (fn === undefined) throw notEvaluable(term.name, 3);
      try {
        return fn(values.pop()!, values.pop()!, values.pop()!);
      } catch (error) {
        throw withFunction(error, term.name, 3);
      }
    }
    default:
      throw notEvaluable(term.name, term.args.length);
  }
}

function apply1(name: string, x: Numeric): Numeric {
  const fn = unary.get(name);
  if (fn === undefined) throw notEvaluable(name, 1);
  try {
    return fn(x);
  } catch (error) {
    throw withFunction(error, name, 1);
  }
}

function apply2(name: string, x: Numeric, y: Numeric): Numeric {
  const fn = binary.get(name);
  if (fn === undefined) throw notEvaluable(name, 2);
  try {
    return fn(x, y);
  } catch (error) {
    throw withFunction(error, name, 2);
  }
}

function evaluateSimple(term: Exclude<Term, Compound>): Numeric {
  if (isNumber(term)) return term;
  if (term instanceof Var) throw instantiationError();
  if (term instanceof Str) return evaluateString(term);
  if (term instanceof Nil) throw typeError('evaluable', term);
  const constant = constants.get(term.name);
  if (constant === undefined) throw notEvaluable(term.name, 0);
  return constant();
}

/** `"a"` is the code of the character. */
function evaluateString(term: Str): Int {
  const code = soleCode(term.value);
  if (code === undefined) throw notOneCharacter(term);
  return int(code);
}

/** `[X]` is the value of X, a character or its code; it is what `"a"` reads as where strings are lists. */
function evaluateCharacter(cell: Compound): Int {
  const head = deref(cell.args[0]!);
  if (head instanceof Var) throw instantiationError();
  const code = head instanceof Int ? head.value : head instanceof Atom ? soleCode(head.name) : undefined;
  if (typeof code !== 'number' || !isCodePoint(code)) throw typeError('character', head);
  if (deref(cell.args[1]!) !== nil) throw notOneCharacter(cell);
  return int(code);
}

function soleCode(text: string): number | undefined {
  const code = text.codePointAt(0);
  return code !== undefined && String.fromCodePoint(code).length === text.length ? code : undefined;
}

function isCodePoint(code: number): boolean {
  return code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

function isNumber(term: Term): term is Numeric {
  return term instanceof Int || term instanceof Float;
}

function notEvaluable(name: string, arity: number) {
  return typeError('evaluable', indicator(name, arity));
}

/** SWI-Prolog 9.0 names the empty list as the type that was expected. */
function notOneCharacter(culprit: Term) {
  return errorOf(new Compound('type_error', [nil, culprit]));
}
