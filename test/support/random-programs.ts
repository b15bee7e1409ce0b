/**
 * Random programs for the store: sequences of operations on a few small predicates, all of which end. An operation is a
 * term: `assertz(Clause)`, `asserta(Clause)`, `each(How, Clauses)`, `retractall(Head)`, `abolish(PI)`, and
 * `retract(Clause, Most, Actions)` and `query(Goal, Most, Actions)`, which take some solutions and run an action after
 * each.
 */
import { copyTerm } from '../../src/term/copy.ts';
import { Atom, Compound, compound, Float, int, list, nil, Str, type Term, Var } from '../../src/term/term.ts';
import { termVariables, walk } from '../../src/term/walk.ts';
import type { Random } from './random.ts';

/** The predicates, each with the rank of its rules: they call predicates of lower rank only, and so end. */
export const PREDICATES = [
  { name: 'p', arity: 1 },
  { name: 'q', arity: 2 },
  { name: 'p', arity: 3 },
  { name: 's', arity: 2 },
  { name: 't', arity: 0 },
] as const;

type Predicate = (typeof PREDICATES)[number];

/** Those of a program's clauses and goals; by their names they are the same in an action as in the iteration around it. */
const variables = ['A', 'B', 'C', 'D'].map((name) => new Var(name));

/** Takes the elements of lists: another one than those in the lists, which would become infinite. */
const element = new Var('E');

const constants: readonly Term[] = [
  ...['a', 'b', 'c', 'd', 'e', '', '[]', '日本', '😀'].map((name) => new Atom(name)),
  ...[0, 1, 2, 3, -1, 2n ** 53n, 2n ** 70n].map((value) => int(value)),
  ...[1, 0, -0, 2.5, Number.NaN, 2 ** 70].map((value) => new Float(value)),
  ...['a', '', '1'].map((text) => new Str(text)),
  nil,
];

