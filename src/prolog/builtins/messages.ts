/** Messages: what `print_message/2` writes, and who may write it instead. */
import {
  Atom,
  Compound,
  compound,
  deref,
  errorMessage,
  list,
  nil,
  PrologError,
  properList,
  type Term,
  Var,
} from '../../index.ts';
import type { CallingTable, Environment, Solver } from '../environment.ts';
import type { OutputStream } from '../output-stream.ts';
import type { Steps } from '../steps.ts';
import { format } from './format.ts';
import { textOf } from './text.ts';
import { print } from './writing.ts';

export function messagePredicates(environment: Environment): CallingTable {
  return {
    'print_message/2': function* (solver, kind, message) {
      yield* printMessage(deref(kind!), deref(message!), environment, solver);
      return true;
    },
    // The lines of a message
    '$message_lines/2': function* (solver, message) {
      return [message!, list(yield* linesOf(deref(message!), environment, solver))];
    },
    'print_message_lines/3': function* (solver, stream, prefix, lines) {
      const to = environment.streams.outputOf(stream!);
      const items = properList(lines!);
      if (items === undefined) return false;
      const before = deref(prefix!);
      const kind = isCompound(before, 'kind', 1) ? prefixOf(deref(before.args[0]!)) : before;
      yield* printLines(withPrefix(items.map(deref), kind), to, environment, solver);
      return true;
    },
  };
}

function* printMessage(kind: Term, message: Term, environment: Environment, solver: Solver): Steps {
  const lines = yield* linesOf(message, environment, solver);
  if (isDefined('message_hook', 3, environment)) {
    const hook = compound('message_hook', [message, kind, list(lines)]);
    if ((yield* solver.once(hook)) !== undefined) return;
  }
  const name = kind instanceof Atom ? kind.name : '';
  const isQuiet = (name === 'informational' || name === 'banner') && isSilent(environment);
  if (name === 'silent' || isQuiet || lines.length === 0) return;
  const { streams, location } = environment;
  const tag = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
  const to = name === 'query' ? streams.outputOf(new Atom('user_output')) : streams.error;
  if (tag === undefined || location === undefined) {
    yield* printLines(withPrefix(lines, prefixOf(kind)), to, environment, solver);
    return;
  }
  const place = literal(new Atom(`${tag}: ${location.file}:${location.line}:`));
  yield* printLines([prefix(new Atom('~N')), place, NEWLINE], to, environment, solver);
  yield* printLines(withPrefix(lines, new Atom(`~N${tag}:    `)), to, environment, solver);
}

const TAGS: Readonly<Record<string, string>> = { error: 'ERROR', warning: 'Warning' };
const NEWLINE = new Atom('nl');

function prefixOf(kind: Term): Term {
  if (kind instanceof Atom && Object.hasOwn(TAGS, kind.name)) return new Atom(`~N${TAGS[kind.name]}: `);
  const isComment =
    isCompound(kind, 'debug', 1) ||
    (kind instanceof Atom && (kind.name === 'informational' || kind.name === 'information'));
  return new Atom(isComment ? '~N% ' : '~N');
}

function isSilent({ flags }: Environment): boolean {
  const verbose = flags.get('verbose');
  return verbose instanceof Atom && verbose.name === 'silent';
}

function isDefined(name: string, arity: number, { engine }: Environment): boolean {
  return engine.store.kindOf(name, arity) !== undefined;
}

/** The lines of a message: those of the program's own `prolog:message//1`, or the system's. */
function* linesOf(message: Term, environment: Environment, solver: Solver): Steps<Term[]> {
  const told = yield* toldLines(message, environment, solver);
  if (told !== undefined) return told;
  if (isCompound(message, 'format', 2) || isCompound(message, 'debug', 2))
    return [compound('-', message.args)];
  if (isCompound(message, 'message_lines', 1)) {
    const lines = (properList(message.args[0]!) ?? []).map(literal);
    return separated(lines);
  }
  if (isCompound(message, 'unhandled_exception', 1)) {
    const ball = deref(message.args[0]!);
    const text = errorMessage(ball);
    const isUnhandled = text.startsWith('Unhandled exception: ');
    return linesOfText(isUnhandled ? text : `Unhandled exception: ${text}`);
  }
  const isKnown = isCompound(message, 'error', 2) || (message instanceof Atom && message.name === '$aborted');
  if (isKnown) return linesOfText(errorMessage(message));
  return [compound('-', [new Atom('Unknown message: ~p'), list([message])])];
}

