/** Clauses as `portray_clause/1` lays them out. */
import { deref, type Operators, type Term } from '../../index.ts';
import { BodyLayout, STEP } from './body-layout.ts';
import { type ClauseParts, clauseParts, isAtom, isCompound, isPrimitive } from './clause-shapes.ts';
import { namedForListing } from './numbering.ts';
import type { TermLayout } from './term-layout.ts';
import { TextLines } from './text-lines.ts';
import { withFullStop, writeq } from './writing.ts';

/** The text of a clause, with its full stop and line end. */
export function clauseText(clause: Term, operators: Operators): string {
  return new ClauseLayout(operators).clause(namedForListing(clause));
}

class ClauseLayout {
  readonly #operators: Operators;
  readonly #lines = new TextLines();
  readonly #bodies: BodyLayout;
  readonly #terms: TermLayout;

  constructor(operators: Operators) {
    this.#operators = operators;
    this.#bodies = new BodyLayout(this.#lines, operators);
    this.#terms = this.#bodies.terms;
  }

  clause(term: Term): string {
    const parts = clauseParts(term);
    if (parts === undefined) this.#directiveOrFact(term);
    else if (parts.neck === ':-' && isAtom(parts.body, 'true')) this.#terms.term(parts.head, 1200);
    else this.#rule(parts);
    const [before, last] = this.#lines.parts;
    return `${[...before, withFullStop(last)].join('\n')}\n`;
  }

  #rule({ head, neck, body }: ClauseParts): void {
    const { left, right } = this.#operators.infix(neck) ?? { left: 1199, right: 1199 };
    this.#terms.term(head, left);
    this.#lines.put(` ${neck}`);
    const isQualified = isCompound(body, ':', 2) && !isPrimitive(deref(body.args[1]!));
    if (!isQualified) {
      this.#lines.newline(STEP);
      // As the seed of this layout has it: what it calls the left priority is that of the right side.
      this.#bodies.body(body, STEP, neck === ':-' ? right : left);
      return;
    }
    this.#lines.newline(STEP);
    this.#lines.put(`${writeq(body.args[0]!, this.#operators)}:`);
    this.#lines.newline(STEP);
    this.#lines.put('(   ');
    this.#bodies.body(deref(body.args[1]!), 2 * STEP, 1200);
    this.#lines.newline(STEP);
    this.#lines.put(')');
  }

  #directiveOrFact(term: Term): void {
    const isDirective = isCompound(term, ':-', 1) || isCompound(term, '?-', 1);
    if (!isDirective) {
      this.#bodies.body(term, 0, 1200);
      return;
    }
    const goal = deref(term.args[0]!);
    this.#lines.put(`${term.name} `);
    if (isCompound(goal, 'module', 2) && term.name === ':-') {
      this.#lines.put('module(');
      const indent = this.#lines.column;
      this.#lines.put(`${writeq(goal.args[0]!, this.#operators)},`);
      this.#lines.newline(indent);
      this.#terms.list(deref(goal.args[1]!), indent);
      this.#lines.put(')');
    } else {
      this.#bodies.body(goal, 3, 1199);
    }
  }
}
