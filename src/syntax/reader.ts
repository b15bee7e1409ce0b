/**
 * The reader: terms from text in SWI-Prolog 7 syntax. {@link readTerm} reads one term, {@link Reader} a program clause
 * by clause.
 */
import type { Term, Var } from '../term/term.ts';
import { Lexer } from './lexer.ts';
import { printErrors } from './message.ts';
import { defaultOperators } from './operator-table.ts';
import type { Operators } from './operators.ts';
import { skipClause } from './skip-clause.ts';
import { advance } from './syntax-error.ts';
import { TermReader } from './term-reader.ts';
import { END_OF_TEXT, type LexerOptions, type QuotesFlag } from './token.ts';

export interface ReadOptions extends LexerOptions {
  /** The operators. They may change while a program is read. Default: those of SWI-Prolog. */
  readonly operators?: Operators | undefined;
}

/** A clause of a program as it was read, and where. */
export interface ReadResult {
  readonly term: Term;
  /** The variables with names, in the order in which they first occur. */
  readonly variables: readonly { readonly name: string; readonly variable: Var }[];
  /** The names that occur once. */
  readonly singletons: readonly string[];
  /** The line of the first token, from 1. */
  readonly line: number;
  /** Offset of the first token, and the offset behind the `.`. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a text that holds exactly one term. The `.` at its end may be left out. Variables of one name are one `Var`.
 *
 *     readTerm('cart(Item, 3)')
 *
 * @throws PrologSyntaxError for anything else.
 */
export function readTerm(text: string, options: ReadOptions = NO_OPTIONS): Term {
  lexer.open(text, options);
  terms.operators = options.operators ?? defaultOperators;
  const term = terms.read();
  if (!lexer.isAtEnd()) throw lexer.error('end_of_file_expected');
  lexer.text = ''; // which could be long, and nobody needs it any more
  return term;
}

const NO_OPTIONS: ReadOptions = {};
/** What {@link readTerm} reads with: making them anew would take as long as reading a short term. */
const lexer = new Lexer(false);
const terms = new TermReader(lexer, defaultOperators);

// A bundle leaves out what nobody calls, and whoever reads terms has errors to show.
printErrors();

/** Reads the clauses of a program one after the other: see {@link Reader}. */
export function* readTerms(text: string, options: ReadOptions = {}): Generator<ReadResult, void, undefined> {
  const reader = new Reader(text, options);
  for (let result = reader.read(); result !== undefined; result = reader.read()) yield result;
}

/**
 * Reads a program, each clause when it is asked for: operators and flags may be changed between two of them, as
 * directives do.
 */
export class Reader {
  readonly #lexer = new Lexer(true);
  readonly #terms: TermReader;
  /** The line of the last clause, and where it ends (where it is known). */
  #line = 1;
  #lineEnd = -1;

  constructor(text: string, options: ReadOptions = NO_OPTIONS) {
    this.#lexer.open(text, options);
    if (text.startsWith('\ufeff')) this.#lexer.end = 1;
    this.#terms = new TermReader(this.#lexer, options.operators ?? defaultOperators);
  }

  /** Changes what `"text"` is from the next clause on. */
  set doubleQuotes(flag: QuotesFlag) {
    this.#lexer.doubleQuotes = flag;
  }

  /**
   * The next clause; undefined when there are no more.
   * @throws PrologSyntaxError for a clause that is none. The one behind it can still be read.
   */
  read(): ReadResult | undefined {
    const lexer = this.#lexer;
    if (lexer.isAtEnd()) return undefined;
    const { start } = lexer;
    try {
      const term = this.#terms.read();
      if (lexer.kind === END_OF_TEXT) throw lexer.error('end_of_file', lexer.start, 'the `.` of the clause');
      return this.#result(term, start);
    } catch (error) {
      lexer.end = skipClause(lexer.text, start, lexer.backQuotes === 'symbol_char');
      lexer.mark = advance(lexer.text, lexer.mark, start);
      throw error;
    }
  }

  #result(term: Term, start: number): ReadResult {
    const variables: { name: string; variable: Var }[] = [];
    const singletons: string[] = [];
    for (const { name, variable, count } of this.#terms.variables) {
      variables.push({ name, variable });
      if (count === 1) singletons.push(name);
    }
    return { term, variables, singletons, line: this.#lineOf(start), start, end: this.#lexer.end };
  }

  #lineOf(offset: number): number {
    const { text } = this.#lexer;
    if (this.#lineEnd < 0) this.#lineEnd = lineEnd(text, 0);
    while (this.#lineEnd < offset) {
      this.#line++;
      this.#lineEnd = lineEnd(text, this.#lineEnd + 1);
    }
    return this.#line;
  }
}

function lineEnd(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline;
}
