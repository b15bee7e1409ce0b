/** An interpreter that is ready for programs: what searches, requests and loading have in common. */
import {
  type Atom,
  atom,
  Compound,
  PrologError,
  resourceError,
  type Str,
  type Term,
  toTerm,
  Var,
} from '../../index.ts';
import { Ended } from '../budget.ts';
import type { Output } from '../host.ts';
import { fieldName } from '../http/field.ts';
import { Crossing } from './crossing.ts';
import { type Engine, Engines } from './engines.ts';
import { errorOfProgram } from './error-of-program.ts';
import { installLibrary, mountFiles, TEMPORARY } from './files.ts';
import { defineForeign, type ForeignPredicate } from './foreign.ts';
import type { Functions, Glue, Interpreter, Ref } from './interpreter.ts';
import { startInterpreter } from './interpreter.ts';
import { Memory } from './memory.ts';
import { Outputs } from './output.ts';
import { CATCH, EXCEPTION, EXTENDED, FALSE } from './query.ts';
import { ReplyDevice } from './reply-device.ts';
import { type Find, Requests, thrown } from './requests.ts';
import { Terms } from './terms.ts';

/** A search, as the interpreter asks about it while it runs. */
export interface Watched {
  /** Whether it answers the host: what it writes is told when it is done. */
  readonly isAsked: boolean;
  /** Whether it may go on, or is to give way. */
  beat(): Term;
  /** Has it end after so many seconds from now; answers the inferences that it may take. */
  limit(seconds: Term): Term;
  /** What it ends with that takes no looks at its limits. */
  exceeded(): Term;
}

/** Bytes of an interpreter that may have 2 GB. */
const MOST_MEMORY = 1.5 * 2 ** 30;

export interface MachineOptions {
  readonly output: Output;
  readonly errorOutput: Output;
  /** Gives the next byte of the input. */
  readonly input: () => number | null;
  readonly argv: readonly string[];
  /** Whether files may not be changed. */
  readonly isReadOnly: boolean;
  /** Bytes that the stacks of a search may take. */
  readonly stackLimit: number;
  /** Told when the interpreter is no more. */
  readonly died: () => void;
  /** Finds predicates in TypeScript. */
  readonly find: Find;
}

export class Machine {
  readonly c: Functions;
  readonly terms: Terms;
  readonly engines: Engines;
  readonly files: ReplyDevice;
  readonly #outputs: Outputs;
  /** The searches that have the thread now, the innermost last. */
  readonly running: Watched[] = [];
  readonly #glue: Glue;
  readonly #requests: Requests;
  readonly #flushPredicate: number;
  /** What searches run: solve/3, and ask/4 for goals of the library. */
  readonly solvePredicate: number;
  readonly askPredicate: number;
  readonly #died: () => void;
  /** Tells whoever sees errors. */
  readonly tell: Output;
  readonly #memory: WebAssembly.Memory;
  #isDead = false;

  static async start(options: MachineOptions): Promise<Machine> {
    const outputs = new Outputs(options);
    const interpreter = await startInterpreter({
      output: (byte) => outputs.write('output', byte),
      errorOutput: (byte) => outputs.write('errorOutput', byte),
      input: options.input,
    });
    const { glue } = interpreter;
    const machine = new Machine(interpreter, outputs, options);
    installLibrary(glue.FS);
    mountFiles(glue.FS, options.isReadOnly);
    machine.#ready(options);
    return machine;
  }

  private constructor(
    { glue, memory, table }: Interpreter,
    outputs: Outputs,
    { find, died, errorOutput }: MachineOptions,
  ) {
    this.#glue = glue;
    this.#memory = memory;
    this.c = glue;
    const inMemory = new Memory(glue, memory);
    this.terms = new Terms(glue, inMemory);
    this.engines = new Engines(glue);
    this.files = new ReplyDevice(glue.FS);
    this.#outputs = outputs;
    this.#requests = new Requests(find);
    this.#died = died;
    this.tell = errorOutput;
    const take: ForeignPredicate = (request, result) => this.#takeRequest(request, result);
    defineForeign(glue, inMemory, table, ['system', '$clausal'], take);
    glue.prolog.toJSON = () => {
      throw new Error('programs run no JavaScript but the predicates that are defined for them');
    };
    this.#flushPredicate = this.terms.predicate('typescript', 'flush', 0);
    this.solvePredicate = this.terms.predicate('typescript', 'solve', 3);
    this.askPredicate = this.terms.predicate('typescript', 'ask', 4);
  }

