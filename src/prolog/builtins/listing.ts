/** `listing/0,1` and `portray_clause/1,2`: the clauses of the program as text. */
import {
  Atom,
  Compound,
  compound,
  deref,
  Int,
  instantiationError,
  int,
  PrologError,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import { definedIn, generalHead, type Indicator } from '../indicator.ts';
import { clauseText } from './portray-clause.ts';
import { writeq } from './writing.ts';

/** @param isSystem whether a predicate, `name/arity`, is one of the system */
export function listingPredicates(
  environment: Environment,
  isSystem: (indicator: string) => boolean,
): PredicateTable {
  const { engine, operators, statics, streams } = environment;
  const { store } = engine;

  function list(name: string, arity: number): void {
    const pi = writeq(compound('/', [new Atom(name), int(arity)]), operators);
    const key = `${name}/${arity}`;
    const kind = store.kindOf(name, arity);
    const isProgram = kind === 'facts' || kind === 'rules';
    if (!isProgram) streams.output.write(`%   Foreign: system:${pi}\n`);
    else {
      if (!statics.has(key)) streams.output.write(`:- dynamic ${pi}.\n\n`);
      const head = generalHead({ name, arity });
      for (const { term } of store.clauses(compound(':-', [head, new Var('Body')]))) {
        streams.output.write(clauseText(term, operators));
      }
    }
    streams.output.write('\n');
  }

  function listAll(spec: Term): void {
    const what = deref(spec);
    if (what instanceof Var) {
      for (const { name, arity } of all(() => true)) list(name, arity);
      return;
    }
    const items = properList(what);
    if (items !== undefined) {
      for (const item of items) listAll(item);
      return;
    }
    const { name, arity } = specOf(what);
    const found = all((other) => other.name === name && (arity === undefined || other.arity === arity));
    if (found.length === 0 && arity !== undefined && isSystem(`${name}/${arity}`))
      found.push({ name, arity });
    if (found.length === 0) throw unknown(what);
    for (const each of found) list(each.name, each.arity);
  }

  function all(isWanted: (indicator: Indicator) => boolean): Indicator[] {
    const found = [...definedIn(store)].filter(isWanted);
    return found.sort((a, b) => (a.name === b.name ? a.arity - b.arity : 0));
  }

  function portrayTo(stream?: Term, clause?: Term): undefined {
    const isUnknown = !streams.has(stream!) && !(deref(stream!) instanceof Var);
    if (isUnknown) throw typeError('stream', stream!);
    streams.outputOf(stream!).write(clauseText(clause!, operators));
  }

  return {
    'listing/0': () => void listAll(new Var()),
    'listing/1': (spec) => void listAll(spec!),
    'listing/2': (spec) => void listAll(spec!),
    'portray_clause/1': (clause) => void streams.output.write(clauseText(clause!, operators)),
    'portray_clause/2': portrayTo,
    'portray_clause/3': portrayTo,
  };
}

/** What is to be listed: `Name`, `Name/Arity`, `Name//Arity`, `Module:Spec`. */
function specOf(what: Term): { name: string; arity: number | undefined } {
  if (what instanceof Atom) return { name: what.name, arity: undefined };
  if (!(what instanceof Compound)) throw typeError('predicate_indicator', what);
  const [left, right] = what.args.map(deref) as [Term, Term];
  if (what.args.length === 2 && what.name === ':') return specOf(right);
  if (what.args.length !== 2 || (what.name !== '/' && what.name !== '//')) {
    return { name: what.name, arity: what.args.length };
  }
  if (left instanceof Var) throw instantiationError();
  const more = what.name === '//' ? 2 : 0;
  return {
    name: left instanceof Atom ? left.name : String(left),
    arity: right instanceof Int ? Number(right.value) + more : undefined,
  };
}

function unknown(what: Term): PrologError {
  const formal = compound('existence_error', [new Atom('procedure'), what]);
  const context = compound('context', [new Atom('toplevel'), new Atom('DWIM could not correct goal')]);
  return new PrologError(compound('error', [formal, context]));
}
