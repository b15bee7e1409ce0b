/**
 * Writes one term. Works on a list of what is still to be written instead of by recursion, so that terms of any depth
 * cost no stack.
 */
import { Atom, Compound, DOT, deref, Float, Int, isCell, Nil, Str, type Term, Var } from '../term/term.ts';
import { floatText } from './float-text.ts';
import { atomText, portableAtomText, quotedText } from './quoting.ts';
import { TokenText } from './token-text.ts';
import { numberedName } from './variable-names.ts';
import type { WriteSettings } from './write-options.ts';

/** A whole term, or what follows in the one being written: its operator, its other arguments, a bracket. */
type Step = 'term' | 'arguments' | 'elements' | 'tail' | 'prefix' | 'infix' | 'right' | 'postfix' | Bracket;
type Bracket = ')' | ']' | '}';

interface Task {
  readonly step: Step;
  readonly term: Compound;
  /** Of a term: its priority. Of an operator: that of its operand. Of arguments: which is next. */
  readonly at: number;
  readonly depth: number;
}

/** Writes a term. (With `private` instead of `#`, which makes it twice as fast.) */
export class TermWriter {
  private readonly settings: WriteSettings;
  private readonly comma: string;
  private readonly out = new TokenText();
  private readonly todo: Task[] = [];
  private budget = 0;

  constructor(settings: WriteSettings, term: Term) {
    this.settings = settings;
    this.comma = settings.spacing === 'next_argument' ? ', ' : ',';
    this.next(term, settings.priority, false, 1);
  }

  get text(): string {
    return this.out.text;
  }

  /** Goes on writing until all is written or, answering false, `budget` compounds are. */
  write(budget: number): boolean {
    this.budget = budget;
    while (this.todo.length > 0) {
      if (this.budget < 0) return false;
      this.do(this.todo.pop()!);
    }
    return true;
  }

  private do({ step, term, at, depth }: Task): void {
    switch (step) {
      case 'term':
        this.compound(term, at, depth);
        break;
      case 'arguments':
        this.arguments(term, at, depth);
        break;
      case 'elements':
        this.list(term, depth, false);
        break;
      case 'tail':
        this.list(term, depth, true);
        break;
      case 'prefix':
        this.operand(term, at, depth, term.name === '-' ? 'minus' : 'prefix');
        break;
      case 'infix':
        this.infix(term, at, depth);
        break;
      case 'right':
        this.operand(term, at, depth, 'infix');
        break;
      case 'postfix':
        this.postfix(term, depth);
        break;
      default:
        this.out.put(step);
    }
  }

  private later(step: Step, term: Compound, at: number, depth: number): void {
    this.todo.push({ step, term, at, depth });
  }

  /** Writes a term: at once if it has no parts, else ahead of all that is to be written later. */
  private next(term: Term, priority: number, isOperand: boolean, depth: number): void {
    const value = deref(term);
    if (depth > this.settings.maxDepth) this.out.token('...');
    else if (value instanceof Compound) this.later('term', value, priority, depth);
    else this.simple(value, isOperand);
  }

  private simple(value: Exclude<Term, Compound>, isOperand: boolean): void {
    if (value instanceof Str && !this.settings.quoted) {
      // As SWI-Prolog does, without a space before it
      if (value.value !== '') this.out.put(value.value);
      return;
    }
    const portrayed = value instanceof Var ? this.settings.portrayed.get(value) : undefined;
    if (portrayed !== undefined) {
      if (portrayed !== '') this.out.put(portrayed);
      return;
    }
    if (!(value instanceof Atom || value instanceof Nil)) {
      this.out.token(this.primitive(value));
      return;
    }
    const text = value instanceof Nil ? '[]' : this.atom(value.name);
    // An operator as an operand is bracketed, whatever the priorities
    const isBracketed = isOperand && this.settings.operators.has(value.name);
    if (isBracketed) this.out.token('(');
    this.out.token(text);
    if (isBracketed) this.out.put(')');
  }

  private primitive(value: Int | Float | Str | Var): string {
    if (value instanceof Int) return String(value.value);
    if (value instanceof Float) return floatText(value.value);
    const { escapes, variableNames } = this.settings;
    if (!(value instanceof Var)) return quotedText(value.value, '"', escapes);
    const given = typeof variableNames === 'function' ? variableNames(value) : variableNames.get(value);
    return given ?? value.name ?? `_${value.id}`;
  }

  private atom(name: string): string {
    const { quoted, quoteNonAscii, escapes } = this.settings;
    if (!quoted) return name;
    return quoteNonAscii ? portableAtomText(name, escapes) : atomText(name, escapes);
  }

  private compound(term: Compound, priority: number, depth: number): void {
    this.budget--;
    if (term.args.length === 1 && this.specialTerm(term, depth)) return;
    const { lists, ignoreOps } = this.settings;
    const isCellTerm = term.name === DOT && term.args.length === 2;
    if (isCellTerm && lists === 'brackets') {
      this.out.put('[');
      this.list(term, depth, false);
      return;
    }
    if (!ignoreOps && this.operatorTerm(term, priority, depth)) return;
    this.out.token(isCellTerm && lists === 'dots' ? '.' : this.atom(term.name));
    this.out.put('(');
    this.arguments(term, 0, depth);
  }