  /** Whether the interpreter is no more. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /**
   * Does something in an engine, and goes back to the one that was current.
   * @throws Ended with `resource_error(memory)` where the interpreter does not survive it
   */
  within<T>(engine: Engine, fn: () => T): T {
    if (this.#isDead) throw outOfMemory();
    const before = this.engines.enter(engine);
    return this.#surviving(fn, () => this.engines.leave(before));
  }

  /** Does something, and then what has to be done after it, unless the interpreter has died of it. */
  #surviving<T>(fn: () => T, after: () => void): T {
    let result: T;
    try {
      result = fn();
    } catch (error) {
      if (isDeadly(error)) this.#die();
      if (this.#isDead) throw outOfMemory();
      after();
      throw error;
    }
    after();
    return result;
  }

  /** Ends the interpreter, in which a search does not end by itself. Called by that search. */
  kill(error: Ended): never {
    this.#die();
    throw error;
  }

  /**
   * Ends the interpreter when it has so much memory that it would end soon. What the stacks had at an overflow is never used
   * again there, so that a goal that overflows them now and then would leave nothing for the others.
   */
  endIfLarge(): void {
    if (this.#memory.buffer.byteLength > MOST_MEMORY && this.engines.areFree) this.#die();
  }

  #die(): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#outputs.flush();
    this.#died();
  }

  /** Does something with references that are gone afterwards. */
  inFrame<T>(fn: () => T): T {
    const frame = this.c._PL_open_foreign_frame();
    return this.#surviving(fn, () => this.c._PL_close_foreign_frame(frame));
  }

  /**
   * Calls a predicate of a module now, in an engine of its own, and answers its arguments as its first solution makes
   * them; undefined when there is none.
   * @throws PrologError that it throws
   */
  once(module: string, name: string, args: readonly Term[]): Term[] | undefined {
    const engine = this.engines.take();
    try {
      return this.within(engine, () => this.inFrame(() => this.#once(module, name, args)));
    } finally {
      this.engines.give(engine);
    }
  }

  #once(module: string, name: string, args: readonly Term[]): Term[] | undefined {
    const { c, terms } = this;
    const refs = c._PL_new_term_refs(args.length);
    const crossing = new Crossing();
    args.forEach((arg, i) => {
      terms.toSwi(arg, refs + i, crossing);
    });
    const query = c._PL_open_query(0, CATCH | EXTENDED, terms.predicate(module, name, args.length), refs);
    return this.#surviving(
      () => {
        const found = c._PL_next_solution(query);
        if (found === EXCEPTION) throw this.errorOf(c._PL_exception(query));
        if (found === FALSE) return undefined;
        const after = new Crossing();
        return args.map((_, i) => terms.toClausal(refs + i, after));
      },
      () => {
        c._PL_cut_query(query);
        this.flush();
      },
    );
  }

  /** What is waited for. */
  awaited(promise: Term): Promise<Term> {
    return this.#requests.awaited(promise);
  }

  /** What was thrown. */
  errorOf(exception: Ref): PrologError {
    return new PrologError(errorOfProgram(this.terms.toClausal(exception, new Crossing(true))));
  }

  /** Has what was written told. */
  flush(): void {
    this.c._PL_call_predicate(0, CATCH, this.#flushPredicate, 0);
    this.tellFlushed();
  }

  /** Tells what was written, as far as the interpreter has given it away. */
  tellFlushed(): void {
    this.#outputs.flush();
  }

  /** Answers a request: what `'$clausal'(Request, Answer)` asks for. */
  #takeRequest(request: Ref, result: Ref): boolean {
    const { c, terms } = this;
    const crossing = new Crossing();
    const answer = this.#answerTo(request, crossing);
    if (this.#isDead) throw outOfMemory();
    const into = c._PL_new_term_ref();
    try {
      terms.toSwi(answer, into, crossing);
    } catch (error) {
      terms.toSwi(thrown(error), into); // an answer that cannot cross
    }
    return c._PL_unify(result, into) !== 0;
  }

  #answerTo(ref: Ref, crossing: Crossing): Term {
    try {
      const request = this.terms.toClausal(ref, crossing) as Atom | Compound;
      return this.#answer(request.name, request instanceof Compound ? request.args : []);
    } catch (error) {
      return thrown(error); // terms that cannot cross
    }
  }

  #answer(kind: string, args: readonly Term[]): Term {
    if (kind === 'limit') return this.running.at(-1)!.limit(args[0]!);
    if (kind === 'sent') return this.#takeSent(args);
    if (kind === 'exceeded') return this.running.at(-1)!.exceeded();
    if (kind === 'beat') return this.running.at(-1)?.beat() ?? atom('go');
    if (kind === 'call' && this.running.at(-1)?.isAsked !== true) this.flush();
    return this.#requests.answer(kind, args);
  }

  /** Takes a field that a handler sends: its name and its text. */
  #takeSent([name, text]: readonly Term[]): Term {
    this.files.sent = [[fieldName((name as Atom).name), (text as Str).value], ...this.files.sent];
    return atom('true');
  }

  #ready({ stackLimit, argv, isReadOnly }: MachineOptions): void {
    for (const goal of [
      `set_prolog_flag(stack_limit, ${stackLimit})`,
      'set_prolog_flag(message_context, [])',
      'set_prolog_flag(color_term, false)',
      `set_prolog_flag(tmp_dir, '${TEMPORARY}')`,
      "asserta(user:file_search_path(library, '/clausal'))",
      "load_files('/clausal/typescript.pl', [silent(true), module(typescript)])",
    ]) {
      if (this.#glue.prolog.call(goal)) continue;
      this.#outputs.flush();
      throw new Error(`SWI-Prolog could not be made ready: ${goal}`);
    }
    this.once('system', 'set_prolog_flag', [atom('argv'), toTerm([...argv])]);
    if (isReadOnly) this.once('typescript', 'read_only', []);
    // It keeps what it takes for the current folder
    this.once('system', 'working_directory', [new Var(), atom(process.cwd())]);
  }
}

/** Whether an error leaves the interpreter in a state that nobody knows: it trapped, its stack was full, or it wanted to exit. */
function isDeadly(error: unknown): boolean {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return true;
  return error instanceof Object && 'name' in error && error.name === 'ExitStatus';
}

function outOfMemory(): Ended {
  return new Ended(resourceError('memory').term);
}
