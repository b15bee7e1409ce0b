/**
 * `portray/1`, by which programs write parts of terms in their own way, and the predicates that let them: `print/1,2` and
 * `write_term/2,3`.
 */
import {
  Atom,
  Compound,
  compound,
  DOT,
  deref,
  int,
  list,
  nil,
  properList,
  Str,
  type Term,
  Var,
} from '../../index.ts';
import type { CallingTable, Environment, Solver } from '../environment.ts';
import { Capture, type OutputStream } from '../output-stream.ts';
import type { Steps } from '../steps.ts';
import { isCell } from './text.ts';
import { type TermOptions, termOptions, writeWith } from './writing.ts';

/** What is nested deeper is written as it is: such terms are nobody's to look at. */
const DEEPEST = 500;

export function portrayingPredicates(environment: Environment): CallingTable {
  const { streams } = environment;

  function* print(solver: Solver, to: OutputStream, term: Term): Steps<true> {
    to.write(yield* printed(term, environment, solver));
    return true;
  }

  function* writeTerm(solver: Solver, to: OutputStream, term: Term, options: Term): Steps<true> {
    to.write(yield* written(term, options, termOptions(options), environment, solver));
    return true;
  }

  return {
    'print/1': (solver, term) => print(solver, streams.output, term!),
    'print/2': (solver, stream, term) => print(solver, streams.outputOf(stream!), term!),
    'write_term/2': (solver, term, options) => writeTerm(solver, streams.output, term!, options!),
    'write_term/3': (solver, stream, term, options) =>
      writeTerm(solver, streams.outputOf(stream!), term!, options!),
    // For answers at a prompt, see `repl/portrayed.ts`: false where no program portrays terms
    *'$portrayed/3'(solver, terms) {
      if (!isPortraying(environment)) return false;
      const portrayal = new Portrayal('portray', PRINT, environment, solver);
      const changed: Term[] = [];
      for (const term of properList(terms!) ?? []) changed.push(yield* portrayal.of(term, 699));
      const texts = [...portrayal.texts].map(([variable, text]) => compound('-', [variable, new Str(text)]));
      return [terms!, list(changed), list(texts)];
    },
  };
}

function isPortraying({ engine }: Environment): boolean {
  return engine.store.kindOf('portray', 1) !== undefined;
}

/** The text that `print/1` writes. */
export function printed(term: Term, environment: Environment, solver: Solver): Steps<string> {
  return written(term, PRINT, PRINT_OPTIONS, environment, solver);
}

const PRINT = list(['portray', 'numbervars', 'quoted'].map((name) => compound(name, [new Atom('true')])));
const PRINT_OPTIONS = termOptions(PRINT);

function* written(
  term: Term,
  options: Term,
  how: TermOptions,
  environment: Environment,
  solver: Solver,
): Steps<string> {
  const { operators } = environment;
  const { portray } = how;
  const isNobodys = portray === undefined || (portray === 'portray' && !isPortraying(environment));
  if (isNobodys) return writeWith(term, how, operators);
  const portrayal = new Portrayal(portray, options, environment, solver);
  const changed = yield* portrayal.of(term, 1200);
  return writeWith(changed, { ...how, write: { ...how.write, portrayed: portrayal.texts } }, operators);
}

/** A term in which variables stand for what the program wrote. */
class Portrayal {
  readonly texts = new Map<Var, string>();
  readonly #goal: Term | 'portray';
  readonly #options: readonly Term[];
  readonly #environment: Environment;
  readonly #solver: Solver;

  constructor(goal: Term | 'portray', options: Term, environment: Environment, solver: Solver) {
    this.#goal = goal;
    this.#options = properList(options) ?? [];
    this.#environment = environment;
    this.#solver = solver;
  }

  *of(term: Term, priority: number, depth = 0): Steps<Term> {
    const value = deref(term);
    if (value instanceof Var) return value;
    const text = yield* this.#text(value, priority);
    if (text !== undefined) {
      const stand = new Var();
      this.texts.set(stand, text);
      return stand;
    }
    if (!(value instanceof Compound) || depth > DEEPEST) return value;
    return isCell(value) ? yield* this.#ofList(value, depth) : yield* this.#ofArguments(value, depth);
  }

  *#ofArguments({ name, args }: Compound, depth: number): Steps<Term> {
    const changed: Term[] = [];
    for (const arg of args) changed.push(yield* this.of(arg, 999, depth + 1));
    return new Compound(name, changed);
  }

  /** The elements, and what ends the list if that is no list. */
  *#ofList(first: Compound, depth: number): Steps<Term> {
    const items: Term[] = [];
    const seen = new Set<Term>();
    let rest: Term = first;
    for (; isCell(rest) && !seen.has(rest); rest = deref(rest.args[1]!)) {
      seen.add(rest);
      items.push(yield* this.of(rest.args[0]!, 999, depth + 1));
    }
    const isWhole = seen.has(rest) || rest instanceof Var;
    let changed = isWhole || rest === nil ? rest : yield* this.of(rest, 999, depth + 1);
    for (let i = items.length - 1; i >= 0; i--) changed = new Compound(DOT, [items[i]!, changed]);
    return changed;
  }

  /** What the program writes for a part; undefined when it does not. */
  *#text(part: Term, priority: number): Steps<string | undefined> {
    const goal =
      this.#goal === 'portray'
        ? compound('portray', [part])
        : compound('call', [
            this.#goal,
            part,
            list([...this.#options, compound('priority', [int(priority)])]),
          ]);
    const capture = new Capture();
    const found = yield* this.#environment.streams.redirected(capture, this.#solver.once(goal));
    return found === undefined ? undefined : capture.text;
  }
}
