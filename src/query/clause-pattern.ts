/**
 * A pattern that is matched with the clauses of one predicate, without running anything: what is retracted, what is
 * watched, and a goal on a predicate that has only facts.
 */
import type { Clause } from '../store/clause.ts';
import type { Literal } from '../store/literal.ts';
import type { Constant } from '../term/constant.ts';
import { type Constants, type Frame, instantiate, type Skeleton, Template } from '../term/skeleton.ts';
import { Atom, Compound, type Term, type Var } from '../term/term.ts';
import { skeletonOf } from './callable.ts';
import { matchParts } from './match-fact.ts';
import { resolved, type SolutionShape } from './solution.ts';
import { Trail } from './trail.ts';
import { unifyHead } from './unify.ts';

/** The body of facts. */
export const TRUE = new Atom('true');

/** A trail for variables that nobody sees after a failure: it notes nothing. */
const FORGETFUL = new Trail();

/** A clause with variables of its own; the body of a fact is `true`. */
export function renamed(clause: Clause): { readonly head: Term; readonly body: Term } {
  const { functor, args, rule } = clause.form;
  const frame: Frame = [];
  const parts = args.map((arg) => instantiate(arg, frame, clause));
  const head = parts.length === 0 ? new Atom(functor.name) : new Compound(functor.name, parts);
  return { head, body: rule === undefined ? TRUE : instantiate(rule.body, frame) };
}

export class ClausePattern implements SolutionShape {
  /** Which clauses match: those with this body (`true` for facts), or, when it is undefined, with any. */
  constructor(
    readonly head: Literal,
    readonly body: Skeleton | undefined,
  ) {}

  get variables(): readonly Var[] {
    return this.head.form.variables;
  }

  get constants(): Constants {
    return this.head;
  }

  get skeleton(): Skeleton {
    const { functor, args } = this.head.form;
    const head = skeletonOf({ name: functor.name, args });
    return this.body === undefined || this.body === TRUE ? head : new Template(':-', [head, this.body]);
  }

  /** False where an argument of the pattern and one of the clause are compounds of two functors. */
  mayMatch({ form: { args: parts } }: Clause): boolean {
    const { args } = this.head.form;
    for (let i = 0; i < args.length; i++) {
      const [arg, part] = [args[i], parts[i]];
      if (!(arg instanceof Template && part instanceof Template)) continue;
      if (arg.args.length !== part.args.length || arg.name !== part.name) return false;
    }
    return true;
  }

  /** The values that the pattern's variables have in the clause, undefined when it does not match. */
  match(clause: Clause): readonly Constant[] | undefined {
    const { form } = this.head;
    if (!(form.isKept && clause.form.isGroundFact)) return this.#unify(clause);
    const values: Constant[] = new Array(form.variables.length);
    return matchParts(form.args, this.head, clause.form.args, clause, values) ? values : undefined;
  }

  /** The same for any pattern and clause. */
  #unify(clause: Clause): readonly Constant[] | undefined {
    const { args, variables } = this.head.form;
    const { args: parts, rule } = clause.form;
    const values: Frame = new Array(variables.length);
    const frame: Frame = [];
    for (let i = 0; i < args.length; i++) {
      const part = instantiate(parts[i]!, frame, clause);
      if (!unifyHead(args[i]!, part, values, this.head, FORGETFUL)) return undefined;
    }
    if (this.body !== undefined && !(this.body === TRUE && rule === undefined)) {
      const body = instantiate(rule?.body ?? TRUE, frame);
      if (!unifyHead(this.body, body, values, this.head, FORGETFUL)) return undefined;
    }
    return resolved(values);
  }
}
