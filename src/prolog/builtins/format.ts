/** `format/1,2,3`: text with directives that say how arguments are written. */
import {
  Atom,
  compound,
  deref,
  domainError,
  errorOf,
  existenceError,
  Float,
  Int,
  instantiationError,
  type PrologError,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment, Solver } from '../environment.ts';
import { Capture, type OutputStream } from '../output-stream.ts';
import type { Steps } from '../steps.ts';
import { bounded } from './bounds.ts';
import { Columns } from './columns.ts';
import { numberValue } from './evaluate.ts';
import { exponentialText, fixedText, generalText, integerText } from './number-format.ts';
import { printed } from './portraying.ts';
import { atomicText, isCode, textOfList } from './text.ts';
import { termOptions, write, writeCanonical, writeq, writeWith } from './writing.ts';

/** Writes to a stream; false where a goal of `~@` failed. What comes before an error is written too. */
export function* format(
  text: string,
  args: Term,
  stream: OutputStream,
  environment: Environment,
  solver: Solver,
): Steps<boolean> {
  const columns = new Columns(stream.column, (part) => stream.write(part));
  const run = new FormatRun(text, properList(args) ?? [args], columns, environment, solver);
  try {
    return yield* run.run();
  } finally {
    columns.flush();
  }
}

/** `error(format(Message), _)`. */
export function formatError(message: string): PrologError {
  return errorOf(compound('format', [new Atom(message)]));
}

class FormatRun {
  readonly #chars: readonly string[];
  readonly #args: readonly Term[];
  readonly #columns: Columns;
  readonly #environment: Environment;
  readonly #solver: Solver;
  #at = 0;
  #next = 0;
  #hasFailed = false;

  constructor(
    text: string,
    args: readonly Term[],
    columns: Columns,
    environment: Environment,
    solver: Solver,
  ) {
    this.#chars = [...text];
    this.#args = args;
    this.#columns = columns;
    this.#environment = environment;
    this.#solver = solver;
  }

  *run(): Steps<boolean> {
    const chars = this.#chars;
    while (this.#at < chars.length) {
      const from = this.#at;
      while (this.#at < chars.length && chars[this.#at] !== '~') this.#at++;
      this.#columns.add(chars.slice(from, this.#at).join(''));
      if (this.#at++ < chars.length) yield* this.#directive();
      if (this.#hasFailed) return false;
    }
    if (this.#next < this.#args.length) throw formatError('too many arguments');
    return true;
  }

  *#directive(): Steps {
    const number = this.#number();
    const directive = this.#chars[this.#at++] ?? '\0';
    const columns = this.#columns;
    if (directive === 't') {
      columns.fill(number === undefined ? ' ' : String.fromCodePoint(number));
      return;
    }
    bounded(number ?? 0);
    if (directive === '|') columns.stop(number ?? columns.column);
    else if (directive === '+') columns.stopAfter(number ?? 8);
    else if (directive === '@') columns.add(yield* this.#outputOf(this.#argument()));
    else if (directive === 'p')
      columns.add(yield* printed(this.#argument(), this.#environment, this.#solver));
    else columns.add(this.#text(directive, number));
  }

  /** What a directive writes that is about text only. */
  #text(directive: string, number: number | undefined): string {
    const { operators } = this.#environment;
    switch (directive) {
      case '~':
        return '~';
      case 'n':
        return '\n'.repeat(number ?? 1);
      case 'N':
        return this.#columns.column === 0 ? '' : '\n';
      case 'w':
        return write(this.#argument(), operators);
      case 'q':
        return writeq(this.#argument(), operators);
      case 'k':
        return writeCanonical(this.#argument(), operators);
      case 'W': {
        const term = this.#argument();
        return writeWith(term, termOptions(this.#argument()), operators);
      }
      case 'a':
        return this.#atomic();
      case 's':
        return this.#string();
      case 'c':
        return this.#character().repeat(number ?? 1);
      case 'd':
        return integerText(this.#integer('d'), number ?? 0, '');
      case 'D':
        return integerText(this.#integer('D'), number ?? 0, ',');
      case 'e':
        return exponentialText(this.#value(), number ?? 6);
      case 'f':
        return fixedText(this.#value(), number ?? 6);
      case 'g':
        return generalText(this.#value(), number ?? 6);
      case 'r':
        return this.#inRadix(number ?? 8);
      case 'R':
        return this.#inRadix(number ?? 8).toUpperCase();
      case 'i':
        this.#argument();
        return '';
    }
    throw unknownDirective(directive);
  }

  /** What stands between `~` and the directive: digits, `*` for an argument, `` `c `` for the code of a character. */
  #number(): number | undefined {
    const first = this.#chars[this.#at];
    if (first === '`') {
      this.#at += 2;
      return this.#chars[this.#at - 1]?.codePointAt(0) ?? 0;
    }
    if (first === '*') {
      this.#at++;
      const value = deref(this.#argument());
      const isNatural = value instanceof Int && value.value >= 0;
      if (!isNatural) throw formatError("no or negative integer for `*' argument");
      return Number(value.value);
    }
    const from = this.#at;
    while (/^\d$/.test(this.#chars[this.#at] ?? '')) this.#at++;
    return from === this.#at ? undefined : Number(this.#chars.slice(from, this.#at).join(''));
  }

  #argument(): Term {
    const argument = this.#args[this.#next++];
    if (argument === undefined) throw formatError('not enough arguments');
    return argument;
  }

  #atomic(): string {
    const argument = this.#argument();
    const text = atomicText(argument);
    if (text === undefined) throw wrongArgument('a', argument);
    return text;
  }

  #string(): string {
    const argument = this.#argument();
    const value = deref(argument);
    const text = value instanceof Int || value instanceof Float ? undefined : atomicText(value);
    const found = text ?? textOfList(value);
    if (found === undefined) throw wrongArgument('s', argument);
    return found;
  }

  #character(): string {
    const argument = deref(this.#argument());
    if (!isCode(argument)) throw wrongArgument('c', argument);
    return String.fromCodePoint(Number(argument.value));
  }

  #value(): Int | Float {
    return numberValue(this.#argument(), this.#environment);
  }

  #integer(directive: string): bigint {
    const value = this.#value();
    if (value instanceof Float) throw wrongArgument(directive, value);
    return BigInt(value.value);
  }

  #inRadix(radix: number): string {
    const value = this.#integer('r');
    if (radix < 2 || radix > 36) throw domainError('radix', new Int(radix));
    return value.toString(radix);
  }

  *#outputOf(goal: Term): Steps<string> {
    const called = deref(goal);
    if (called instanceof Var) throw instantiationError();
    if (called instanceof Int || called instanceof Float) throw typeError('callable', called);
    const capture = new Capture();
    const found = yield* this.#environment.streams.redirected(capture, this.#solver.once(called));
    this.#hasFailed = found === undefined;
    return capture.text;
  }
}

function wrongArgument(directive: string, argument: Term): PrologError {
  return errorOf(compound('format_argument_type', [new Atom(directive), argument]));
}

function unknownDirective(char: string): PrologError {
  const context = compound('context', [compound('/', [new Atom('format'), new Int(2)]), new Var()]);
  return existenceError('format_character', new Atom(char), context);
}
