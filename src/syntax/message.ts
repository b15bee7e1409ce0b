/** Error terms as text for people, in the words of SWI-Prolog's `print_message/2`. */
import {
  Atom,
  Compound,
  deref,
  Float,
  Int,
  Nil,
  printer,
  properList,
  Str,
  type Term,
  Var,
} from '../term/term.ts';
import { isAcyclic, isGround } from '../term/walk.ts';
import { syntaxErrorText } from './syntax-error-text.ts';
import { print as p, writeq as q, write as w } from './writer.ts';

/** What SWI-Prolog prints for an error that nobody catches, without the `ERROR: ` that it puts before it. */
export function errorMessage(term: Term): string {
  const ball = deref(term);
  if (isCompound(ball, 'error', 2)) {
    const [formal, context] = ball.args.map(deref) as [Term, Term];
    return locationOf(context) + formalText(formal) + commentOf(context);
  }
  const known = ball instanceof Atom ? BALLS[ball.name] : undefined;
  return known ?? `Unhandled exception: Unknown message: ${p(ball)}`;
}

const BALLS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  $aborted: 'Execution Aborted',
  time_limit_exceeded: 'Time limit exceeded',
});

/** The text for a formal term, from its arguments; undefined where another entry or the general text is right. */
type Entry = (...args: Term[]) => string | undefined;

const FORMALS: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ['instantiation_error/0', () => 'Arguments are not sufficiently instantiated'],
  ['uninstantiation_error/1', (culprit) => `Uninstantiated argument expected, found ${p(culprit!)}`],
  ['type_error/2', (type, culprit) => typeErrorText(type!, culprit!)],
  [
    'domain_error/2',
    (domain, culprit) => `Domain error: ${domainText(domain!)} expected, found \`${p(culprit!)}'`,
  ],
  ['existence_error/2', (kind, culprit) => existenceErrorText(kind!, culprit!)],
  [
    'existence_error/3',
    (kind, culprit, where) => `${w(kind!)} \`${p(culprit!)}' does not exist in ${p(where!)}`,
  ],
  ['permission_error/3', (action, type, culprit) => permissionErrorText(action!, type!, culprit!)],
  ['representation_error/1', (what) => `Cannot represent due to \`${w(what!)}'`],
  ['evaluation_error/1', (what) => `Arithmetic: evaluation error: \`${p(what!)}'`],
  ['resource_error/1', (what) => `Not enough resources: ${w(what!)}`],
  ['syntax_error/1', (id) => syntaxErrorText(id!)],
  ['busy/2', (kind, culprit) => `${w(kind!)} \`${p(culprit!)}' is busy`],
  [
    'occurs_check/2',
    (variable, term) => `Cannot unify ${p(variable!)} with ${p(term!)}: would create an infinite tree`,
  ],
  ['timeout_error/2', (action, stream) => `Timeout in ${w(action!)} from ${p(stream!)}`],
  ['io_error/2', (action, stream) => `I/O error in ${w(action!)} on stream ${p(stream!)}`],
  ['limit_exceeded/2', (limit, value) => `Exceeded ${w(limit!)} limit (${w(value!)})`],
  ['not_implemented/2', (kind, what) => `${w(kind!)} \`${p(what!)}' is not implemented in this version`],
  ['duplicate_key/1', (key) => `Duplicate key: ${p(key!)}`],
  ['failure_error/1', (goal) => `Goal failed: ${p(goal!)}`],
  ['goal_failed/1', (goal) => `goal unexpectedly failed: ${p(goal!)}`],
  ['system_error/0', () => 'error in system call'],
  ['system_error/1', (what) => `error in system call: ${w(what!)}`],
  ['format/1', (what) => `Format error: ${w(what!)}`],
  [
    'format_argument_type/2',
    (directive, value) => `Illegal argument to format sequence ~${w(directive!)}: ${p(value!)}`,
  ],
]);

function formalText(formal: Term): string {
  const args = formal instanceof Compound ? formal.args.map(deref) : [];
  const name = formal instanceof Compound || formal instanceof Atom ? formal.name : undefined;
  return FORMALS.get(`${name}/${args.length}`)?.(...args) ?? `Unknown error term: ${p(formal)}`;
}

function typeErrorText(type: Term, culprit: Term): string {
  const name = type instanceof Atom ? type.name : '';
  if (name === 'evaluable' && (culprit instanceof Atom || culprit instanceof Compound)) {
    return `Arithmetic: \`${p(culprit)}' is not a function`;
  }
  if (name === 'free_of_attvar') return `Type error: \`${p(culprit)}' contains attributed variables`;
  const kind = kindOf(culprit);
  const article = /^[aeio]/.test(kind) ? 'an' : 'a';
  return `Type error: \`${w(type)}' expected, found \`${p(culprit)}' (${article} ${kind})`;
}