/** The lines that the program has for a message, or a module of the library. */
function* toldLines(message: Term, environment: Environment, solver: Solver): Steps<Term[] | undefined> {
  if (message instanceof Var) return undefined;
  const { modules } = environment;
  const isOfModules = modules.knows('prolog:message', 3);
  const isTold = isOfModules || isDefined('message', 3, environment);
  const name = isOfModules ? 'prolog:message' : 'message';
  let found = isTold ? yield* solver.once(compound(name, [message, new Var(), nil])) : undefined;
  let around: readonly [before: Term[], behind: Term[]] = [[], []];
  if (found === undefined && isCompound(message, 'error', 2) && modules.knows('prolog:error_message', 3)) {
    const [formal, context] = message.args as [Term, Term];
    found = yield* solver.once(compound('prolog:error_message', [formal, new Var(), nil]));
    around = contextLines(deref(context));
  }
  const lines = found && properList((deref(found) as Compound).args[1]!);
  return lines && [...around[0], ...lines.map(deref), ...around[1]];
}

/** What the context of an error says: which predicate it was, and a comment. */
function contextLines(context: Term): readonly [before: Term[], behind: Term[]] {
  if (!isCompound(context, 'context', 2)) return [[], []];
  const [predicate, comment] = context.args.map(deref) as [Term, Term];
  const told = (format: string, term: Term) =>
    term instanceof Var ? [] : [compound('-', [new Atom(format), list([term])])];
  return [told('~q: ', predicate), told(' (~w)', comment)];
}

function linesOfText(text: string): Term[] {
  return separated(text.split('\n').map((line) => literal(new Atom(line))));
}

function separated(lines: readonly Term[]): Term[] {
  return lines.flatMap((line, i) => (i === 0 ? [line] : [NEWLINE, line]));
}

/** A line that is written as it is. */
function literal(text: Term): Term {
  return compound('-', [new Atom('~w'), list([text])]);
}

function prefix(text: Term): Term {
  return compound('prefix', [text]);
}

/** The lines with the prefix before each. */
function withPrefix(lines: readonly Term[], text: Term): Term[] {
  const isSameLine = lines[0] instanceof Atom && lines[0].name === 'at_same_line';
  const result: Term[] = isSameLine ? [] : [prefix(text)];
  const rest = isSameLine ? lines.slice(1) : lines;
  for (const [i, line] of rest.entries()) {
    const name = line instanceof Atom ? line.name : '';
    const isLast = i === rest.length - 1;
    if (isLast && (name === 'nl' || name === 'flush')) return [...result, line];
    result.push(line);
    if (name === 'nl') result.push(prefix(text));
  }
  return [...result, NEWLINE];
}

function* printLines(
  lines: readonly Term[],
  to: OutputStream,
  environment: Environment,
  solver: Solver,
): Steps {
  for (const line of lines) {
    if (line instanceof Atom && line.name === 'nl') to.write('\n');
    else if (line instanceof Atom && (line.name === 'flush' || line.name === 'full_stop')) {
      if (line.name === 'full_stop') to.write('.');
    } else if (isCompound(line, 'url', 1)) to.write(locationText(deref(line.args[0]!)));
    else if (!isCompound(line, 'begin', 2) && !isCompound(line, 'end', 1)) {
      const [text, args] = partsOf(line);
      yield* safely(text, args, to, environment, solver);
    }
  }
}

/** The format and the arguments of a line. */
function partsOf(line: Term): [Term, Term] {
  if (isCompound(line, 'prefix', 1)) return partsOf(deref(line.args[0]!));
  if (isCompound(line, '-', 2)) return [line.args[0]!, line.args[1]!];
  if (isCompound(line, 'ansi', 3) || isCompound(line, 'ansi', 4)) return [line.args[1]!, line.args[2]!];
  if (isCompound(line, 'url', 2)) return partsOf(deref(line.args[1]!));
  return [line, nil];
}

function locationText(url: Term): string {
  if (!isCompound(url, ':', 2)) return textOf(url);
  return `${locationText(deref(url.args[0]!))}:${textOf(url.args[1]!)}`;
}

/** An error in a message is told of, and stops nothing. */
function* safely(text: Term, args: Term, to: OutputStream, environment: Environment, solver: Solver): Steps {
  try {
    yield* format(textOf(text), args, to, environment, solver);
  } catch (error) {
    if (!(error instanceof PrologError)) throw error;
    const { operators } = environment;
    const raised = isCompound(error.term, 'error', 2) ? error.term.args[0]! : error.term;
    to.write(
      `${to.column === 0 ? '' : '\n'}    [[ EXCEPTION while printing message ${print(text, operators)}\n`,
    );
    to.write(
      `       with arguments ${print(args, operators)}:\n       raised: ${print(raised, operators)}\n    ]]\n`,
    );
  }
}

function isCompound(term: Term | undefined, name: string, arity: number): term is Compound {
  return term instanceof Compound && term.name === name && term.args.length === arity;
}
