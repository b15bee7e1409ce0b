/** The bodies of clauses: conjunctions in lines, alternatives and conditions in brackets, goals in goals. */
import { Atom, Compound, compound, deref, type Operators, type Term } from '../../index.ts';
import { isCompound, isCondition, isOr, isPrimitive } from './clause-shapes.ts';
import { argumentKinds } from './meta-predicates.ts';
import { TermLayout } from './term-layout.ts';
import type { TextLines } from './text-lines.ts';
import { writeq } from './writing.ts';

/** Steps of indentation. */
export const STEP = 4;

export class BodyLayout {
  readonly terms: TermLayout;
  readonly #lines: TextLines;
  readonly #operators: Operators;

  constructor(lines: TextLines, operators: Operators) {
    this.terms = new TermLayout(lines, operators, (term, indent, priority) =>
      this.body(term, indent, priority),
    );
    this.#lines = lines;
    this.#operators = operators;
  }

  /** A body where the text is now, its further lines at an indentation. */
  body(term: Term, indent: number, priority: number): void {
    if (isOr(term)) {
      this.#lines.put('(   ');
      this.#or(term, indent, 1200);
      this.#lines.newline(indent);
      this.#lines.put(')');
    } else if (this.#needsBraces(term, priority)) {
      this.#lines.put('( ');
      this.body(term, indent + 2, 1200);
      this.#lines.newline(indent);
      this.#lines.put(')');
    } else if (isCompound(term, ',', 2)) {
      const [left, right] = term.args.map(deref) as [Term, Term];
      const isNested = isCompound(left, ',', 2);
      this.body(isNested ? deref(left.args[0]!) : left, indent, 999);
      this.#lines.put(',');
      this.#lines.newline(indent);
      this.body(isNested ? compound(',', [left.args[1]!, right]) : right, indent, 1000);
    } else if (isCompound(term, '\\+', 1)) {
      this.#lines.put('\\+ ');
      this.body(deref(term.args[0]!), indent + 3, this.#operators.prefix('\\+')?.right ?? 999);
    } else {
      this.#call(term, priority);
    }
  }

  #call(term: Term, priority: number): void {
    const kinds = term instanceof Compound ? argumentKinds(term.name, term.args.length) : undefined;
    if (kinds === undefined) {
      this.terms.term(term, priority);
      return;
    }
    const { name, args } = term as Compound;
    const isSimple = args.every((arg, i) => !isGoal(kinds[i]!) || isPrimitive(deref(arg)));
    if (isSimple) {
      this.terms.term(term, 999);
      return;
    }
    this.#lines.put(`${writeq(new Atom(name), this.#operators)}(`);
    const indent = this.#lines.column;
    args.forEach((arg, i) => {
      if (i > 0) {
        this.#lines.put(',');
        this.#lines.newline(indent);
      }
      if (isGoal(kinds[i]!)) this.body(deref(arg), this.#lines.column, 999);
      else this.terms.term(deref(arg), 999);
    });
    this.#lines.put(')');
  }

  /** The alternatives of a disjunction, or the parts of a condition. */
  #or(term: Term, indent: number, priority: number): void {
    if (this.#needsBraces(term, priority)) {
      this.#lines.put('(   ');
      this.#alternatives(term as Compound, indent + STEP);
      this.#lines.newline(indent + STEP);
      this.#lines.put(')');
    } else if (isOr(term)) this.#alternatives(term, indent);
    else this.body(term, indent + STEP, priority);
  }

  #alternatives(term: Compound, indent: number): void {
    const { name } = term;
    const [left, right] = term.args.map(deref) as [Term, Term];
    if (name === ';' && isCondition(left)) {
      this.#condition(left, indent);
      const { right: most } = this.#operators.infix(left.name) ?? { right: 1050 };
      this.body(deref(left.args[1]!), indent + STEP, most);
      this.#lines.newline(indent);
      this.#lines.put(';   ');
      this.#or(right, indent, this.#operators.infix(';')?.right ?? 1100);
    } else if (isCondition(term)) {
      this.#condition(term, indent);
      this.#or(right, indent, this.#operators.infix(term.name)?.right ?? 1050);
    } else {
      const operator = this.#operators.infix(name);
      this.body(left, indent + STEP, operator?.left ?? 1099);
      this.#lines.newline(indent);
      this.#lines.put(`${name}   `);
      this.#or(right, indent, operator?.right ?? 1100);
    }
  }

  #condition(term: Compound, indent: number): void {
    this.body(deref(term.args[0]!), indent + STEP, this.#operators.infix(term.name)?.left ?? 1049);
    this.#lines.newline(indent);
    this.#lines.put(term.name.padEnd(STEP));
  }

  #needsBraces(term: Term, priority: number): boolean {
    if (!(term instanceof Atom || term instanceof Compound)) return false;
    const roles = this.#operators.roles(term.name);
    if (roles === undefined) return false;
    return [roles.prefix, roles.infix, roles.postfix].some(
      (role) => role !== undefined && role.priority > priority,
    );
  }
}

/** Whether an argument of that kind is called. */
function isGoal(kind: string): boolean {
  return kind >= '0' && kind <= '9';
}
