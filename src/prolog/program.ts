/** Programs: their clauses as they are read, with directives that change how the rest is read, and grammar rules. */
import {
  Atom,
  Compound,
  deref,
  existenceError,
  type Operators,
  PrologError,
  properList,
  Reader,
  type Term,
} from '../index.ts';
import { fileError } from './builtins/file-error.ts';
import { grammarClause, isGrammarRule } from './dcg.ts';
import { fileText } from './file-stream.ts';
import { DOUBLE_QUOTES, type DoubleQuotes } from './flags.ts';
import type { Program } from './host.ts';
import { libraryName } from './modules/library-name.ts';
import { addOperatorsOf } from './modules/library-operators.ts';

/** A clause or a directive, and the line where it begins. */
export interface Item {
  readonly kind: 'clause' | 'directive';
  readonly term: Term;
  readonly line: number;
  /** The names that occur once. */
  readonly singletons: readonly string[];
  /** The names that say that they occur once, such as `_X`, and do not. */
  readonly repeated: readonly string[];
}

export interface Source {
  readonly text: string;
  /** What errors call it: its path, or `user`. */
  readonly name: string;
  /** Whether loading it again replaces what it had before. */
  readonly isFile: boolean;
}

/** @throws PrologError `existence_error(source_sink, File)` */
export async function sourceOfProgram(program: Program): Promise<Source> {
  if (typeof program === 'string') return { text: program, name: 'user', isFile: false };
  if ('text' in program)
    return { text: program.text, name: program.name ?? 'user', isFile: program.name !== undefined };
  const { file } = program;
  for (const path of [file, `${file}.pl`]) {
    try {
      return { text: fileText(path, 'utf8'), name: path, isFile: true };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'EISDIR') continue;
      throw fileError(error, { by: 'open/4', kind: 'source_sink', action: 'open', file: new Atom(file) });
    }
  }
  throw existenceError('source_sink', new Atom(file));
}

/**
 * All of a program. Operators that it declares hold from there on, and are in `operators` then.
 * @throws ProgramError with file and line for text that is no clause
 */
export function readProgram({ text, name }: Source, operators: Operators): Item[] {
  const reader = new Reader(text, { operators });
  const items: Item[] = [];
  for (;;) {
    let line = items.at(-1)?.line ?? 1;
    try {
      const result = reader.read();
      if (result === undefined) return items;
      ({ line } = result);
      const { term, singletons, variables } = result;
      const repeated = variables
        .map(({ name: variable }) => variable)
        .filter((variable) => /^_[\p{L}]/u.test(variable) && !singletons.includes(variable));
      if (term instanceof Atom && term.name === 'end_of_file') return items;
      const directive = directiveOf(term);
      if (directive !== undefined) {
        obeyWhileReading(directive, reader, operators);
        items.push({ kind: 'directive', term: directive, line, singletons, repeated });
      } else {
        items.push({ kind: 'clause', term, line, singletons, repeated });
      }
    } catch (error) {
      if (error instanceof PrologError) throw new ProgramError(error, name, line);
      throw error;
    }
  }
}

/** An error in a program: what it is, and where. */
export class ProgramError extends PrologError {
  constructor(
    readonly reason: PrologError,
    readonly file: string,
    line: number,
  ) {
    super(reason.term);
    // A syntax error knows its line better, and says it.
    this.message = 'line' in reason ? `${file}: ${reason.message}` : `${file}:${line}: ${reason.message}`;
  }
}

/** The clause that a term of a program is: grammar rules are translated. */
export function clauseOf(term: Term): Term {
  return isGrammarRule(term) ? grammarClause(term) : term;
}

/** The goal of a directive; undefined for a clause. */
export function directiveOf(term: Term): Term | undefined {
  const isDirective =
    term instanceof Compound && (term.name === ':-' || term.name === '?-') && term.args.length === 1;
  return isDirective ? deref(term.args[0]!) : undefined;
}

function obeyWhileReading(directive: Term, reader: Reader, operators: Operators): void {
  for (const part of partsOf(directive)) {
    const { name, args } = part;
    if (name === 'op' || name === 'module') obeyOperators(part, operators);
    else if (name === 'use_module') addOperatorsOf(libraryName(args[0]!) ?? '', operators);
    else if (name === 'set_prolog_flag' && args.length === 2) {
      const [flag, value] = args.map(deref);
      if (flag instanceof Atom && flag.name === 'double_quotes' && isQuotes(value))
        reader.doubleQuotes = value.name;
    }
  }
}

/** Changes the operators as `op/3` or `module/2` say; what is wrong with an `op/3` is told when it is run. */
export function obeyOperators({ name, args }: Compound, operators: Operators): void {
  if (name === 'op' && args.length === 3) {
    try {
      operators.op(args[0]!, args[1]!, args[2]!);
    } catch (error) {
      if (!(error instanceof PrologError)) throw error;
    }
  } else if (name === 'module' && args.length === 2) {
    for (const exported of properList(args[1]!)?.map(deref) ?? []) {
      if (exported instanceof Compound && exported.name === 'op') obeyOperators(exported, operators);
    }
  }
}

/** The goals of a directive that are run one after the other. */
function* partsOf(directive: Term): Generator<Compound> {
  const part = deref(directive);
  if (!(part instanceof Compound)) return;
  if (part.name !== ',' || part.args.length !== 2) return yield part;
  for (const each of part.args) yield* partsOf(each);
}

function isQuotes(value: Term | undefined): value is Atom & { readonly name: DoubleQuotes } {
  return value instanceof Atom && (DOUBLE_QUOTES as readonly string[]).includes(value.name);
}
