/** How terms are written by each of the predicates that write terms. */
import {
  Atom,
  Compound,
  deref,
  domainError,
  Int,
  instantiationError,
  Nil,
  type Operators,
  type Term,
  typeError,
  Var,
  type WriteOptions,
  writeTerm,
} from '../../index.ts';
import { labelOf } from '../program-variable.ts';
import { isCell } from './text.ts';

type Writer = (term: Term, operators: Operators) => string;

const writer =
  (options: WriteOptions): Writer =>
  (term, operators) =>
    writeTerm(term, { variableNames: labelOf, ...options, operators });

export const write = writer({ quoted: false, numberVars: true });
export const writeq = writer({ numberVars: true, escapes: 'hexadecimal' });
export const print = writer({ numberVars: true });
/** As `term_to_atom/2` does. */
export const writePlain = writer({});

/** As `write_canonical/1`: variables that recur are `A`, `B`, …, others `_`. */
export const writeCanonical: Writer = (term, operators) =>
  writeTerm(term, {
    ignoreOps: true,
    braceTerms: false,
    quoteNonAscii: true,
    escapes: 'hexadecimal',
    variableNames: canonicalNames(term),
    operators,
  });

function canonicalNames(term: Term): ReadonlyMap<Var, string> {
  const counts = new Map<Var, number>();
  const seen = new Set<Compound>();
  const pending: Term[] = [term];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const value = deref(part);
    if (value instanceof Var) counts.set(value, (counts.get(value) ?? 0) + 1);
    if (!(value instanceof Compound)) continue;
    // Only terms without end have so many parts that have been met before.
    if (seen.size < 1_000_000 || !seen.has(value)) pending.push(...[...value.args].reverse());
    seen.add(value);
  }
  const recurring = [...counts].filter(([, count]) => count > 1).map(([variable]) => variable);
  return new Map([...counts.keys()].map((variable) => [variable, letters(recurring.indexOf(variable))]));
}

function letters(index: number): string {
  if (index < 0) return '_';
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}

/** What `write_term/2` is asked to do. */
export interface TermOptions {
  readonly write: WriteOptions;
  /** Who may write parts of the term instead: `portray/1`, or a goal that is called with a part and options. */
  readonly portray: Term | 'portray' | undefined;
  readonly hasFullStop: boolean;
  readonly hasNewline: boolean;
}

/** The options in a list. @throws PrologError as `write_term/2` does */
export function termOptions(list: Term): TermOptions {
  const found: Record<string, Term> = Object.create(null);
  let rest = deref(list);
  for (; isCell(rest); rest = deref(rest.args[1]!)) {
    const option = deref(rest.args[0]!);
    if (option instanceof Var) throw instantiationError();
    if (!(option instanceof Compound)) continue;
    if (option.args.length === 1) found[option.name] = deref(option.args[0]!);
    else if (option.name === '=' && option.args.length === 2) {
      const name = deref(option.args[0]!);
      if (name instanceof Atom) found[name.name] = deref(option.args[1]!);
    }
  }
  if (rest instanceof Var) throw instantiationError();
  if (!(rest instanceof Nil)) throw typeError('list', rest);
  const truth = (name: string, otherwise: boolean) => (found[name] ? truthOf(found[name]) : otherwise);
  const portrayGoal = found.portray_goal;
  const isPortrayed = truth('portray', false) || truth('portrayed', false) || portrayGoal !== undefined;
  truth('cycles', true); // which throws for what is no truth value: terms without end are always written as such
  const write: WriteOptions = {
    quoted: truth('quoted', false),
    ignoreOps: truth('ignore_ops', false),
    numberVars: truth('numbervars', isPortrayed),
    braceTerms: truth('brace_terms', true),
    lists: truth('dotlists', false) ? 'dots' : truth('no_lists', false) ? 'compounds' : 'brackets',
    quoteNonAscii: truth('quote_non_ascii', false),
    escapes: !truth('character_escapes', true)
      ? 'none'
      : truth('character_escapes_unicode', true)
        ? 'unicode'
        : 'hexadecimal',
    spacing: found.spacing ? spacingOf(found.spacing) : 'standard',
    maxDepth: found.max_depth ? integerOf(found.max_depth) : 0,
    priority: found.priority ? integerOf(found.priority) : 1200,
    variableNames: found.variable_names ? namesOf(found.variable_names) : labelOf,
  };
  const portray = portrayGoal ?? (isPortrayed ? 'portray' : undefined);
  return { write, portray, hasFullStop: truth('fullstop', false), hasNewline: truth('nl', false) };
}

/** A term as `write_term/2` writes it. */
export function writeWith(
  term: Term,
  { write, hasFullStop, hasNewline }: TermOptions,
  operators: Operators,
): string {
  const text = writeTerm(term, { ...write, operators });
  if (!hasFullStop) return hasNewline ? `${text}\n` : text;
  return `${withFullStop(text)}${hasNewline ? '\n' : ' '}`;
}

/** A text with a full stop behind it that is not taken for a part of what is before. */
export function withFullStop(text: string): string {
  return /[-#$&*+./:<=>?@\\^~]$/.test(text) ? `${text} .` : `${text}.`;
}

function truthOf(value: Term): boolean {
  if (value instanceof Var) throw instantiationError();
  if (value instanceof Atom && (value.name === 'true' || value.name === 'on')) return true;
  if (value instanceof Atom && (value.name === 'false' || value.name === 'off')) return false;
  throw typeError('bool', value);
}

function integerOf(value: Term): number {
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Int)) throw typeError('integer', value);
  return Number(value.value);
}

function spacingOf(value: Term): 'standard' | 'next_argument' {
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Atom)) throw typeError('atom', value);
  if (value.name === 'standard' || value.name === 'next_argument') return value.name;
  throw domainError('spacing', value);
}

function namesOf(list: Term): (variable: Var) => string | undefined {
  const names = new Map<Var, string>();
  let rest = deref(list);
  for (; isCell(rest); rest = deref(rest.args[1]!)) {
    const pair = deref(rest.args[0]!);
    if (pair instanceof Var) throw instantiationError();
    const isPair = pair instanceof Compound && pair.name === '=' && pair.args.length === 2;
    if (!isPair) throw typeError('variable_assignment', pair);
    const [name, variable] = pair.args.map(deref) as [Term, Term];
    if (name instanceof Var) throw instantiationError();
    if (!(name instanceof Atom)) throw typeError('atom', name);
    if (!/^[\p{Lu}\p{Lt}_][\p{ID_Continue}]*$/u.test(name.name)) throw domainError('variable_name', name);
    if (variable instanceof Var && !names.has(variable)) names.set(variable, name.name);
  }
  if (rest instanceof Var) throw instantiationError();
  if (!(rest instanceof Nil)) throw typeError('list', rest);
  return (variable) => names.get(variable) ?? labelOf(variable);
}