  /** Writes `'$VAR'(1)` and `{a}`, if they are to be written as such; answers whether it did. */
  private specialTerm({ name, args }: Compound, depth: number): boolean {
    const argument = args[0]!;
    if (name === '$VAR' && this.settings.numberVars) {
      const numbered = numberedName(deref(argument));
      if (numbered !== undefined) this.out.token(numbered);
      return numbered !== undefined;
    }
    if (name !== '{}' || !this.settings.braceTerms) return false;
    this.out.token('{');
    this.close('}');
    this.next(argument, 1200, false, depth + 1);
    return true;
  }

  private arguments(term: Compound, from: number, depth: number): void {
    const { args } = term;
    for (let i = from; i < args.length; i++) {
      if (i > 0) this.out.put(this.comma);
      const argument = deref(args[i]!);
      const hasParts = argument instanceof Compound;
      if (hasParts) this.later('arguments', term, i + 1, depth);
      this.next(argument, 999, false, depth + 1);
      if (hasParts) return;
    }
    this.out.put(')');
  }

  /** Writes a list from a cell on. Its elements get deeper as it goes on, so that `maxDepth` limits the length too. */
  private list(from: Compound, fromDepth: number, isHeadWritten: boolean): void {
    let cell = from;
    let depth = fromDepth;
    for (let skipHead = isHeadWritten; ; skipHead = false) {
      if (!skipHead) {
        const head = deref(cell.args[0]!);
        const hasParts = head instanceof Compound;
        if (hasParts) this.later('tail', cell, 0, depth);
        this.next(head, 999, false, depth + 1);
        if (hasParts) return;
      }
      const tail = deref(cell.args[1]!);
      depth++;
      if (!isCell(tail) || depth >= this.settings.maxDepth) {
        this.endOfList(tail, depth);
        return;
      }
      this.out.put(this.comma);
      cell = tail;
      if (--this.budget < 0) {
        this.later('elements', cell, 0, depth);
        return;
      }
    }
  }

  private endOfList(tail: Term, depth: number): void {
    if (tail instanceof Nil) {
      this.out.put(']');
    } else if (depth >= this.settings.maxDepth) {
      this.out.put('|...]');
    } else {
      this.out.put('|');
      this.close(']');
      this.next(tail, 999, false, depth + 1);
    }
  }

  /** Writes a term whose functor is an operator as such; answers whether it was. */
  private operatorTerm(term: Compound, priority: number, depth: number): boolean {
    const { name, args } = term;
    const { operators } = this.settings;
    if (!operators.has(name)) return false;
    const isBlock = isBlockTerm(term);
    const operands = isBlock ? args.length - 1 : args.length;
    // `1.5` would read as something else, and so would `a.b`
    const infix = operands === 2 && name !== '.' ? operators.infix(name) : undefined;
    const prefix = operands === 1 ? operators.prefix(name) : undefined;
    const operator = infix ?? prefix ?? (operands === 1 ? operators.postfix(name) : undefined);
    if (operator === undefined) return false;

    if (operator.priority > priority) {
      this.out.token('(');
      this.close(')');
    }
    if (operator !== prefix) {
      this.later(operator === infix ? 'infix' : 'postfix', term, operator.right, depth);
      this.next(args[args.length - operands]!, operator.left, true, depth + 1);
    } else if (isBlock) {
      this.later('prefix', term, operator.right, depth);
      this.next(args[0]!, 1200, false, depth + 1);
    } else {
      this.out.token(this.atom(name));
      this.operand(term, operator.right, depth, name === '-' ? 'minus' : 'prefix');
    }
    return true;
  }

  private infix(term: Compound, priority: number, depth: number): void {
    const { name, args } = term;
    if (args.length === 3) {
      this.later('right', term, priority, depth);
      this.next(args[0]!, 1200, false, depth + 1);
      return;
    }
    if (name === ',') this.out.put(this.comma);
    else if (name === '|') this.out.put(this.comma === ',' ? '|' : '| ');
    else if (this.out.token(this.atom(name))) this.out.put(' ');
    this.operand(term, priority, depth, 'infix');
  }

  /** Writes the last operand, behind its operator. */
  private operand(
    { args }: Compound,
    priority: number,
    depth: number,
    behind: 'prefix' | 'minus' | 'infix',
  ): void {
    this.out.operator(behind);
    this.next(args[args.length - 1]!, priority, true, depth + 1);
  }

  private postfix(term: Compound, depth: number): void {
    if (!isBlockTerm(term)) {
      this.out.token(this.atom(term.name));
      return;
    }
    // `f{x}` would be a dict
    const operand = deref(term.args[1]!);
    if (term.name === '{}' && (operand instanceof Atom || operand instanceof Var)) this.out.put(' ');
    this.next(term.args[0]!, 1200, false, depth + 1);
  }

  private close(bracket: Bracket): void {
    this.later(bracket, nothing, 0, 0);
  }
}

const nothing = new Compound('', []);

/** Whether the operator of a term is a block, which is its first argument: `[]([1], a)` is `a[1]`. */
function isBlockTerm({ name, args }: Compound): boolean {
  if (args.length < 2 || (name !== '[]' && name !== '{}')) return false;
  const block = deref(args[0]!);
  if (name === '[]') return isCell(block);
  return block instanceof Compound && block.name === '{}' && block.args.length === 1;
}
