/**
 * SWI-Prolog compiled to WebAssembly: one interpreter, its memory, and the functions of its C interface that are used
 * here. The numbers that stand for things of C have names of their own, so that nobody takes one for another.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';
import { withGrowingTable } from './growing-table.ts';

/** A reference to a term: `term_t`. */
export type Ref = number & { readonly of?: 'term' };
/** An atom, `atom_t`: the number holds it only while it is registered, or in a term. */
export type AtomRef = number & { readonly of?: 'atom' };
/** An address. */
export type Address = number & { readonly of?: 'memory' };

/** Functions of SWI-Prolog's C interface, as WebAssembly exports them: truth is 1 or 0. */
export interface Functions {
  _malloc(size: number): Address;
  _free(address: Address): void;
  _PL_new_term_ref(): Ref;
  _PL_new_term_refs(count: number): Ref;
  _PL_copy_term_ref(term: Ref): Ref;
  _PL_open_foreign_frame(): number;
  _PL_close_foreign_frame(frame: number): void;
  _PL_discard_foreign_frame(frame: number): void;
  _PL_term_type(term: Ref): number;
  _PL_is_acyclic(term: Ref): number;
  _PL_get_atom(term: Ref, atom: Address): number;
  _PL_get_nchars(term: Ref, length: Address, text: Address, flags: number): number;
  _PL_get_int64(term: Ref, value: Address): number;
  _PL_get_float(term: Ref, value: Address): number;
  _PL_get_compound_name_arity(term: Ref, name: Address, arity: Address): number;
  _PL_get_arg(index: number, term: Ref, arg: Ref): number;
  _PL_get_list(list: Ref, head: Ref, tail: Ref): number;
  _PL_get_nil(term: Ref): number;
  _WASM_variable_id(term: Ref): number;
  _PL_put_variable(term: Ref): number;
  _PL_put_term(term: Ref, from: Ref): number;
  _PL_put_nil(term: Ref): number;
  _PL_put_atom(term: Ref, atom: AtomRef): number;
  _PL_put_integer(term: Ref, value: number): number;
  _PL_put_int64(term: Ref, value: bigint): number;
  _PL_put_float(term: Ref, value: number): number;
  _PL_put_chars(term: Ref, flags: number, length: number, text: Address): number;
  _PL_put_term_from_chars(term: Ref, flags: number, length: number, text: Address): number;
  _PL_cons_functor_v(term: Ref, functor: number, args: Ref): number;
  _PL_cons_list(list: Ref, head: Ref, tail: Ref): number;
  _PL_unify_compound(term: Ref, functor: number): number;
  _PL_unify(a: Ref, b: Ref): number;
  _PL_new_atom_mbchars(encoding: number, length: number, text: Address): AtomRef;
  _PL_register_atom(atom: AtomRef): void;
  _PL_register_foreign_in_module(
    module: Address,
    name: Address,
    arity: number,
    fn: number,
    flags: number,
  ): number;
  _PL_unregister_atom(atom: AtomRef): void;
  _PL_new_functor(name: AtomRef, arity: number): number;
  _PL_predicate(name: Address, arity: number, module: Address): number;
  _PL_call_predicate(module: number, flags: number, predicate: number, args: Ref): number;
  _PL_open_query(module: number, flags: number, predicate: number, args: Ref): number;
  _PL_next_solution(query: number): number;
  _PL_exception(query: number): Ref;
  _PL_raise_exception(term: Ref): number;
  _PL_cut_query(query: number): number;
  _PL_close_query(query: number): number;
  _PL_current_engine(): number;
  _PL_create_engine(attributes: number): number;
  _PL_destroy_engine(engine: number): number;
  __PL_switch_engine(engine: number): number;
  __PL_reset_engine(before: number): number;
  _WASM_yield_request(): Ref;
  _WASM_set_yield_result(term: Ref): void;
}

/** What a term is, as `PL_term_type` says. */
export const TYPE = {
  variable: 1,
  atom: 2,
  integer: 3,
  rational: 4,
  float: 5,
  string: 6,
  compound: 7,
  nil: 8,
  blob: 9,
  pair: 10,
  dict: 44,
} as const;

export const REP_UTF8 = 0x100000;

