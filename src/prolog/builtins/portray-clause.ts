/** Clauses as `portray_clause/1` lays them out. */
import { Atom, Compound, compound, DOT, deref, type Operators, type Term, writeTerm } from '../../index.ts';
import { columnAfter } from '../output-stream.ts';
import { argumentKinds } from './meta-predicates.ts';
import { namedForListing } from './numbering.ts';
import { withFullStop, writeq } from './writing.ts';

/** The text of a clause, with its full stop and line end. */
export function clauseText(clause: Term, operators: Operators): string {
  return new ClauseLayout(operators).clause(namedForListing(clause));
}

/** A line is not longer than this if that can be helped. */
const WIDTH = 78;
/** Steps of indentation. */
const STEP = 4;

class ClauseLayout {
  readonly #operators: Operators;
  readonly #lines: string[] = [];
  #line = '';

  constructor(operators: Operators) {
    this.#operators = operators;
  }

  clause(term: Term): string {
    const parts = clauseParts(term);
    if (parts === undefined) this.#directiveOrFact(term);
    else if (parts.neck === ':-' && isAtom(parts.body, 'true')) this.#term(parts.head, 1200);
    else this.#rule(parts);
    return `${[...this.#lines, withFullStop(this.#line)].join('\n')}\n`;
  }

