/**
 * Which clauses came from which file: a file that is loaded again replaces its own clauses, and one that defines a predicate
 * of another file defines it anew, unless that is multifile.
 */
import { type ClauseStore, deref, type Term } from '../index.ts';
import { clauseParts } from './clause.ts';

import type { Environment, Location } from './environment.ts';
import { generalHead, indicated, indicatorTerm } from './indicator.ts';

/** What one load of a file has added. */
export interface LoadedFile {
  readonly name: string;
  /** What erases its clauses, by predicate. */
  readonly clauses: Map<string, (() => boolean)[]>;
}

export class LoadedFiles {
  readonly #environment: Environment;
  readonly #files = new Map<string, LoadedFile>();
  /** Where predicates that are not multifile are defined. */
  readonly #origins = new Map<string, Location>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get #store(): ClauseStore {
    return this.#environment.engine.store;
  }

  get names(): Iterable<string> {
    return this.#files.keys();
  }

  /** Begins to load a file: what it had before is erased. */
  begin(name: string): LoadedFile {
    const before = this.#files.get(name);
    const file: LoadedFile = { name, clauses: new Map() };
    this.#files.set(name, file);
    for (const [indicator, erasers] of before?.clauses ?? []) {
      for (const erase of erasers) erase();
      if (this.#origins.get(indicator)?.file === name) this.#origins.delete(indicator);
      file.clauses.set(indicator, []);
    }
    return file;
  }

  /**
   * Before a clause of a predicate is added: one that another file defines begins anew.
   * @returns where it was defined, if so
   */
  define(indicator: string, { name, clauses }: LoadedFile, line: number): Location | undefined {
    if (this.#environment.multifiles.has(indicator)) return undefined;
    const origin = this.#origins.get(indicator);
    if (origin?.file === name) return undefined;
    this.#origins.set(indicator, { file: name, line });
    if (origin === undefined) return undefined;
    this.#store.retractall(generalHead(indicated(indicator)));
    this.#files.get(origin.file)?.clauses.delete(indicator);
    clauses.delete(indicator);
    return origin;
  }

  /** Adds a clause, unless the file is being loaded again meanwhile. */
  add(clause: Term, indicator: string, { name, clauses }: LoadedFile): void {
    if (this.#files.get(name)?.clauses !== clauses) return;
    const store = this.#environment.storeOf(deref(clauseParts(clause).head));
    const reference = store.assertReference(clause);
    const erase = () => store.erase(reference);
    const others = clauses.get(indicator);
    if (others === undefined) clauses.set(indicator, [erase]);
    else others.push(erase);
  }

  /** The file is loaded: predicates that it has no more are unknown, unless others have clauses of them. */
  end({ clauses }: LoadedFile): void {
    const { statics } = this.#environment;
    for (const [indicator, erasers] of clauses) {
      if (erasers.length > 0) continue;
      clauses.delete(indicator);
      const { name, arity } = indicated(indicator);
      if (!statics.has(indicator) || this.#environment.multifiles.has(indicator)) continue;
      if (!this.#store.candidates(generalHead({ name, arity })).next().done) continue;
      this.#store.abolish(indicatorTerm(indicator));
      statics.delete(indicator);
    }
  }
}
