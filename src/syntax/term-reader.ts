/**
 * Terms from tokens: brackets, arguments, lists and variables. What is open is held on stacks instead of by recursion,
 * so that depth costs no JavaScript stack.
 */
import { Atom, Compound, DOT, nil, type Term, Var } from '../term/term.ts';
import { classOf, isPlainName, START, SYMBOL } from './characters.ts';
import {
  BAR,
  BRACE,
  COMMA,
  CONTINUATIONS,
  closes,
  type Frame,
  type FrameKind,
  newFrame,
  openFrame,
  PARENTHESIS,
  SQUARE,
} from './frame.ts';
import type { Lexer } from './lexer.ts';
import { makeName, type Name, rolesOf } from './names.ts';
import { OperatorStack } from './operator-stack.ts';
import type { Operator, OperatorTable } from './operator-table.ts';
import { END_OF_TEXT, NAME, PUNCTUATION, QUOTED_NAME, TERM, VARIABLE } from './token.ts';

/** A variable of a term: its name, and how many times that occurs. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: Var;
  count: number;
}

const COMMA_NAME = makeName(',');
const BAR_NAME = makeName('|');
/** As many frames and variables are kept for the next term. */
const KEPT = 256;

export class TermReader {
  readonly #lexer: Lexer;
  readonly #stack: OperatorStack;
  /** Frames are used again; those up to `#depth` are open. */
  #frames: Frame[] = [newFrame()];
  #depth = 0;
  #frame: Frame = this.#frames[0]!;
  #variables: NamedVariable[] = [];
  #byName: Map<string, NamedVariable> | undefined = undefined;

  constructor(lexer: Lexer, operators: OperatorTable) {
    this.#lexer = lexer;
    this.#stack = new OperatorStack(operators, ({ start }) => lexer.error('operator_clash', start));
  }

  set operators(operators: OperatorTable) {
    this.#stack.table = operators;
  }

  /** The variables of the term that was read last, in the order in which they occur; not those named `_`. */
  get variables(): readonly NamedVariable[] {
    return this.#variables;
  }

  /** Reads one term and what ends it: `.` or the end of the text, which the lexer's token then is. */
  read(): Term {
    this.#reset();
    const lexer = this.#lexer;
    const stack = this.#stack;
    for (;;) {
      const frame = this.#frame;
      lexer.next(frame.complete);
      const { kind } = lexer;
      if (kind === PUNCTUATION) {
        const { code } = lexer;
        if (closes(frame, code) && stack.isStarted(frame)) this.#close(frame, code);
        else this.#punctuation(frame, code);
      } else if (kind === NAME || kind === QUOTED_NAME) {
        this.#name(frame);
      } else if (kind === VARIABLE || kind === TERM) {
        if (frame.complete) throw this.#operatorExpected();
        this.#operand(kind === TERM ? lexer.term : this.#variable());
      } else {
        if (frame.kind !== 'clause' || !stack.isStarted(frame)) throw this.#endError();
        this.#finish(frame);
        return stack.pop();
      }
    }
  }

  #reset(): void {
    this.#stack.clear();
    if (this.#variables.length > 0) this.#variables = [];
    this.#byName = undefined;
    if (this.#frames.length > KEPT) this.#frames = [newFrame()];
    this.#depth = 0;
    this.#frame = this.#frames[0]!;
    this.#frame.complete = false;
  }

  #operand(term: Term): void {
    this.#stack.push(term, 0);
    this.#frame.complete = true;
  }

