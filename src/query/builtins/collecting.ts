/** Predicates over all solutions of a goal: `findall/3`, `forall/2` and `aggregate_all/3`. */
import { copyTerm } from '../../term/copy.ts';
import { domainError, instantiationError, typeError } from '../../term/error.ts';
import { withContext } from '../../term/error-context.ts';
import { compareTerms, compareValues } from '../../term/order.ts';
import { EMPTY_FRAME, type Skeleton, Template } from '../../term/skeleton.ts';
import { Atom, Compound, deref, Float, Int, int, isCallable, list, type Term, Var } from '../../term/term.ts';
import { evaluate } from '../arithmetic/evaluate.ts';
import { add, max, min } from '../arithmetic/number-functions.ts';
import type { Numeric } from '../arithmetic/numeric.ts';
import { type GoalMaker, type Predicates, valuesOf } from '../builtin.ts';
import { checkBody, Negation, Subgoal } from '../control.ts';
import { Choicepoint, Continuation, type Goal, type Machine } from '../machine.ts';
import { withoutRepeats } from './taking-apart.ts';

export const collecting: Predicates = {
  'findall/3': overSolutions((template, result) =>
    bag(template, (items, machine) => machine.unify(list(items), result!)),
  ),
  'findall/4': overSolutions((template, result, tail) =>
    bag(template, (items, machine) => machine.unify(list(items, tail!), result!)),
  ),
  'forall/2': ([condition, action]) => {
    const call = (goal: Skeleton) => new Template('call', [goal]);
    return new Negation(new Template(',', [call(condition!), new Template('\\+', [call(action!)])]));
  },
  'aggregate_all/3': overSolutions(aggregation),
};

/** What is done with the solutions of a goal, and after the last. */
interface Collection {
  /** Takes a solution, while its bindings are there. */
  add(): void;
  /** Whether the predicate holds with what was collected. */
  finish(machine: Machine): boolean;
}

/** Makes goals `p(What, Goal, Results…)` that run `Goal` for all its solutions. */
function overSolutions(collection: (what: Term, ...results: Term[]) => Collection): GoalMaker {
  return ([what, goal, ...results]) => {
    checkBody(goal!);
    const subgoal = new Subgoal(goal!);
    return {
      run(machine, frame, next) {
        machine.infer(next);
        const [first, ...rest] = valuesOf([what!, ...results], frame);
        const collected = collection(first!, ...rest);
        machine.push(new AfterLast(collected, next));
        return subgoal.before(machine, frame, new Continuation(new Collect(collected), EMPTY_FRAME, next));
      },
    };
  };
}

/** The step that follows the goal: takes the solution and asks for the next one. */
class Collect implements Goal {
  constructor(readonly collection: Collection) {}

  run(): undefined {
    this.collection.add();
    return undefined;
  }
}

/** The choicepoint that is reached when the goal has no more solutions. */
class AfterLast extends Choicepoint {
  constructor(
    readonly collection: Collection,
    readonly next: Continuation,
  ) {
    super();
  }

  override retry(machine: Machine): Continuation | undefined {
    machine.pop();
    return this.collection.finish(machine) ? this.next : undefined;
  }
}

function bag(template: Term, finish: (items: Term[], machine: Machine) => boolean): Collection {
  const items: Term[] = [];
  return {
    add: () => void items.push(copyTerm(template)),
    finish: (machine) => finish(items, machine),
  };
}

function aggregation(spec: Term, result: Term): Collection {
  if (spec instanceof Var) throw instantiationError();
  if (spec instanceof Atom && spec.name === 'count') return folding(int(0), add, int(1), result);
  if (spec instanceof Compound) {
    const [value, witness] = spec.args;
    switch (`${spec.name}/${spec.args.length}`) {
      case 'count/1':
        return folding(int(0), add, int(1), result);
      case 'sum/1':
        return folding(int(0), add, value!, result);
      case 'max/1':
        return folding(undefined, max, value!, result);
      case 'min/1':
        return folding(undefined, min, value!, result);
      case 'max/2':
        return extreme((order) => order > 0, spec, value!, witness!, result);
      case 'min/2':
        return extreme((order) => order < 0, spec, value!, witness!, result);
      case 'bag/1':
        return bag(value!, (items, machine) => machine.unify(list(items), result));
      case 'set/1':
        return bag(value!, (items, machine) =>
          machine.unify(list(withoutRepeats(items.sort(compareTerms))), result),
        );
    }
  }
  throw (isCallable(spec) ? domainError : typeError)('aggregate_template', spec);
}

/** Combines the values of all solutions. Where there is no value to begin with, one has to come. */
function folding(
  first: Numeric | undefined,
  combine: (soFar: Numeric, next: Numeric) => Numeric,
  expression: Term,
  result: Term,
): Collection {
  let value = first;
  return {
    add() {
      const next = evaluated(expression);
      value = combine(value ?? next, next);
    },
    finish: (machine) => value !== undefined && machine.unify(value, result),
  };
}

/** The value of an expression; errors come from `is/2`, which SWI-Prolog's library calls. */
function evaluated(expression: Term): Numeric {
  try {
    return evaluate(expression);
  } catch (error) {
    throw withContext(error, 'is', 2);
  }
}

/** The first solution whose value is beyond that of all others, with a witness: `max(Value, Witness)`. */
function extreme(
  isBeyond: (order: number) => boolean,
  spec: Compound,
  value: Term,
  witness: Term,
  result: Term,
): Collection {
  let best: Term[] | undefined;
  return {
    add() {
      const number = deref(value);
      if (best === undefined) {
        if (!(number instanceof Int || number instanceof Float)) throw typeError('number', number);
      } else if (!isBeyond(compareValues(evaluate(number), evaluate(best[0]!)))) {
        return;
      }
      best = [copyTerm(number), copyTerm(witness)];
    },
    finish: (machine) => best !== undefined && machine.unify(new Compound(spec.name, best), result),
  };
}