/** The glue of the package, as far as it is used. */
export interface Glue extends Functions {
  readonly FS: FileSystem;
  readonly prolog: {
    /** Takes apart what `'$js_call'/2` is given, to run it as JavaScript. */
    toJSON(term: Ref, options?: object): unknown;
    call(goal: string): boolean;
  };
}

/** The file system in memory, of Emscripten. */
export interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, content: string | Uint8Array): void;
  readdir(path: string): string[];
  chdir(path: string): void;
  mount(type: object, options: object, path: string): unknown;
  analyzePath(path: string): { readonly exists: boolean };
  // biome-ignore lint/suspicious/noExplicitAny: what Emscripten says of its nodes is nowhere declared
  readonly [name: string]: any;
}

/** What is given to the factory of the package. */
interface Options {
  readonly arguments: readonly string[];
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
  readonly getPreloadedPackage: () => ArrayBuffer;
  readonly instantiateWasm: (imports: object, done: (instance: WebAssembly.Instance) => void) => object;
  /** Called before anything runs. */
  readonly preRun: readonly ((glue: Glue) => void)[];
  readonly locateFile: (name: string) => string;
}

export interface Streams {
  /** Bytes that the program writes. */
  readonly output: (byte: number | null) => void;
  readonly errorOutput: (byte: number | null) => void;
  /** The next byte of the program's input, null at the end. */
  readonly input: () => number | null;
}

export interface Interpreter {
  readonly glue: Glue;
  readonly memory: WebAssembly.Memory;
  /** The functions that can be called by their numbers. */
  readonly table: WebAssembly.Table;
}

/** Starts an interpreter. */
export async function startInterpreter(streams: Streams): Promise<Interpreter> {
  const { start, program, library } = await parts();
  let memory: WebAssembly.Memory | undefined;
  let table: WebAssembly.Table | undefined;
  const isOthers = Object.hasOwn(BigInt.prototype, 'toJSON');
  const started = start({
    arguments: ['-q', '--no-signals'],
    print: () => {},
    printErr: () => {},
    getPreloadedPackage: () => library,
    locateFile: (name) => name,
    preRun: [({ FS }) => FS.init(streams.input, streams.output, streams.errorOutput)],
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(program, imports).then((instance) => {
        const exported = Object.values(instance.exports);
        memory = exported.find((each) => each instanceof WebAssembly.Memory);
        table = exported.find((each) => each instanceof WebAssembly.Table);
        done(instance);
      });
      return {};
    },
  });
  // What the glue gives to all of the process would hold its interpreter for ever
  if (!isOthers) Reflect.deleteProperty(BigInt.prototype, 'toJSON');
  const glue = await started;
  return { glue, memory: memory!, table: table! };
}

interface Parts {
  readonly start: (options: Options) => Promise<Glue>;
  readonly program: WebAssembly.Module;
  readonly library: ArrayBuffer;
}

let loaded: Promise<Parts> | undefined;

/** What all interpreters share: the compiled program, and the files of its library. */
function parts(): Promise<Parts> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Parts> {
  const require = createRequire(import.meta.url);
  const file = (name: string) => fileOfPackage(name, require);
  const [code, data] = await Promise.all([
    readFile(file('swipl-web.wasm')),
    readFile(file('swipl-web.data')),
  ]);
  return {
    start: startOf(await readFile(file('swipl-web.js'), 'utf8'), file('swipl-web.js'), require),
    program: await WebAssembly.compile(withGrowingTable(code)),
    library: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer,
  };
}

/** Where a file of swipl-wasm is, which clausal does not install by itself. */
function fileOfPackage(name: string, require: NodeJS.Require): string {
  try {
    return require.resolve(`swipl-wasm/dist/swipl/${name}`);
  } catch (cause) {
    const error = new Error('SWI-Prolog needs the package swipl-wasm: npm install swipl-wasm', { cause });
    throw Object.assign(error, { code: 'ERR_CLAUSAL_PACKAGE' });
  }
}

/**
 * The factory in the glue of the package. It is a script for browsers, too, and looks for a `window` where there is none:
 * here it is told that there is none, and nobody else is.
 */
function startOf(script: string, path: string, require: NodeJS.Require): Parts['start'] {
  const module = { exports: {} };
  const names = ['module', 'exports', 'require', '__filename', '__dirname', 'window'];
  const run = compileFunction(script, names, { filename: path });
  run(module, module.exports, require, path, dirname(path), false);
  return module.exports as Parts['start'];
}
