/**
 * The contract of Prolog hosts: interpreters that run whole programs, with cut, side effects and input and output, on the
 * sessions of an engine. One suite of tests, `test/prolog/host-contract.ts`, is passed by each.
 */
import type { Bindings, Goallike, Limits, Solution, Term, TermLike, VariableName } from '../index.ts';
import type { InputText, TextSource } from './input-text.ts';

export { definedIn, generalHead, type Indicator } from './indicator.ts';
export { haltStatus, isAbort } from './unwinding.ts';

/** Where a program's output goes: called with the text as it is written. */
export type Output = (text: string) => void;

export interface HostOptions {
  /** What the program finds as the flag `argv`. Default: nothing. */
  readonly argv?: readonly string[];
  /**
   * Whether goals may look but not change facts, sessions or settings, nor programs be consulted: that is a
   * `permission_error(execute, read_only_procedure, PI)`. Default false.
   */
  readonly isReadOnly?: boolean;
  /**
   * What a program reads from `user_input`: a text, or what gives it piece by piece, for which a goal waits while others
   * go on; an `InputText` where somebody else reads from it too. Default: nothing.
   */
  readonly input?: TextSource | InputText;
  /** `user_output`; else that of the process. */
  readonly output?: Output;
  /** `user_error`, with warnings and messages; else that of the process. */
  readonly errorOutput?: Output;
}

export interface QueryOptions extends Limits {
  /** Values of variables of the goal. */
  readonly bindings?: { readonly [name in VariableName]?: TermLike };
  /**
   * Whether a goal that comes down to facts and to rules without cuts may be left to the engine's own query layer, which
   * gives the same answers, faster. Default true.
   */
  readonly isLeftToEngine?: boolean;
  /**
   * Whether solutions are only shown, so that what there are no terms for, such as streams, is text. Otherwise that is an
   * error. Default false.
   */
  readonly isShown?: boolean;
  /** Ends the search when it is aborted, with the error `unwind(abort)`. */
  readonly signal?: AbortSignal;
}

/** A program, as text or in a file. `name` is what errors call the text. */
export type Program = string | { readonly file: string } | { readonly text: string; readonly name?: string };

/** A search under way. */
export interface AnswerIterator<B = Bindings> extends AsyncIterator<Solution<B>, undefined> {
  /** Whether the solution that was found last is known to be the last: nobody needs to be asked whether there shall be more. */
  readonly isLast: boolean;
}

/**
 * The solutions of a goal, found as they are asked for. Leaving a loop early ends the search. Each iteration runs the
 * goal anew.
 */
export interface Answers<B = Bindings> extends AsyncIterable<Solution<B>> {
  [Symbol.asyncIterator](): AnswerIterator<B>;
  /** The first solution, or undefined. */
  first(): Promise<Solution<B> | undefined>;
  toArray(): Promise<Solution<B>[]>;
  count(): Promise<number>;
  exists(): Promise<boolean>;
}

/** One way in which a predicate is true: the arguments as they are then. Undefined or true: as they were; false: none. */
export type Outcome = readonly TermLike[] | boolean | undefined;

/**
 * A predicate in TypeScript. It is given its arguments and answers one outcome, or several that are asked for as the
 * program backtracks, or a promise. What it throws is thrown in the program: a PrologError as its term, another error
 * as `error(system_error(Message), _)`.
 */
export type PrologPredicate = (
  ...args: Term[]
) => Outcome | Promise<Outcome> | Iterable<Outcome> | AsyncIterable<Outcome>;

export interface PrologHost {
  /**
   * Adds the clauses of a program and runs its directives.
   * @throws PrologError for what cannot be read or represented, with file and line; nothing of the program stays then.
   */
  consult(program: Program): Promise<void>;
  /** The solutions of a goal; text or a term. */
  query(goal: Goallike, options?: QueryOptions): Answers;
  /**
   * Defines a predicate in TypeScript, in place of one of the same name and arity.
   *
   *     prolog.define('price/2', (item) => [item, prices.get(fromTerm(item))]);
   */
  define(indicator: string, predicate: PrologPredicate): void;
  /** What there is besides the predicates of programs, as `name/arity`. */
  predicates(): Iterable<string>;
  /**
   * What the program that was loaded last wants to be run in place of a prompt: the goal of its directive
   * `initialization(Goal, main)`.
   */
  readonly main?: Term | undefined;
  /** Ends all searches that are under way and lets go of the engine. */
  close(): Promise<void>;
}
