/** `format/1,2,3`: text with directives that say how arguments are written. */
import {
  Atom,
  compound,
  deref,
  domainError,
  Float,
  Int,
  instantiationError,
  PrologError,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment, Solver } from '../environment.ts';
import { Capture, type OutputStream } from '../output-stream.ts';
import type { Steps } from '../steps.ts';
import { Columns } from './columns.ts';
import { valueOf } from './evaluate.ts';
import { exponentialText, fixedText, generalText, integerText } from './number-format.ts';
import { atomicText, isCode, textOfList } from './text.ts';
import { print, termOptions, write, writeCanonical, writeq, writeWith } from './writing.ts';

/** Writes to a stream. What comes before an error is written too. */
export function* format(
  text: string,
  args: Term,
  stream: OutputStream,
  environment: Environment,
  solver: Solver,
): Steps {
  const columns = new Columns(stream.column, (part) => stream.write(part));
  const run = new FormatRun(text, properList(args) ?? [args], columns, environment, solver);
  try {
    yield* run.run();
  } finally {
    columns.flush();
  }
}

/** `error(format(Message), _)`. */
export function formatError(message: string): PrologError {
  return new PrologError(compound('error', [compound('format', [new Atom(message)]), new Var()]));
}

class FormatRun {
  readonly #chars: readonly string[];
  readonly #args: readonly Term[];
  readonly #columns: Columns;
  readonly #environment: Environment;
  readonly #solver: Solver;
  #at = 0;
  #next = 0;

  constructor(text: string, args: readonly Term[], columns: Columns, environment: Environment, solver: Solver) {
    this.#chars = [...text];
    this.#args = args;
    this.#columns = columns;
    this.#environment = environment;
    this.#solver = solver;
  }

  *run(): Steps {
    const chars = this.#chars;
    while (this.#at < chars.length) {
      const from = this.#at;
      while (this.#at < chars.length && chars[this.#at] !== '~') this.#at++;
      this.#columns.add(chars.slice(from, this.#at).join(''));
      if (this.#at++ < chars.length) yield* this.#directive();
    }
    if (this.#next < this.#args.length) throw formatError('too many arguments');
  }

  *#directive(): Steps {
    const number = this.#number();
    const directive = this.#chars[this.#at++];
    const columns = this.#columns;
    const { operators } = this.#environment;
    switch (directive) {
      case '~':
        return columns.add('~');
      case 'n':
        return columns.add('\n'.repeat(number ?? 1));
      case 'N':
        return columns.column === 0 ? undefined : columns.add('\n');
      case 'w':
        return columns.add(write(this.#argument(), operators));
      case 'p':
        return columns.add(print(this.#argument(), operators));
      case 'q':
        return columns.add(writeq(this.#argument(), operators));
      case 'k':
        return columns.add(writeCanonical(this.#argument(), operators));
      case 'W': {
        const term = this.#argument();
        return columns.add(writeWith(term, termOptions(this.#argument()), operators));
      }
      case 'a':
        return columns.add(this.#atomic());
      case 's':
        return columns.add(this.#string());
      case 'c':
        return columns.add(this.#character().repeat(number ?? 1));
      case 'd':
        return columns.add(integerText(this.#integer('d'), number ?? 0, ''));
      case 'D':
        return columns.add(integerText(this.#integer('D'), number ?? 0, ','));
      case 'e':
        return columns.add(exponentialText(this.#value(), number ?? 6));
      case 'f':
        return columns.add(fixedText(this.#value(), number ?? 6));
      case 'g':
        return columns.add(generalText(this.#value(), number ?? 6));
      case 'r':
      case 'R':
        return columns.add(this.#inRadix(directive, number ?? 8));
      case 'i':
        return void this.#argument();
      case 't':
        return columns.fill(number === undefined ? ' ' : String.fromCodePoint(number));
      case '|':
        return columns.stop(number ?? columns.column);
      case '+':
        return columns.stopAfter(number ?? 8);
      case '@':
        return columns.add(yield* this.#outputOf(this.#argument()));
    }
    throw unknownDirective(directive ?? '\0');
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
    return valueOf(this.#argument(), this.#environment);
  }

  #integer(directive: string): bigint {
    const value = this.#value();
    if (value instanceof Float) throw wrongArgument(directive, value);
    return BigInt(value.value);
  }

  #inRadix(directive: string, radix: number): string {
    const value = this.#integer(directive);
    if (radix < 2 || radix > 36) throw domainError('radix', new Int(radix));
    const text = value.toString(radix);
    return directive === 'R' ? text.toUpperCase() : text;
  }

  *#outputOf(goal: Term): Steps<string> {
    const called = deref(goal);
    if (called instanceof Var) throw instantiationError();
    if (called instanceof Int || called instanceof Float) throw typeError('callable', called);
    const capture = new Capture();
    yield* this.#environment.streams.redirected(capture, this.#solver.once(called));
    return capture.text;
  }
}

function wrongArgument(directive: string, argument: Term): PrologError {
  const formal = compound('format_argument_type', [new Atom(directive), argument]);
  return new PrologError(compound('error', [formal, new Var()]));
}

function unknownDirective(char: string): PrologError {
  const formal = compound('existence_error', [new Atom('format_character'), new Atom(char)]);
  const context = compound('context', [compound('/', [new Atom('format'), new Int(2)]), new Var()]);
  return new PrologError(compound('error', [formal, context]));
}
