/** Reads the text of a module of the library: what it declares, and its clauses with the names that a host has for them. */
import { readFileSync } from 'node:fs';
import { Atom, Compound, deref, Int, Operators, properList, type Term } from '../../index.ts';
import { indicatorOf } from '../indicator.ts';
import { clauseOf, type Item, readProgram } from '../program.ts';
import type { Given, LibraryModule, ModuleItem, Named } from './library-module.ts';
import { libraryName } from './library-name.ts';
import { type Imported, Naming } from './naming.ts';
import { hostName } from './predicate-names.ts';

/** Finds the module of a library that another one uses; undefined where the host has that otherwise, or not at all. */
export type FindModule = (library: string) => LibraryModule | undefined;

/** Directives that say nothing here. */
const SAYING_NOTHING = new Set(['public/1', 'set_prolog_flag/2', 'license/1', 'discontiguous/1']);

/**
 * Reads a module that sees what `always` has, besides what it uses.
 * @throws ProgramError for a text that cannot be read
 */
export function readModule(path: string, always: readonly string[], find: FindModule): LibraryModule {
  const source = { text: readFileSync(path, 'utf8'), name: path, isFile: true };
  const read = readProgram(source, Operators.swi());
  const declared = new Declarations(always);
  const rest: Item[] = [];
  for (const item of read) {
    const isDeclared = item.kind === 'directive' && declared.take(item.term);
    if (!isDeclared) rest.push({ ...item, term: item.kind === 'clause' ? clauseOf(item.term) : item.term });
  }
  for (const { kind, term } of rest) if (kind === 'clause') declared.define(term);
  const { name, own, shared, exports, kinds, uses, gives } = declared;
  let imported: Map<string, Imported> | undefined;
  const imports = () => {
    imported ??= declared.imports(find);
    return imported;
  };
  const named = (): Named => {
    const naming = new Naming(name, own, kinds, imports());
    const items = rest.map((item): ModuleItem => {
      const term = item.kind === 'clause' ? naming.clause(item.term) : naming.body(item.term);
      return { ...item, term, read: item.term };
    });
    return { items, hooks: naming.hooks };
  };
  return { name, own, shared, exports, kinds, uses, gives, imports, named };
}

class Declarations {
  name = '';
  readonly own = new Set<string>();
  readonly shared = new Set<string>();
  readonly exports = new Set<string>();
  readonly kinds = new Map<string, string>();
  readonly uses: string[];
  readonly gives: Given[] = [];

  constructor(always: readonly string[]) {
    this.uses = [...always];
  }

  /** Takes a directive, if it is a declaration. */
  take(directive: Term): boolean {
    if (!(directive instanceof Compound)) return false;
    const [first, second] = directive.args.map(deref) as [Term, Term?];
    switch (`${directive.name}/${directive.args.length}`) {
      case 'module/2':
        this.name = (first as Atom).name;
        for (const key of indicatorsIn(second!)) this.exports.add(key);
        return true;
      case 'use_module/1':
      case 'use_module/2':
        this.#use(first);
        return true;
      case 'reexport/1':
      case 'reexport/2':
        this.#use(first);
        this.gives.push({ library: libraryName(first) ?? '', only: second && new Set(indicatorsIn(second)) });
        return true;
      case 'dynamic/1':
      case 'multifile/1':
        for (const key of indicatorsIn(first)) {
          this.own.add(key);
          this.shared.add(key);
        }
        return true;
      case 'meta_predicate/1':
        for (const head of conjuncts(first)) this.kinds.set(indicatorOf(head)!, kindsOf(head as Compound));
        return true;
      default:
        return SAYING_NOTHING.has(`${directive.name}/${directive.args.length}`);
    }
  }

  /** Knows the predicate of a clause, unless that is of another module. */
  define(clause: Term): void {
    const isRule = clause instanceof Compound && clause.name === ':-' && clause.args.length === 2;
    const key = indicatorOf(deref(isRule ? clause.args[0]! : clause));
    if (key !== undefined && key !== ':/2') this.own.add(key);
  }

  /** What the modules that are used export. */
  imports(find: FindModule): Map<string, Imported> {
    const imported = new Map<string, Imported>();
    for (const library of this.uses) {
      const module = find(library);
      if (module !== undefined) addExports(module, find, undefined, imported);
    }
    return imported;
  }

  #use(library: Term): void {
    const name = libraryName(library);
    if (name !== undefined) this.uses.push(name);
  }
}

/** Adds what a module exports, its own and what it gives on, each under the name that hosts have for it. */
export function addExports(
  module: LibraryModule,
  find: FindModule,
  only: ReadonlySet<string> | undefined,
  to: Map<string, Imported>,
): void {
  for (const key of module.exports) {
    if (only !== undefined && !only.has(key)) continue;
    const name = hostName(module.name, key.slice(0, key.lastIndexOf('/')));
    const isOwn = module.own.has(key);
    const exported = isOwn ? { name, kinds: module.kinds.get(key) } : module.imports().get(key);
    if (exported !== undefined) to.set(key, exported);
  }
  for (const given of module.gives) {
    const from = find(given.library);
    if (from === undefined) continue;
    const both = only === undefined ? given.only : intersection(only, given.only);
    addExports(from, find, both, to);
  }
}

function intersection(a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): ReadonlySet<string> {
  return b === undefined ? a : new Set([...a].filter((key) => b.has(key)));
}

/** The keys of indicators in a list or a conjunction; what is of another module, or an operator, is passed over. */
export function indicatorsIn(term: Term): string[] {
  const items = properList(term)?.map(deref) ?? conjuncts(term);
  return items.flatMap((item) => {
    if (!(item instanceof Compound) || item.args.length !== 2) return [];
    const [name, arity] = item.args.map(deref);
    if (item.name !== '/' && item.name !== '//') return [];
    if (!(name instanceof Atom && arity instanceof Int)) return [];
    return [`${name.name}/${Number(arity.value) + (item.name === '//' ? 2 : 0)}`];
  });
}

function conjuncts(term: Term): Term[] {
  const part = deref(term);
  const isBoth = part instanceof Compound && part.name === ',' && part.args.length === 2;
  return isBoth ? part.args.flatMap(conjuncts) : [part];
}

/** The characters of `meta-predicates.ts` for a declaration. */
function kindsOf(head: Compound): string {
  return head.args
    .map((arg) => String(deref(arg)))
    .map((kind) => (kind === '//' ? '/' : kind))
    .join('');
}