  #variable(): Var {
    const lexer = this.#lexer;
    if (lexer.isFollowedBy(BRACE)) throw lexer.error('dicts_not_supported');
    const name = lexer.name.text;
    if (name === '_') return new Var();
    const known = this.#known(name);
    if (known !== undefined) {
      known.count++;
      return known.variable;
    }
    const added = { name, variable: new Var(name), count: 1 };
    this.#variables.push(added);
    this.#byName?.set(name, added);
    return added.variable;
  }

  #known(name: string): NamedVariable | undefined {
    if (this.#byName !== undefined) return this.#byName.get(name);
    const variables = this.#variables;
    for (let i = 0; i < variables.length; i++) if (variables[i]!.name === name) return variables[i];
    if (variables.length > 12) this.#byName = new Map(variables.map((each) => [each.name, each]));
    return undefined;
  }

  #name(frame: Frame): void {
    const lexer = this.#lexer;
    const { name } = lexer;
    const { text } = name;
    const isFunctor = lexer.isFollowedBy(PARENTHESIS);
    if (isFunctor && !frame.complete) {
      this.#functor(text);
      return;
    }
    const isQuoted = lexer.kind === QUOTED_NAME;
    const isDict = lexer.isFollowedBy(BRACE) && (isQuoted || canTagDict(text));
    if (frame.complete) {
      if (text === '.' && !isQuoted) throw lexer.error('functional_notation_not_supported');
    } else if (isDict) {
      throw lexer.error('dicts_not_supported');
    }
    // In quotes that it does not need, a name is an operator only where `(` or `{` follows; '[]' is not the atom [].
    const canBeOperator = !isQuoted || (text !== '[]' && (isFunctor || isDict || !isPlainName(text)));
    if (canBeOperator && this.#operator(frame, name, lexer.term)) return;
    if (frame.complete) throw this.#operatorExpected();
    this.#operand(lexer.term);
  }

  #functor(name: string): void {
    const lexer = this.#lexer;
    lexer.end++; // the parenthesis
    if (lexer.accept(41)) this.#operand(new Compound(name, []));
    else this.#open('arguments', name, undefined);
  }

  #punctuation(frame: Frame, code: number): void {
    const lexer = this.#lexer;
    if (code === COMMA || code === BAR) {
      const name = code === COMMA ? COMMA_NAME : BAR_NAME;
      if ((code === COMMA || frame.complete) && this.#operator(frame, name, name.atom)) return;
      throw frame.complete ? this.#operatorExpected() : lexer.error('quoted_punctuation');
    }
    if (code === PARENTHESIS) this.#openBracket(frame, 'parentheses', '()');
    else if (code === SQUARE) this.#openBracket(frame, 'list', '[]');
    else if (code === BRACE) this.#openBracket(frame, 'braces', '{}');
    else
      throw lexer.error('cannot_start_term', lexer.start, frame.complete ? this.#afterOperand() : undefined);
  }

  /** Takes a name as an operator where it can be one. */
  #operator(frame: Frame, name: Name, term: Term): boolean {
    const stack = this.#stack;
    const roles = rolesOf(name, stack.table);
    const operator = roles && stack.accept(roles, frame);
    if (operator === undefined) return false;
    stack.pushOperator(operator, name.text, term, false, this.#lexer.start, frame);
    return true;
  }

  /** Opens a bracket. With what it holds it may be an operator itself, as after `op(100, yf, [])`. */
  #openBracket(frame: Frame, kind: FrameKind, name: string): void {
    const roles = kind === 'parentheses' ? undefined : this.#stack.table.roles(name);
    const block = roles && this.#stack.accept(roles, frame);
    if (frame.complete && block === undefined) throw this.#operatorExpected();
    this.#open(kind, name, block);
  }

  #open(kind: FrameKind, name: string, block: Operator | undefined): void {
    const stack = this.#stack;
    const depth = ++this.#depth;
    if (depth === this.#frames.length) this.#frames.push(newFrame());
    const frame = this.#frames[depth]!;
    openFrame(frame, kind, name, block, this.#lexer.start);
    frame.first = stack.operandCount;
    frame.operands = frame.first;
    frame.operators = stack.operatorCount;
    this.#frame = frame;
  }

  /** At a token that ends what the frame holds: `,` and `|` begin the next part, the others end the frame. */
  #close(frame: Frame, code: number): void {
    const stack = this.#stack;
    this.#finish(frame);
    if (code === COMMA || code === BAR) {
      if (frame.kind === 'tail') throw this.#lexer.error('list_rest');
      if (code === BAR) frame.kind = 'tail';
      frame.operands = stack.operandCount;
      frame.complete = false;
      return;
    }
    const term = this.#take(frame);
    this.#frame = this.#frames[--this.#depth]!;
    if (frame.block === undefined) {
      this.#operand(term);
    } else {
      stack.pushOperator(frame.block, frame.name, term, true, frame.start, this.#frame);
    }
  }

  /** Combines what is in the frame to one operand. */
  #finish(frame: Frame): void {
    if (!this.#stack.finish(frame)) throw this.#missingOperand(frame);
  }

  /** The term of a frame that is finished. */
  #take({ kind, name, first }: Frame): Term {
    const stack = this.#stack;
    if (kind === 'arguments') return new Compound(name, stack.popFrom(first));
    if (kind === 'parentheses') return stack.pop();
    if (kind === 'braces') return new Compound('{}', [stack.pop()]);
    let term: Term = kind === 'tail' ? stack.pop() : nil;
    while (stack.operandCount > first) term = new Compound(DOT, [stack.pop(), term]);
    return term;
  }

  #operatorExpected(): Error {
    return this.#lexer.error('operator_expected', this.#lexer.start, this.#afterOperand());
  }

  /** What can follow an operand, for people. */
  #afterOperand(): string {
    return `an operator${CONTINUATIONS[this.#frame.kind]}`;
  }

  #endError(): Error {
    const lexer = this.#lexer;
    const { complete } = this.#frame;
    const id = lexer.kind === END_OF_TEXT ? 'end_of_file' : complete ? 'operator_expected' : 'end_of_clause';
    return lexer.error(id, lexer.start, complete ? this.#afterOperand() : 'a term');
  }

  #missingOperand(frame: Frame): Error {
    const lexer = this.#lexer;
    const last = this.#stack.last(frame);
    if (last === undefined || (last.name !== ',' && last.name !== ';') || last.isBlock) {
      return lexer.error('operator_balance', last?.start);
    }
    const after = lexer.kind === PUNCTUATION ? String.fromCharCode(lexer.code) : '.';
    return lexer.error(new Compound('punct', [new Atom(last.name), new Atom(after)]));
  }
}

/** Whether a `{` right behind a name without quotes opens a dict: not behind `!`, `[]` and their like. */
function canTagDict(name: string): boolean {
  return (classOf(name.codePointAt(0)!) & (START | SYMBOL)) !== 0;
}