export class ProgramMaker {
  readonly #random: Random;
  /** Clauses asserted so far, from which patterns are made that match something. */
  #clauses: Term[] = [];
  /** How deep goals are. */
  #depth = 2;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Operations on small predicates, of at most some dozen clauses. */
  small(): Term[] {
    this.#clauses = [];
    this.#depth = 2;
    const bulk = this.#random.chance(0.4)
      ? [this.#bulk(this.#random.pick(PREDICATES), this.#random.between(5, 40))]
      : [];
    return [...bulk, ...this.#random.several(5, 30, () => this.#operation())];
  }

  /** Operations on a predicate of hundreds of clauses, in which indexes are built, outgrown and emptied. */
  large(): Term[] {
    this.#clauses = [];
    this.#depth = 1;
    const predicate = this.#random.pick(PREDICATES.filter(({ arity }) => arity > 0));
    const bulk = () => this.#bulk(predicate, this.#random.between(100, 300));
    const erasure = () => this.#retraction(this.#pattern(predicate), this.#random.between(10, 200));
    return [
      bulk(),
      ...this.#random.several(5, 28, () =>
        this.#random.choose(
          [10, () => this.#query(this.#pattern(predicate))],
          [8, () => this.#operation()],
          [5, erasure],
          [2, () => this.#retractall(predicate)],
          [2, () => this.#bulk(predicate, this.#random.between(1, 60))],
        ),
      ),
    ];
  }

  #operation(): Term {
    const random = this.#random;
    return random.choose(
      [6, () => compound('assertz', [this.#noted(this.#clause())])],
      [3, () => compound('asserta', [this.#noted(this.#clause())])],
      [3, () => this.#retraction(this.#clausePattern(), 1)],
      [2, () => this.#retraction(this.#clausePattern(), random.between(1, 6))],
      [2, () => this.#retractall(random.pick(PREDICATES))],
      [4, () => this.#query(this.#pattern(random.pick(PREDICATES)))],
      [7, () => this.#query(this.#goal(PREDICATES.length, this.#depth))],
      [1, () => compound('abolish', [this.#indicator()])],
    );
  }

  #indicator(): Term {
    const { name, arity } = this.#random.pick(PREDICATES);
    return compound('/', [new Atom(name), int(arity)]);
  }

  #retractall(predicate: Predicate): Term {
    return compound('retractall', [this.#pattern(predicate)]);
  }

  /** While it is iterated, clauses may come but not go: that is where SWI-Prolog differs. */
  #retraction(clause: Term, most: number): Term {
    const actions = this.#random.chance(0.2) ? this.#random.several(1, 4, () => this.#assertion()) : [];
    return compound('retract', [clause, int(most), list(actions)]);
  }

  #query(goal: Term): Term {
    const actions = this.#random.chance(0.35) ? this.#random.several(1, 6, () => this.#action()) : [];
    return compound('query', [goal, int(this.#random.pick([1, 2, 20])), list(actions)]);
  }

  #assertion(): Term {
    return compound(this.#random.pick(['assertz', 'assertz', 'asserta']), [this.#noted(this.#clause())]);
  }

  /** Something to do in the midst of an iteration. */
  #action(): Term {
    const random = this.#random;
    const query = () => compound('query', [this.#goal(PREDICATES.length, 1), int(3), nil]);
    const retraction = () =>
      compound('retract', [this.#clausePattern(), int(random.pick([1, 1, 1, 3, 100])), nil]);
    return random.choose(
      [6, () => this.#assertion()],
      [5, retraction],
      [1, () => this.#retractall(random.pick(PREDICATES))],
      [2, query],
      [1, () => (random.chance(0.3) ? compound('abolish', [this.#indicator()]) : query())],
    );
  }

  /** Many facts of one kind: with few or many values in each argument, and some variables among them. */
  #bulk(predicate: Predicate, size: number): Term {
    const random = this.#random;
    const kinds = Array.from({ length: predicate.arity }, () => this.#argumentKind(size));
    const facts = Array.from({ length: size }, (_, i) =>
      compoundOrAtom(
        predicate.name,
        kinds.map((kind) => kind(i)),
      ),
    );
    for (const fact of facts) if (random.chance(0.1)) this.#noted(fact);
    return compound('each', [
      new Atom(random.pick(['assertz', 'assertz', 'asserta', 'alternating'])),
      list(facts),
    ]);
  }

  #argumentKind(size: number): (i: number) => Term {
    const random = this.#random;
    const openShare = random.pick([0, 0, 0.02, 0.3, 0.7]);
    const distinct = random.pick([1, 2, 5, size]);
    const key = () => int(random.below(distinct));
    const item = () => new Atom(`item_${random.below(distinct)}`);
    const kind = random.choose<(i: number) => Term>(
      [3, () => key],
      [2, () => item],
      [2, () => (i) => int(i)],
      [2, () => () => compound('cart', [item(), int(random.below(3))])],
      [
        2,
        () => () => compound('cart', [random.chance(0.1) ? variables[0]! : compound('f', [key()]), item()]),
      ],
      [1, () => (i) => compound(`k${i % 4}`, i % 4 === 0 ? [] : [key()])],
      [1, () => () => list([key(), item()], random.chance(0.2) ? variables[1]! : nil)],
      [1, () => () => compound('f', [compound('f', [compound('f', [compound('f', [item()])])])])],
      [2, () => () => this.#value(2)],
    );
    return (i) => (random.chance(openShare) ? random.pick(variables) : kind(i));
  }

  #noted(clause: Term): Term {
    this.#clauses.push(clause);
    return clause;
  }

  #clause(): Term {
    const rank = this.#random.below(PREDICATES.length);
    const head = this.#call(PREDICATES[rank]!);
    return this.#random.chance(0.75) ? head : faithful(head, this.#goal(rank, 1));
  }

  /** A pattern of facts or rules that matches one that was asserted, or perhaps nothing. */
  #clausePattern(): Term {
    const random = this.#random;
    const clause =
      this.#clauses.length > 0 && random.chance(0.7)
        ? this.#generalised(random.pick(this.#clauses))
        : this.#call(random.pick(PREDICATES));
    const isRule = clause instanceof Compound && clause.name === ':-';
    if (isRule && random.chance(0.6)) return compound(':-', [clause.args[0]!, random.pick(variables)]);
    return isRule || random.chance(0.8) ? clause : compound(':-', [clause, random.pick(variables)]);
  }

  /** A call of the predicate that matches a clause of it, or perhaps nothing. */
  #pattern(predicate: Predicate): Term {
    const heads = this.#clauses
      .map((clause) => (clause instanceof Compound && clause.name === ':-' ? clause.args[0]! : clause))
      .filter((head) => 'name' in head && head.name === predicate.name && arityOf(head) === predicate.arity);
    return heads.length > 0 && this.#random.chance(0.7)
      ? this.#generalised(this.#random.pick(heads))
      : this.#call(predicate);
  }

  /** The term with variables in place of some of its parts. */
  #generalised(term: Term): Term {
    const openness = this.#random.pick([0.1, 0.3, 0.6]);
    const generalise = (part: Term): Term => {
      if (this.#random.chance(openness))
        return this.#random.chance(0.6) ? new Var() : this.#random.pick(variables);
      return part instanceof Compound ? new Compound(part.name, part.args.map(generalise)) : part;
    };
    return term instanceof Compound
      ? new Compound(
          term.name,
          term.args.map((arg, i) =>
            // The head of a rule has to stay one.
            i === 0 && term.name === ':-' ? this.#generalised(arg) : generalise(arg),
          ),
        )
      : term;
  }

  #call({ name, arity }: Predicate): Term {
    return compoundOrAtom(
      name,
      Array.from({ length: arity }, () => this.#value(2)),
    );
  }

  #value(depth: number): Term {
    const random = this.#random;
    const part = () => this.#value(depth - 1);
    return random.choose<Term>(
      [6, () => random.pick(variables)],
      [5, () => random.pick(constants.slice(0, 4))],
      [3, () => int(random.below(4))],
      [2, () => random.pick(constants)],
      [depth > 0 ? 2 : 0, () => compound(random.pick(['f', 'g', '-']), random.several(0, 2, part))],
      [depth > 0 ? 1 : 0, () => list(random.several(1, 3, part), random.chance(0.7) ? nil : part())],
    );
  }

  /** A goal that calls predicates below a rank, which ends and whose answers depend on no order of variables. */
  #goal(rank: number, depth: number): Term {
    const random = this.#random;
    const goal = () => this.#goal(rank, depth - 1);
    const variable = () => random.pick(variables);
    const two = (name: string) => compound(name, [variable(), this.#value(1)]);
    const ground = (...terms: Term[]) => terms.map((term) => compound('ground', [term]));
    const simple = [
      [1, () => this.#unification()],
      [1, () => two(random.pick(['\\=', '==', '\\==', '=@=']))],
      [
        1,
        () => {
          const [x, y] = [variable(), this.#value(1)];
          return conjunction(...ground(x, y), compound(random.pick(['@<', '@>=']), [x, y]));
        },
      ],
      [1, () => compound('member', [element, list(random.several(0, 3, () => this.#value(1)))])],
      [1, () => compound('between', [int(0), int(random.below(4)), variable()])],
      [1, () => compound(random.pick(['var', 'nonvar', 'atom', 'integer', 'ground']), [variable()])],
      [1, () => new Atom(random.pick(['true', 'fail']))],
      [1, () => compound(random.pick(['is', '=:=', '<']), [variable(), compound('+', [variable(), int(1)])])],
      [rank > 0 ? 10 : 0, () => this.#pattern(PREDICATES[random.below(rank)]!)],
    ] as const;
    if (depth === 0) return random.choose<Term>(...simple);
    return random.choose<Term>(
      ...simple,
      [8, () => conjunction(goal(), goal())],
      [3, () => compound(';', [goal(), goal()])],
      [2, () => compound(';', [compound('->', [goal(), goal()]), goal()])],
      [1, () => compound(';', [compound('*->', [goal(), goal()]), goal()])],
      [1, () => compound('->', [goal(), goal()])],
      [2, () => compound('\\+', [goal()])],
      [1, () => compound(random.pick(['once', 'ignore', 'call', 'not']), [goal()])],
      [2, () => compound('findall', [this.#value(1), goal(), variable()])],
      [1, () => compound('forall', [goal(), goal()])],
      [1, () => compound('aggregate_all', [new Atom('count'), goal(), variable()])],
      [1, () => this.#aggregation(goal(), variable())],
    );
  }

  /** `X = Value`, seldom with X in the value: infinite terms take both sides long. */
  #unification(): Term {
    const variable = this.#random.pick(variables);
    const value = this.#value(1);
    const isInfinite = value instanceof Compound && termVariables(value).includes(variable);
    return isInfinite && this.#random.chance(0.95) ? this.#unification() : compound('=', [variable, value]);
  }

  /**
   * Value and result are variables of their own: in SWI-Prolog `max/1` and `min/1` take what either is bound to for a
   * solution.
   */
  #aggregation(goal: Term, result: Term): Term {
    const value = new Var();
    const found = new Var();
    const name = this.#random.pick(['bag', 'set', 'sum', 'max', 'min']);
    const test = compound(name === 'bag' || name === 'set' ? 'ground' : 'integer', [value]);
    const values = conjunction(goal, compound('=', [value, this.#random.pick(variables)]), test);
    const aggregation = compound('aggregate_all', [compound(name, [value]), values, found]);
    return conjunction(aggregation, compound('=', [result, found]));
  }
}

/**
 * A rule that SWI-Prolog gives back as it was. Its compiler may make `true` of `X = Y` and turns `14 == X` around, and its
 * decompiler makes two variables of one that is in two branches and not in the head; so such a body is put in a call.
 */
function faithful(head: Term, body: Term): Term {
  const known = termVariables(head);
  const isLocal = termVariables(body).some((variable) => !known.includes(variable));
  const has = (...names: string[]) => !walk(body, (part) => !('args' in part && names.includes(part.name)));
  const isAltered = has('=', '==', '\\==') || (isLocal && has(';', '->', '*->', '\\+'));
  return compound(':-', [head, isAltered ? compound('call', [body]) : body]);
}

/** In a rule `(A, B), C` becomes `A, (B, C)` in SWI-Prolog, so it is written like that. */
function conjunction(...goals: Term[]): Term {
  return goals.reduceRight((rest, goal) =>
    goal instanceof Compound && goal.name === ','
      ? conjunction(goal.args[0]!, conjunction(goal.args[1]!, rest))
      : compound(',', [goal, rest]),
  );
}

function compoundOrAtom(name: string, args: Term[]): Term {
  return args.length === 0 ? new Atom(name) : compound(name, args);
}

function arityOf(term: Term): number {
  return term instanceof Compound ? term.args.length : 0;
}

/** An action with the values of a solution in place of its variables. */
export function withValues(action: Term, values: { readonly [name: string]: Term }): Term {
  return copyTerm(
    action,
    (variable) => (variable.name === undefined ? variable : values[variable.name]) ?? variable,
  );
}
