/** The modules of the library that a host has loaded: their clauses, and what programs see of them. */
import { Atom, ClauseStore, Compound, compound, type Term, Var } from '../../index.ts';
import { unqualified } from '../clause.ts';
import type { Expanding, First } from '../expansion.ts';
import { generalHead, indicated, indicatorOf } from '../indicator.ts';
import type { Steps } from '../steps.ts';
import type { LibraryModule, ModuleItem } from './library-module.ts';
import { isForPrograms, libraryFile, moduleOf } from './library-texts.ts';
import { addExports } from './module-text.ts';
import type { Imported } from './naming.ts';
import { hostName, PROGRAM } from './predicate-names.ts';

/** What a module says that programs are to be read as. */
const EXPANSION = hostName('system', 'term_expansion');

/** What answers requests, whatever a program has loaded. */
const SERVING = ['http/thread_httpd', 'http/http_dispatch'];

/** What loading needs of a host. */
export interface ModuleHost {
  readonly multifiles: Set<string>;
  main: Term | undefined;
  at<T>(place: { file: string; line: number; module: string }, work: Steps<T>): Steps<T>;
}

export class HostModules implements Expanding {
  /** The clauses, those that change too. */
  readonly store = new ClauseStore();
  /** What programs see, by `name/arity`. */
  readonly exports = new Map<string, Imported>();
  /** The module that the program says it is. */
  program: string = PROGRAM;
  readonly #loaded = new Set<string>();
  readonly #hooks = new Set<string>();
  /** The libraries that programs have loaded. */
  readonly #wanted = new Set<string>();

  /** Whether a library is a module. */
  has(library: string): boolean {
    return isForPrograms(library);
  }

  /** Whether something is defined or declared, under the name that the host has for it. */
  knows(name: string, arity: number): boolean {
    return this.store.kindOf(name, arity) !== undefined;
  }

  /** Whether a predicate is one of the modules that are loaded. */
  isOwn(head: Term): boolean {
    const indicator = indicatorOf(head);
    if (indicator === undefined || !indicator.includes(':')) return false;
    const { name, arity } = indicated(indicator);
    return this.knows(name, arity);
  }

  get isExpanding(): boolean {
    return this.knows(EXPANSION, 2);
  }

  expanding(term: Term): Term {
    return compound(EXPANSION, [term, new Var()]);
  }

  /** Loads a library, and lets programs see what it exports, or some of it. */
  *use(library: string, host: ModuleHost, first: First, only?: ReadonlySet<string>): Steps {
    this.#wanted.add(library);
    const module = moduleOf(library);
    if (module === undefined) return; // The host has it otherwise
    yield* this.#load(library, module, host, first);
    addExports(module, moduleOf, only, this.exports);
  }

  /** Whether a program has loaded a library. */
  isWanted(library: string): boolean {
    return this.#wanted.has(library);
  }

  /** Loads what answers requests. */
  *serve(host: ModuleHost, first: First): Steps {
    for (const library of SERVING) yield* this.#load(library, moduleOf(library)!, host, first);
  }

  *#load(library: string, module: LibraryModule, host: ModuleHost, first: First): Steps {
    if (this.#loaded.has(library)) return;
    this.#loaded.add(library);
    for (const used of module.uses) {
      const other = moduleOf(used);
      if (other !== undefined) yield* this.#load(used, other, host, first);
    }
    for (const key of module.shared) this.#declare(module.name, key, host);
    const { items, hooks } = module.named();
    for (const key of hooks) this.#hook(key);
    const file = libraryFile(library) ?? library;
    for (const item of items) {
      if (item.kind === 'clause') this.store.assertz(item.term);
      else yield* host.at({ file, line: item.line, module: module.name }, this.#direct(item, host, first));
    }
  }

  *#direct({ term, read }: ModuleItem, host: ModuleHost, first: First): Steps {
    const expanded = this.isExpanding ? yield* first(this.expanding(compound(':-', [read]))) : undefined;
    if (expanded !== undefined) {
      this.store.assertz(unqualified((expanded as Compound).args[1]!));
    } else if (term instanceof Compound && term.name === 'initialization') {
      host.main = term.args[0]!;
    } else {
      yield* first(term);
    }
  }

  #declare(module: string, key: string, host: ModuleHost): void {
    const { name, arity } = indicated(key);
    const known = hostName(module, name);
    host.multifiles.add(`${known}/${arity}`);
    if (this.store.kindOf(known, arity) === undefined)
      this.store.retractall(generalHead({ name: known, arity }));
  }

  /** A predicate of a module without a text: behind what the library says of it comes what programs say. */
  #hook(key: string): void {
    if (this.#hooks.has(key)) return;
    this.#hooks.add(key);
    const { name, arity } = indicated(key);
    const head = generalHead({ name, arity });
    const plain = name.slice(name.indexOf(':') + 1);
    const goal = head instanceof Compound ? compound(plain, [...head.args]) : new Atom(plain);
    this.store.assertz(compound(':-', [head, compound('$program', [goal])]));
  }
}
