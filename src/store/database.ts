/**
 * The predicates of one store and every change to them: assert, erase, transaction, and the feed that tells of changes.
 * Matching is not done here: who queries takes a predicate's candidates and unifies.
 */
import { IndicatorMap } from '../term/indicator-map.ts';
import type { Change, ChangeListener } from './change.ts';
import { Clause } from './clause.ts';
import type { Functor } from './form.ts';
import type { Literal } from './literal.ts';
import { Predicate } from './predicate.ts';

/** A step of the log from which a transaction is undone. */
type Step = Change | Definition | Effect;

interface Definition {
  readonly kind: 'define' | 'undefine';
  readonly predicate: Predicate;
}

/** What somebody did besides, and how it is undone. */
interface Effect {
  readonly kind: 'effect';
  readonly undo: () => void;
}

export class Database {
  /** Counts erasures: a query that begins now sees the clauses that are not erased in this generation or before. */
  generation = 1;
  readonly #predicates = new IndicatorMap<Predicate>();
  /** Changes that listeners have yet to hear of, and how many there were before those. */
  #untold: Change[] = [];
  #toldBefore = 0;
  #isTelling = false;
  #isQuiet = false;
  /** What open transactions did; undefined outside of any. */
  #log: Step[] | undefined = undefined;

  /** The predicate of this name and arity, if a goal or clause has named it. */
  find(name: string, arity: number): Predicate | undefined {
    return this.#predicates.get(name, arity);
  }

  /** The predicate of a literal, if it is there. */
  predicateOf(functor: Functor): Predicate | undefined {
    return functor instanceof Predicate ? functor : this.find(functor.name, functor.arity);
  }

  /** The predicate of this name and arity, made if need be. */
  predicate(name: string, arity: number): Predicate {
    let predicate = this.#predicates.get(name, arity);
    if (predicate === undefined) {
      predicate = new Predicate(name, arity);
      this.#predicates.set(name, arity, predicate);
    }
    return predicate;
  }

  /** The predicates that are defined, in the order in which they were first named. */
  *predicates(): Generator<Predicate> {
    for (const predicate of this.#predicates.values()) if (predicate.isDefined) yield predicate;
  }

  /** Adds a clause after all others of its predicate, or before them, and answers it. The predicate is that of the form. */
  assert(head: Literal, atEnd: boolean): Clause {
    const predicate = head.form.functor as Predicate;
    const clause = new Clause(head, predicate.nextOrder(atEnd));
    if (!head.form.isGroundFact) predicate.hasOthers = true;
    if (head.form.rule !== undefined) predicate.hasRules = true;
    this.define(predicate);
    predicate.clauses.add(clause, atEnd);
    this.#changed('assert', clause);
    return clause;
  }

  /** Erases a clause; false when it was erased before. */
  erase(clause: Clause): boolean {
    if (clause.isErased) return false;
    clause.erase(++this.generation);
    if (this.#log === undefined) clause.drop();
    this.#changed('erase', clause);
    return true;
  }

  /** Makes a predicate exist, with or without clauses. */
  define(predicate: Predicate): void {
    if (predicate.isDefined) return;
    predicate.isDefined = true;
    this.#log?.push({ kind: 'define', predicate });
  }

  /** Erases all clauses of a predicate, which then is unknown. */
  abolish(predicate: Predicate): void {
    const { items, start, end } = predicate.clauses;
    for (let i = start; i < end; i++) this.erase(items[i]!);
    if (!predicate.isDefined) return;
    predicate.isDefined = false;
    this.#log?.push({ kind: 'undefine', predicate });
  }

  /**
   * Runs `fn` and keeps all that it changed, or, when it throws, nothing of it. Transactions nest; listeners hear of the
   * changes when the outermost one has ended.
   */
  transaction<T>(fn: () => T): T {
    const isOutermost = this.#log === undefined;
    const log = (this.#log ??= []);
    const begin = log.length;
    try {
      const result = fn();
      if (isThenable(result)) {
        result.then(undefined, () => {}); // what it rejects with is not the news
        throw new TypeError(
          'transaction(fn): fn returned a promise; a transaction is synchronous: await first, then change the facts',
        );
      }
      if (isOutermost) this.#commit(log);
      return result;
    } catch (error) {
      while (log.length > begin) this.#undo(log.pop()!);
      throw error;
    } finally {
      if (isOutermost) {
        this.#log = undefined;
        this.#tell();
      }
    }
  }

  /** Runs `fn`, whose changes are no news. */
  quietly<T>(fn: () => T): T {
    const before = this.#isQuiet;
    this.#isQuiet = true;
    try {
      return fn();
    } finally {
      this.#isQuiet = before;
    }
  }

  /** Calls `undo` if the transaction that is open, should there be one, is undone: as a step among its others. */
  onUndo(undo: () => void): void {
    this.#log?.push({ kind: 'effect', undo });
  }

  /** Calls the listener after each change of a predicate, in order, until the function that it returns is called. */
  onChange({ listeners }: Predicate, listener: Omit<ChangeListener, 'since'>): () => void {
    const own: ChangeListener = { ...listener, since: this.#toldBefore + this.#untold.length };
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  #changed(kind: Change['kind'], clause: Clause): void {
    const change: Change = { kind, clause, isQuiet: this.#isQuiet };
    if (this.#log !== undefined) {
      this.#log.push(change);
    } else if (isWanted(change)) {
      this.#untold.push(change);
      this.#tell();
    }
  }

  #commit(log: readonly Step[]): void {
    for (const step of log) {
      if (!('clause' in step)) continue;
      if (step.kind === 'erase') step.clause.drop();
      if (isWanted(step)) this.#untold.push(step);
    }
  }

  #undo(step: Step): void {
    switch (step.kind) {
      case 'assert':
        step.clause.erase(++this.generation);
        step.clause.drop();
        break;
      case 'erase':
        step.clause.restore();
        break;
      case 'define':
        step.predicate.isDefined = false;
        break;
      case 'undefine':
        step.predicate.isDefined = true;
        break;
      case 'effect':
        step.undo();
    }
  }

  /** A listener that changes the store is told of that after what it is being told now. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let i = 0; i < this.#untold.length; i++) {
      const change = this.#untold[i]!;
      for (const { hear, hearsQuiet, since } of listenersTo(change.clause)) {
        if (since > this.#toldBefore + i || (change.isQuiet && !hearsQuiet)) continue;
        try {
          hear(change);
        } catch (error) {
          // The change stands, whoever made it is not at fault: the error is nobody's to catch, as with EventTarget.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    }
    this.#toldBefore += this.#untold.length;
    this.#untold = [];
    this.#isTelling = false;
  }
}

function listenersTo(clause: Clause): ReadonlySet<ChangeListener> {
  return (clause.predicate as Predicate).listeners;
}

function isWanted({ clause, isQuiet }: Change): boolean {
  for (const { mayWant, hearsQuiet } of listenersTo(clause)) {
    if ((hearsQuiet || !isQuiet) && mayWant(clause)) return true;
  }
  return false;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
