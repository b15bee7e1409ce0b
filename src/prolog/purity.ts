/**
 * Which goals the query layer can answer whole, with the same answers in the same order: those that come down to facts, to
 * rules without cuts, and to its own predicates. It is a few hundred times as fast as an interpreter.
 */
import { Atom, type ClauseStore, Compound, deref, type Term, Var } from '../index.ts';

/** What a host has besides the query layer, by `name/arity`. */
export type IsTaken = (indicator: string) => boolean;

/** Constructs of which the arguments are goals. */
const CONSTRUCTS = new Set([
  ',/2',
  ';/2',
  '->/2',
  '*->/2',
  '\\+/1',
  'once/1',
  'ignore/1',
  'forall/2',
  'not/1',
]);

/** Predicates that both have, and that call goals: the query layer's own are left alone, their goals can do anything. */
const CALLERS = new Set('findall/3 findall/4 aggregate_all/3 call/1'.split(' '));
const GOAL_OF: Readonly<Record<string, number>> = { findall: 1, aggregate_all: 1, call: 0 };

export function isForQueryLayer(goal: Term, store: ClauseStore, isTaken: IsTaken): boolean {
  const seen = new Set<string>();
  let hasFacts = false;

  function isPure(term: Term): boolean {
    const part = deref(term);
    if (part instanceof Atom) return isPureCall(part.name, []);
    if (!(part instanceof Compound)) return false;
    const key = `${part.name}/${part.args.length}`;
    if (CONSTRUCTS.has(key)) return part.args.every(isPure);
    if (part.name === 'aggregate_all' && !isKnownTemplate(part.args[0]!)) return false;
    if (CALLERS.has(key)) return isPure(part.args[GOAL_OF[part.name]!]!);
    return isPureCall(part.name, part.args);
  }

  function isPureCall(name: string, args: readonly Term[]): boolean {
    const key = `${name}/${args.length}`;
    if (isTaken(key)) return false;
    const kind = store.kindOf(name, args.length);
    if (kind === 'builtin') return !/^call$/.test(name);
    if (kind === undefined) return false;
    hasFacts = true;
    if (kind === 'facts' || seen.has(key)) return true;
    seen.add(key);
    const head = new Compound(
      name,
      args.map(() => new Var()),
    );
    if (args.length === 0) return false;
    for (const { terms } of store.clauses(new Compound(':-', [head, new Var('Body')]))) {
      if (!isPure(terms.Body!)) return false;
    }
    return true;
  }

  return isPure(goal) && hasFacts;
}

function isKnownTemplate(template: Term): boolean {
  const part = deref(template);
  if (part instanceof Atom) return part.name === 'count';
  return part instanceof Compound && TEMPLATES.has(`${part.name}/${part.args.length}`);
}

const TEMPLATES = new Set('sum/1 max/1 max/2 min/1 min/2 bag/1 set/1'.split(' '));
