/** The names that predicates of a module have in a host, put into its clauses; and the module before what is called later. */
import { Atom, Compound, compound, deref, type Term, Var } from '../../index.ts';
import { argumentKinds } from '../builtins/meta-predicates.ts';
import { indicatorOf } from '../indicator.ts';
import { libraryGoal } from '../library.ts';
import { hostName, type ModulePredicate, renamed } from './predicate-names.ts';

/** A predicate of another module. */
export type Imported = ModulePredicate;

const CONTROL = new Set([',/2', ';/2', '->/2', '*->/2', '\\+/1']);

/** Those whose clauses are looked for by name when they run. */
const OF_CLAUSES = new Set(
  'assert/1 asserta/1 assertz/1 retract/1 retractall/1 clause/2 abolish/1'.split(' '),
);

/** What `meta-predicates.ts` does not tell, since expansion leaves it alone. */
const OTHER_KINDS = new Map([
  ['listen/2', '?0'],
  ['listen/3', '??0'],
]);

export class Naming {
  readonly #module: string;
  readonly #own: ReadonlySet<string>;
  readonly #kinds: ReadonlyMap<string, string>;
  readonly #imported: ReadonlyMap<string, Imported>;
  /** What belongs to modules that have no text: programs define it, and other modules. */
  readonly hooks = new Set<string>();

  constructor(
    module: string,
    own: ReadonlySet<string>,
    kinds: ReadonlyMap<string, string>,
    imported: ReadonlyMap<string, Imported>,
  ) {
    this.#module = module;
    this.#own = own;
    this.#kinds = kinds;
    this.#imported = imported;
  }

  clause(term: Term): Term {
    const isRule = term instanceof Compound && term.name === ':-' && term.args.length === 2;
    if (!isRule) return this.#head(term);
    return compound(':-', [this.#head(term.args[0]!), this.body(term.args[1]!)]);
  }

  body(term: Term): Term {
    const goal = deref(term);
    if (goal instanceof Var) return compound('call', [this.#qualified(goal)]);
    const key = indicatorOf(goal);
    if (key === undefined) return goal;
    if (CONTROL.has(key)) {
      const { name, args } = goal as Compound;
      return compound(
        name,
        args.map((arg) => this.body(arg)),
      );
    }
    if (key === ':/2') return this.#of(goal as Compound);
    if (this.#own.has(key)) {
      const name = hostName(this.#module, (goal as Atom | Compound).name);
      return renamed(this.#arguments(goal, this.#kinds.get(key), true), name);
    }
    const imported = this.#imported.get(key);
    if (imported !== undefined) return renamed(this.#arguments(goal, imported.kinds, true), imported.name);
    const { name } = goal as Atom | Compound;
    const kinds =
      argumentKinds(name, goal instanceof Compound ? goal.args.length : 0) ?? OTHER_KINDS.get(key);
    return libraryGoal(this.#arguments(goal, kinds, OF_CLAUSES.has(key)));
  }

  #head(term: Term): Term {
    const head = deref(term);
    if (head instanceof Compound && head.name === ':' && head.args.length === 2) {
      const [module, plain] = head.args.map(deref) as [Atom, Compound];
      this.#note(module.name, plain);
      return renamed(plain, hostName(module.name, plain.name));
    }
    return renamed(head, hostName(this.#module, (head as Atom | Compound).name));
  }

  /** `Module:Goal`. */
  #of({ args }: Compound): Term {
    const [module, goal] = args.map(deref) as [Term, Term];
    const key = indicatorOf(goal);
    if (!(module instanceof Atom) || key === undefined) return compound(':', [module, goal]);
    if (module.name === 'system') return libraryGoal(goal);
    this.#note(module.name, goal);
    return renamed(goal, hostName(module.name, (goal as Atom | Compound).name));
  }

  #note(module: string, goal: Term): void {
    if (HOOKING.has(module)) this.hooks.add(`${module}:${indicatorOf(goal)}`);
  }

  #arguments(goal: Term, kinds: string | undefined, areClauses: boolean): Term {
    if (kinds === undefined || !(goal instanceof Compound)) return goal;
    return compound(
      goal.name,
      goal.args.map((arg, i) => this.#argument(deref(arg), kinds[i]!, areClauses)),
    );
  }

  #argument(arg: Term, kind: string, areClauses: boolean): Term {
    if (kind === '0' && !(arg instanceof Var)) return this.body(arg);
    if (kind === '^') {
      const isBound = arg instanceof Compound && arg.name === '^' && arg.args.length === 2;
      if (isBound)
        return compound('^', [arg.args[0]!, this.#argument(deref(arg.args[1]!), kind, areClauses)]);
      return arg instanceof Var ? this.#qualified(arg) : this.body(arg);
    }
    if (/[0-9/]/.test(kind) || (kind === ':' && areClauses)) return this.#qualified(arg);
    return arg;
  }

  #qualified(term: Term): Term {
    const isQualified = term instanceof Compound && term.name === ':' && term.args.length === 2;
    return isQualified ? term : compound(':', [new Atom(this.#module), term]);
  }
}

/** Modules of which there is no text: what they have is what programs and other modules define. */
const HOOKING = new Set(['http', 'mime', 'prolog', 'user']);
