/**
 * Operands and operators that are read and not yet combined, and how they combine: exactly as in SWI-Prolog,
 * ambiguities included. Brackets are of no concern here; each has a {@link Scope} of its own on the same stacks.
 */
import { Compound, nil, type Term } from '../term/term.ts';
import type { Operator, OperatorRoles, OperatorTable } from './operator-table.ts';

/** Where the operands and operators inside a bracket begin. */
export interface Scope {
  operands: number;
  operators: number;
  /** Whether an operand has been read and an operator must follow. */
  complete: boolean;
}

/** An operator that waits for its operands. */
export interface Pending {
  operator: Operator;
  name: string;
  /** The operator as an atom, or as a bracket term where `[]` or `{}` is the operator. */
  term: Term;
  isBlock: boolean;
  /** Its offset in the text. */
  start: number;
}

/** Above every operator: SWI-Prolog lets an argument be of any priority. */
const ANY_PRIORITY = 1201;

/** As many records of operators are kept for the next term. */
const KEPT = 256;

export class OperatorStack {
  readonly #operands: Term[] = [];
  readonly #priorities: number[] = [];
  /** Those from `operatorCount` on are used again. */
  #operators: Pending[] = [];
  readonly #clash: (operator: Pending) => Error;
  table: OperatorTable;
  /** How many operands there are, and how many operators. */
  operandCount = 0;
  operatorCount = 0;

  constructor(table: OperatorTable, clash: (operator: Pending) => Error) {
    this.table = table;
    this.#clash = clash;
  }

  clear(): void {
    while (this.operandCount > 0) this.pop();
    this.operatorCount = 0;
    if (this.#operators.length > KEPT) this.#operators = [];
  }

  /** Whether the scope holds anything that could be a term already. */
  isStarted(scope: Scope): boolean {
    return this.operandCount > scope.operands || this.operatorCount > scope.operators;
  }

  push(term: Term, priority: number): void {
    const top = this.operandCount++;
    this.#operands[top] = term;
    this.#priorities[top] = priority;
  }

  pop(): Term {
    const top = --this.operandCount;
    const term = this.#operands[top]!;
    this.#operands[top] = nil; // the stack outlives the term, and must not keep it
    return term;
  }

  /** Pops all operands from an index on. */
  popFrom(index: number): Term[] {
    const count = this.operandCount - index;
    const last = this.pop();
    if (count === 1) return [last];
    if (count === 2) return [this.pop(), last];
    const terms = this.#operands.slice(index, this.operandCount + 1);
    terms[count - 1] = last;
    while (this.operandCount > index) this.#operands[--this.operandCount] = nil;
    return terms;
  }

  /**
   * Which operator a name is at this point; undefined when it can only be an operand. Operands before it are combined
   * as far as their operators bind more tightly.
   */
  accept({ prefix, infix, postfix }: OperatorRoles, scope: Scope): Operator | undefined {
    if (!scope.complete && prefix !== undefined) return prefix;
    if (infix !== undefined) {
      this.#reconsider(infix.left, scope);
      if (scope.complete) {
        this.#reduce(infix.left, scope);
        scope.complete = false;
        return infix;
      }
    }
    if (postfix !== undefined) {
      this.#reconsider(postfix.left, scope);
      if (scope.complete) {
        this.#reduce(postfix.left, scope);
        return postfix;
      }
    }
    return undefined;
  }

  /** Pushes an operator that {@link accept} has found. */
  pushOperator(
    operator: Operator,
    name: string,
    term: Term,
    isBlock: boolean,
    start: number,
    scope: Scope,
  ): void {
    const last = this.last(scope);
    const pending = this.#operators[this.operatorCount];
    if (pending === undefined) {
      this.#operators.push({ operator, name, term, isBlock, start });
    } else {
      pending.operator = operator;
      pending.name = name;
      pending.term = term;
      pending.isBlock = isBlock;
      pending.start = start;
    }
    this.operatorCount++;
    if (operator.place !== 'postfix') return;
    const outer = last?.operator;
    this.#reduceOne(outer === undefined || outer.place === 'postfix' ? ANY_PRIORITY : outer.right, scope);
  }

  /** The last operator of the scope that is still to be combined. */
  last(scope: Scope): Pending | undefined {
    const top = this.operatorCount - 1;
    return top >= scope.operators ? this.#operators[top] : undefined;
  }

  /** Combines all that is in the scope to one operand, the last one; false when operands are missing. */
  finish(scope: Scope): boolean {
    if (this.operatorCount === scope.operators) return this.operandCount === scope.operands + 1;
    this.#reconsider(ANY_PRIORITY, scope);
    this.#reduce(ANY_PRIORITY, scope);
    const operands = this.operandCount - scope.operands;
    const operators = this.operatorCount - scope.operators;
    if (operands === 0 && operators === 1) {
      this.push(this.#operators[--this.operatorCount]!.term, 0);
      return true;
    }
    return operands === 1 && operators === 0;
  }

  /**
   * Before something of this priority that wants an operand on its left: where there is none, the operator that stands
   * there is taken to be an atom (`- = x`), or an infix operator to be a postfix one.
   */
  #reconsider(priority: number, scope: Scope): void {
    const last = this.last(scope);
    if (last === undefined || scope.complete || priority <= last.operator.right) return;
    const { place } = last.operator;
    if (place === 'prefix' && !last.isBlock) {
      this.operatorCount--;
      this.push(last.term, 0);
      scope.complete = true;
    } else if (place === 'infix' && this.operandCount > scope.operands) {
      const postfix = this.table.postfix(last.name);
      if (postfix === undefined) return;
      last.operator = postfix;
      this.operatorCount--;
      this.#build(last);
      scope.complete = true;
    }
  }

  /** Combines operators with their operands as long as they bind at least as tightly as the priority says. */
  #reduce(priority: number, scope: Scope): void {
    while (this.#reduceOne(priority, scope));
  }

  #reduceOne(priority: number, scope: Scope): boolean {
    const last = this.last(scope);
    if (last === undefined || priority < last.operator.priority) return false;
    const { place, left, right } = last.operator;
    const top = this.operandCount - 1;
    if (top + 1 - scope.operands < (place === 'infix' ? 2 : 1)) return false;
    const onTop = this.#priorities[top]!;
    const fits =
      place === 'infix'
        ? right >= onTop && left >= this.#priorities[top - 1]!
        : (place === 'prefix' ? right : left) >= onTop;
    if (!fits) {
      if (priority === ANY_PRIORITY) throw this.#clash(last);
      return false;
    }
    this.operatorCount--;
    this.#build(last);
    return true;
  }

  /** Puts an operator's term in the place of its operands. */
  #build({ operator, name, term, isBlock }: Pending): void {
    const right = this.pop();
    const args = operator.place === 'infix' ? [this.pop(), right] : [right];
    this.push(new Compound(name, isBlock ? [term, ...args] : args), operator.priority);
  }
}
