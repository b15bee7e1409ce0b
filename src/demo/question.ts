/** What a visitor asks about the facts of all sessions: a goal, or a pattern of facts. It is answered within limits, errors included. */
import {
  Atom,
  Compound,
  compareTerms,
  compound,
  Int,
  type Limits,
  PrologError,
  readTerm,
  type Term,
  toTerm,
  Var,
  v,
  writeTerm,
} from '../index.ts';
import { type ShopEngine, shortIds } from './facts.ts';

/** So that no visitor's question keeps the others waiting for long. */
export const LIMITS = { inferences: 500_000, time: 500, solutions: 200 } as const satisfies Limits;

/** A longer text is not read at all. */
export const LONGEST = 1000;

/** What there is to say to a question. */
export interface Answer {
  /** Whether it was a pattern, asked of each session. */
  readonly isPattern: boolean;
  /** The names of the variables. */
  readonly variables: readonly string[];
  /** Their values in each solution, as text. */
  readonly solutions: readonly (readonly string[])[];
  /** What ended the search, if it did not end by itself. */
  readonly problem: Problem | undefined;
}

export interface Problem {
  readonly title: string;
  /** What Prolog says, as it has to be laid out. */
  readonly message: string;
  readonly advice: string;
}

/** Answers a question that was typed. */
export function ask(engine: ShopEngine, text: string): Answer {
  if (text.length > LONGEST) return refused(TOO_LONG);
  let goal: Term;
  try {
    goal = readTerm(text);
  } catch (error) {
    return refused(problemOf(error));
  }
  const answer = run(engine, goal, false);
  // What is not a predicate is a fact to look for.
  return answer.isUnknown ? run(engine, compound('session_data', [v('Session'), goal]), true) : answer;
}

/** `isUnknown`: the goal itself, nothing that it calls, is no predicate. */
function run(engine: ShopEngine, goal: Term, isPattern: boolean): Answer & { readonly isUnknown: boolean } {
  const found: Terms[] = [];
  let problem: Problem | undefined;
  let isUnknown = false;
  try {
    for (const { terms } of engine.query(goal, LIMITS)) found.push(terms);
  } catch (error) {
    problem = problemOf(error);
    isUnknown = error instanceof PrologError && isAboutProcedure(error, goal);
  }
  const variables = Object.keys(found[0] ?? {}).filter((name) => isWorthShowing(name, found));
  const solutions = found.map((terms) => variables.map((name) => valueText(terms[name]!)));
  return { isPattern, variables, solutions, problem, isUnknown };
}

type Terms = Readonly<Record<string, Term>>;

/** A variable that never gets a value, such as one inside of `aggregate_all/3`, says nothing. */
function isWorthShowing(name: string, found: readonly Terms[]): boolean {
  return !name.startsWith('_') && found.some((terms) => !(terms[name] instanceof Var));
}

function refused(problem: Problem): Answer {
  return { isPattern: false, variables: [], solutions: [], problem };
}

const TOO_LONG: Problem = {
  title: 'That is a long question',
  message: `More than ${LONGEST} characters are not read here.`,
  advice: 'Ask for less at once.',
};

/** @throws what is no error of the question. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof PrologError)) throw error;
  const [title, advice] = explanation(error);
  return { title, message: cut(shortIds(error.message), LONGEST_MESSAGE), advice };
}

function explanation(error: PrologError): readonly [title: string, advice: string] {
  switch (error.code) {
    case 'syntax_error':
      return [
        'That could not be read',
        "Variables begin with a capital letter, names do not; a name with spaces or a capital is quoted: user('Grace H.').",
      ];
    case 'existence_error':
      return [
        'There is no such predicate',
        'Goals ask session_data(Session, Fact), http_current_session(Session, idle(Seconds)), price(Item, Cents), total(Session, Cents), and the built-in predicates.',
      ];
    case 'resource_error':
      return error.message.endsWith('solutions')
        ? ['There are more', `Only the first ${LIMITS.solutions} solutions are shown.`]
        : [
            'That went too far and was ended',
            `A question may take ${LIMITS.inferences.toLocaleString('en')} inferences and ${LIMITS.time} milliseconds, and not all of the memory.`,
          ];
    case 'instantiation_error':
      return [
        'A variable has no value yet',
        'Goals run from left to right: put what gives the variable its value before what needs it.',
      ];
    default:
      return ['The goal met an error', 'SWI-Prolog says it in the same words.'];
  }
}

/** What people try at a Prolog prompt; the error says more about it than that there is no such fact. */
const NO_FACTS = new Set([':-', '-->', '?-', '!']);

/** Whether the error is that the predicate of the goal does not exist. */
function isAboutProcedure({ term }: PrologError, goal: Term): boolean {
  if (!(goal instanceof Atom || goal instanceof Compound) || NO_FACTS.has(goal.name)) return false;
  const arity = goal instanceof Compound ? goal.args.length : 0;
  const formal = toTerm({ existence_error: ['procedure', { '/': [goal.name, arity] }] });
  return term instanceof Compound && compareTerms(term.args[0]!, formal) === 0;
}

/** A value as text of a length that can be shown. */
function valueText(term: Term): string {
  const text = writeTerm(excerpt(term, { left: MOST_PARTS }), { spacing: 'next_argument' });
  return cut(shortIds(text), LONGEST_VALUE);
}

/** So much of a value is shown. */
const MOST_PARTS = 200;
const LONGEST_VALUE = 300;
const LONGEST_MESSAGE = 2000;

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)} …` : text;
}

/**
 * The beginning of a term. A short goal can make terms without end, or integers that take seconds to write. What stands
 * for the rest is a variable, whose name is written as it is.
 */
function excerpt(term: Term, parts: { left: number }): Term {
  parts.left--;
  if (term instanceof Int && typeof term.value === 'bigint') {
    const bits = term.value.toString(16).length * 4;
    return bits > 4096 ? new Var(`(an integer of ${bits.toLocaleString('en')} bits)`) : term;
  }
  if (!(term instanceof Compound)) return term;
  const args: Term[] = [];
  for (const arg of term.args) {
    args.push(parts.left > 0 ? excerpt(arg, parts) : new Var('…'));
    if (parts.left <= 0 && args.length >= 2) break; // a cell of a list stays one
  }
  return compound(term.name, args);
}
