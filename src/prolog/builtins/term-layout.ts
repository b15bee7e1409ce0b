/** Terms in clauses that are no constructs: in lines where they are too long for one. */
import { Atom, Compound, DOT, deref, type Operators, type Term, writeTerm } from '../../index.ts';
import { isCompound } from './clause-shapes.ts';
import type { TextLines } from './text-lines.ts';
import { writeq } from './writing.ts';

/** A line is not longer than this if that can be helped. */
const WIDTH = 78;

/** Lays out a body where the text is now. */
type Body = (term: Term, indent: number, priority: number) => void;

export class TermLayout {
  readonly #lines: TextLines;
  readonly #operators: Operators;
  readonly #body: Body;

  /** What is in braces is laid out as a body is. */
  constructor(lines: TextLines, operators: Operators, body: Body) {
    this.#lines = lines;
    this.#operators = operators;
    this.#body = body;
  }

  /** A term that is no construct, in lines where it is too long for one. */
  term(term: Term, priority: number): void {
    if (isCompound(term, '{}', 1)) {
      const indent = this.#lines.column;
      this.#lines.put('{ ');
      this.#body(deref(term.args[0]!), indent + 2, 1000);
      this.#lines.newline(indent);
      this.#lines.put('}');
    } else if (term instanceof Compound && this.#isTooLong(term)) {
      if (term.name === DOT && term.args.length === 2) this.list(term, this.#lines.column);
      else this.#arguments(term);
    } else {
      this.#lines.put(
        writeTerm(term, { numberVars: true, spacing: 'next_argument', priority, operators: this.#operators }),
      );
    }
  }

  #isTooLong(term: Compound): boolean {
    const { name, args } = term;
    if (args.length === 0 || (name === '$VAR' && args.length === 1)) return false;
    if (args.length === 2 && this.#operators.infix(name)) return false;
    if (args.length === 1 && (this.#operators.prefix(name) ?? this.#operators.postfix(name))) return false;
    const length = Math.min(
      WIDTH,
      [...writeTerm(term, { quoted: false, operators: this.#operators })].length,
    );
    return this.#lines.column + length > WIDTH && length > WIDTH / 4;
  }

  #arguments({ name, args }: Compound): void {
    this.#lines.put(`${writeq(new Atom(name), this.#operators)}(`);
    const indent = this.#lines.column;
    args.forEach((arg, i) => {
      if (i > 0) {
        this.#lines.put(',');
        this.#lines.newline(indent);
      }
      this.term(deref(arg), 999);
    });
    this.#lines.put(')');
  }

  /** A list with a line for each element. */
  list(term: Term, indent: number): void {
    if (!isCompound(term, DOT, 2)) {
      this.#lines.put('[]');
      return;
    }
    this.#lines.put('[ ');
    let cell: Compound = term;
    for (;;) {
      this.term(deref(cell.args[0]!), 999);
      const rest = deref(cell.args[1]!);
      if (!isCompound(rest, DOT, 2)) {
        this.#endOfList(rest, indent);
        return;
      }
      this.#lines.put(',');
      this.#lines.newline(indent + 2);
      cell = rest;
    }
  }

  #endOfList(rest: Term, indent: number): void {
    this.#lines.newline(indent);
    if (String(rest) !== '[]') {
      this.#lines.put('| ');
      this.term(rest, 999);
      this.#lines.newline(indent);
    }
    this.#lines.put(']');
  }
}
