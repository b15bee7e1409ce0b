/**
 * Conjunctions taken apart into their goals, for {@link JoinRun} to go through those at the beginning that are on facts,
 * which most questions to a database have, without a machine.
 */
import type { Database } from '../store/database.ts';
import type { Predicate } from '../store/predicate.ts';
import { Local, type Skeleton, Template } from '../term/skeleton.ts';
import { Compound } from '../term/term.ts';
import { compile } from './compile.ts';
import type { Goal } from './machine.ts';

/** Goals with deeper arguments are left to the machine, since matching is recursive. */
const DEEPEST = 16;

/** The goals of a conjunction, in order. */
export class Join {
  readonly conjuncts: readonly Conjunct[];

  /** `size` is the number of variables. */
  constructor(
    conjunction: Skeleton,
    readonly size: number,
  ) {
    const conjuncts: Conjunct[] = [];
    const known = new Set<number>();
    let rest = conjunction;
    for (; isCompound(rest) && rest.name === ',' && rest.args.length === 2; rest = rest.args[1]!) {
      conjuncts.push(new Conjunct(rest.args[0]!, rest, known));
    }
    conjuncts.push(new Conjunct(rest, rest, known));
    this.conjuncts = conjuncts;
  }
}

export class Conjunct {
  /** The arguments of the goal. */
  readonly args: readonly Skeleton[] = [];
  /** The variables that no goal before it has. */
  readonly fresh: readonly number[] = [];
  readonly #name: string | undefined = undefined;
  #compiled: Goal | undefined = undefined;

  /** `rest` is the goal with those after it; `known`, the variables of those before it, gets its own too. */
  constructor(
    goal: Skeleton,
    readonly rest: Skeleton,
    known: Set<number>,
  ) {
    if (!isCompound(goal)) return;
    const locals = new Set<number>();
    if (!collectLocals(goal.args, locals, DEEPEST)) return;
    this.#name = goal.name;
    this.args = goal.args;
    this.fresh = [...locals].filter((index) => !known.has(index));
    for (const index of locals) known.add(index);
  }

  /** Its predicate, if that now has nothing but facts without variables. */
  factPredicate(database: Database): Predicate | undefined {
    if (this.#name === undefined) return undefined;
    const predicate = database.find(this.#name, this.args.length);
    return predicate?.hasOnlyGroundFacts === true ? predicate : undefined;
  }

  /** The goal and those after it, for the machine. */
  get compiled(): Goal {
    this.#compiled ??= compile(this.rest);
    return this.#compiled;
  }
}

function isCompound(part: Skeleton): part is Compound | Template {
  return part instanceof Template || part instanceof Compound;
}

/** Adds the numbers of the variables to `locals`; false when something is deeper than that. */
function collectLocals(parts: readonly Skeleton[], locals: Set<number>, depth: number): boolean {
  return parts.every((part) => {
    if (part instanceof Local) locals.add(part.index);
    return !(part instanceof Template) || (depth > 0 && collectLocals(part.args, locals, depth - 1));
  });
}