/** What kind of term it is, in SWI-Prolog's words. */
function kindOf(term: Term): string {
  if (term instanceof Var) return 'var';
  if (term instanceof Atom) return 'atom';
  if (term instanceof Int) return 'integer';
  if (term instanceof Float) return 'float';
  if (term instanceof Str) return 'string';
  if (term instanceof Nil) return 'empty_list';
  if (properList(term) !== undefined) return 'list';
  return isAcyclic(term) ? 'compound' : 'cyclic';
}

function domainText(domain: Term): string {
  if (!isCompound(domain, 'range', 2)) return `\`${w(domain)}'`;
  return `[${q(domain.args[0]!)}..${q(domain.args[1]!)}]`;
}

function existenceErrorText(kind: Term, culprit: Term): string {
  switch (kind instanceof Atom ? kind.name : '') {
    case 'procedure':
      return `Unknown procedure: ${q(culprit)}${PROCEDURES.get(q(culprit)) ?? ''}`;
    case 'answer_variable':
      return `$${w(culprit)} was not bound by a previous query`;
    case 'matching_rule':
      return `No rule matches ${p(culprit)}`;
    default:
      return `${w(kind)} \`${p(culprit)}' does not exist`;
  }
}

/** What else there is to say of procedures that people take to exist. */
const PROCEDURES: ReadonlyMap<string, string> = new Map([
  ['(^)/2', '\n  ^/2 can only appear as the 2nd argument of setof/3 and bagof/3'],
  ...['(:-)/2', '(=>)/2'].map((rule): [string, string] => [
    rule,
    '\n  A rule is a clause, not a goal: assert it',
  ]),
  ['(:-)/1', '\n  A directive is not a goal'],
  ['(?-)/1', '\n  ?- is the Prolog prompt'],
  ['!/0', '\n  There is no cut: commit with ( Condition -> Then ; Else ) or once/1'],
]);

function permissionErrorText(action: Term, type: Term, culprit: Term): string {
  const object = p(culprit);
  switch (`${w(action)} ${w(type)}`) {
    case 'input stream':
      return `No permission to read from output stream \`${object}'`;
    case 'output stream':
      return `No permission to write to input stream \`${object}'`;
    case 'input text_stream':
      return `No permission to read bytes from TEXT stream \`${object}'`;
    case 'output text_stream':
      return `No permission to write bytes to TEXT stream \`${object}'`;
    case 'input binary_stream':
      return `No permission to read characters from binary stream \`${object}'`;
    case 'output binary_stream':
      return `No permission to write characters to binary stream \`${object}'`;
    case 'open source_sink':
      if (!isCompound(culprit, 'alias', 1)) break;
      return `No permission to reuse alias "${p(culprit.args[0]!)}": already taken`;
  }
  switch (w(type)) {
    case 'built_in_procedure':
      return `No permission to ${w(action)} built-in predicate \`${object}'${REDEFINE}`;
    case 'static_procedure':
      return `No permission to ${w(action)} static procedure \`${object}'`;
  }
  return `No permission to ${w(action)} ${w(type)} \`${object}'`;
}

const REDEFINE = '\nUse :- redefine_system_predicate(+Head) if redefinition is intended';

/** What the context says of the place, to stand before the message. */
function locationOf(context: Term): string {
  if (!(context instanceof Compound)) return '';
  const [first, line, column] = context.args.map(deref) as [Term, Term, Term];
  if (isCompound(context, 'context', 2)) return isGround(first) ? callerText(first) : '';
  if (isCompound(context, 'stream', 4)) return `Stream ${w(first)}:${w(line)}:${w(column)} `;
  if (!isCompound(context, 'file', 4)) return '';
  const isLineOnly = column instanceof Int && column.value === -1;
  return `${w(first)}:${w(line)}${isLineOnly ? '' : `:${w(column)}`}: `;
}

function callerText(caller: Term): string {
  let called = caller;
  let module = '';
  if (isCompound(caller, ':', 2)) {
    const name = w(caller.args[0]!);
    if (name !== 'system' && name !== 'user') module = `${q(caller.args[0]!)}:`;
    called = deref(caller.args[1]!);
  }
  if (!isCompound(called, '/', 2)) return `${p(caller)}: `;
  return `${module}${q(called.args[0]!)}/${w(called.args[1]!)}: `;
}

/** What the context says of the reason, to stand behind the message. */
function commentOf(context: Term): string {
  if (isCompound(context, 'context', 2)) {
    const comment = deref(context.args[1]!);
    return comment instanceof Var || w(comment) === '' ? '' : ` (${w(comment)})`;
  }
  if (!isCompound(context, 'string', 2)) return '';
  const characters = Array.from(w(context.args[0]!));
  const at = Number(w(context.args[1]!));
  return `\n${characters.slice(0, at).join('')}\n** here **\n${characters.slice(at).join('')}`;
}

function isCompound(term: Term, name: string, arity: number): term is Compound {
  return term instanceof Compound && term.name === name && term.args.length === arity;
}

/** From here on errors have these messages. */
export function printErrors(): void {
  printer.error = errorMessage;
}