  #rule({ head, neck, body }: ClauseParts): void {
    const { left, right } = this.#operators.infix(neck) ?? { left: 1199, right: 1199 };
    this.#term(head, left);
    this.#put(` ${neck}`);
    const isQualified = isCompound(body, ':', 2) && !isPrimitive(deref(body.args[1]!));
    if (!isQualified) {
      this.#newline(STEP);
      // As the seed of this layout has it: what it calls the left priority is that of the right side.
      this.#body(body, STEP, neck === ':-' ? right : left);
      return;
    }
    this.#newline(STEP);
    this.#put(`${writeq(body.args[0]!, this.#operators)}:`);
    this.#newline(STEP);
    this.#put('(   ');
    this.#body(deref(body.args[1]!), 2 * STEP, 1200);
    this.#newline(STEP);
    this.#put(')');
  }

  #directiveOrFact(term: Term): void {
    const isDirective = isCompound(term, ':-', 1) || isCompound(term, '?-', 1);
    if (!isDirective) {
      this.#body(term, 0, 1200);
      return;
    }
    const goal = deref(term.args[0]!);
    this.#put(`${term.name} `);
    if (isCompound(goal, 'module', 2) && term.name === ':-') {
      this.#put('module(');
      const indent = this.#column;
      this.#put(`${writeq(goal.args[0]!, this.#operators)},`);
      this.#newline(indent);
      this.#list(deref(goal.args[1]!), indent);
      this.#put(')');
    } else {
      this.#body(goal, 3, 1199);
    }
  }

  /** A body where the text is now, its further lines at an indentation. */
  #body(term: Term, indent: number, priority: number): void {
    if (isOr(term)) {
      this.#put('(   ');
      this.#or(term, indent, 1200);
      this.#newline(indent);
      this.#put(')');
    } else if (this.#needsBraces(term, priority)) {
      this.#put('( ');
      this.#body(term, indent + 2, 1200);
      this.#newline(indent);
      this.#put(')');
    } else if (isCompound(term, ',', 2)) {
      const [left, right] = term.args.map(deref) as [Term, Term];
      const isNested = isCompound(left, ',', 2);
      this.#body(isNested ? deref(left.args[0]!) : left, indent, 999);
      this.#put(',');
      this.#newline(indent);
      this.#body(isNested ? compound(',', [left.args[1]!, right]) : right, indent, 1000);
    } else if (isCompound(term, '\\+', 1)) {
      this.#put('\\+ ');
      this.#body(deref(term.args[0]!), indent + 3, this.#operators.prefix('\\+')?.right ?? 999);
    } else {
      this.#call(term, priority);
    }
  }

  #call(term: Term, priority: number): void {
    const kinds = term instanceof Compound ? argumentKinds(term.name, term.args.length) : undefined;
    if (kinds === undefined) {
      this.#term(term, priority);
      return;
    }
    const { name, args } = term as Compound;
    const isSimple = args.every((arg, i) => !isGoal(kinds[i]!) || isPrimitive(deref(arg)));
    if (isSimple) {
      this.#term(term, 999);
      return;
    }
    this.#put(`${writeq(new Atom(name), this.#operators)}(`);
    const indent = this.#column;
    args.forEach((arg, i) => {
      if (i > 0) {
        this.#put(',');
        this.#newline(indent);
      }
      if (isGoal(kinds[i]!)) this.#body(deref(arg), this.#column, 999);
      else this.#term(deref(arg), 999);
    });
    this.#put(')');
  }

  /** The alternatives of a disjunction, or the parts of a condition. */
  #or(term: Term, indent: number, priority: number): void {
    if (this.#needsBraces(term, priority)) {
      this.#put('(   ');
      this.#alternatives(term as Compound, indent + STEP);
      this.#newline(indent + STEP);
      this.#put(')');
    } else if (isOr(term)) this.#alternatives(term, indent);
    else this.#body(term, indent + STEP, priority);
  }

  #alternatives(term: Compound, indent: number): void {
    const { name } = term;
    const [left, right] = term.args.map(deref) as [Term, Term];
    if (name === ';' && isCondition(left)) {
      this.#condition(left, indent);
      const { right: most } = this.#operators.infix(left.name) ?? { right: 1050 };
      this.#body(deref(left.args[1]!), indent + STEP, most);
      this.#newline(indent);
      this.#put(';   ');
      this.#or(right, indent, this.#operators.infix(';')?.right ?? 1100);
    } else if (isCondition(term)) {
      this.#condition(term, indent);
      this.#or(right, indent, this.#operators.infix(term.name)?.right ?? 1050);
    } else {
      const operator = this.#operators.infix(name);
      this.#body(left, indent + STEP, operator?.left ?? 1099);
      this.#newline(indent);
      this.#put(`${name}   `);
      this.#or(right, indent, operator?.right ?? 1100);
    }
  }

  #condition(term: Compound, indent: number): void {
    this.#body(deref(term.args[0]!), indent + STEP, this.#operators.infix(term.name)?.left ?? 1049);
    this.#newline(indent);
    this.#put(term.name.padEnd(STEP));
  }

  /** A term that is no construct, in lines where it is too long for one. */
  #term(term: Term, priority: number): void {
    if (isCompound(term, '{}', 1)) {
      const indent = this.#column;
      this.#put('{ ');
      this.#body(deref(term.args[0]!), indent + 2, 1000);
      this.#newline(indent);
      this.#put('}');
    } else if (term instanceof Compound && this.#isTooLong(term)) {
      if (term.name === DOT && term.args.length === 2) this.#list(term, this.#column);
      else this.#arguments(term);
    } else {
      this.#put(
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
    return this.#column + length > WIDTH && length > WIDTH / 4;
  }

  #arguments({ name, args }: Compound): void {
    this.#put(`${writeq(new Atom(name), this.#operators)}(`);
    const indent = this.#column;
    args.forEach((arg, i) => {
      if (i > 0) {
        this.#put(',');
        this.#newline(indent);
      }
      this.#term(deref(arg), 999);
    });
    this.#put(')');
  }

  #list(term: Term, indent: number): void {
    if (!isCompound(term, DOT, 2)) {
      this.#put('[]');
      return;
    }
    this.#put('[ ');
    let cell: Compound = term;
    for (;;) {
      this.#term(deref(cell.args[0]!), 999);
      const rest = deref(cell.args[1]!);
      if (!isCompound(rest, DOT, 2)) {
        this.#endOfList(rest, indent);
        return;
      }
      this.#put(',');
      this.#newline(indent + 2);
      cell = rest;
    }
  }

  #endOfList(rest: Term, indent: number): void {
    this.#newline(indent);
    if (String(rest) !== '[]') {
      this.#put('| ');
      this.#term(rest, 999);
      this.#newline(indent);
    }
    this.#put(']');
  }

  #needsBraces(term: Term, priority: number): boolean {
    if (!(term instanceof Atom || term instanceof Compound)) return false;
    const roles = this.#operators.roles(term.name);
    if (roles === undefined) return false;
    return [roles.prefix, roles.infix, roles.postfix].some(
      (role) => role !== undefined && role.priority > priority,
    );
  }

  get #column(): number {
    return columnAfter(this.#line, 0);
  }

  #put(text: string): void {
    this.#line += text;
  }

  #newline(indent: number): void {
    this.#lines.push(this.#line);
    this.#line = ' '.repeat(indent);
  }
}

interface ClauseParts {
  readonly head: Term;
  readonly neck: string;
  readonly body: Term;
}

function clauseParts(term: Term): ClauseParts | undefined {
  if (!(term instanceof Compound && term.args.length === 2)) return undefined;
  const [head, body] = term.args.map(deref) as [Term, Term];
  return [':-', '=>', '?=>', '-->'].includes(term.name) ? { head, neck: term.name, body } : undefined;
}

function isOr(term: Term): term is Compound {
  return isCompound(term, ';', 2) || isCondition(term);
}

function isCondition(term: Term): term is Compound {
  return isCompound(term, '->', 2) || isCompound(term, '*->', 2);
}

function isPrimitive(term: Term): boolean {
  return !isOr(term) && !isCompound(term, ',', 2);
}

/** Whether an argument of that kind is called. */
function isGoal(kind: string): boolean {
  return kind >= '0' && kind <= '9';
}

function isAtom(term: Term, name: string): boolean {
  return term instanceof Atom && term.name === name;
}

function isCompound(term: Term, name: string, arity: number): term is Compound {
  return term instanceof Compound && term.name === name && term.args.length === arity;
}
