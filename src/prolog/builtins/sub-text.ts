/** Parts of texts: `sub_atom/5`, `atom_concat/3` and what is like them for strings. */
import {
  Atom,
  deref,
  domainError,
  Int,
  instantiationError,
  int,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { atomicTextOf, isWide, lengthOf, type TextKind, textTerm } from './text.ts';

export const subTextPredicates: PredicateTable = {
  'sub_atom/5': (text, before, length, after, sub) => parts('atom', text!, before!, length!, after!, sub!),
  'sub_string/5': (text, before, length, after, sub) =>
    parts('string', text!, before!, length!, after!, sub!),
  'sub_atom_icasechk/3': (text, start, sub) => findIgnoringCase(text!, start!, sub!),
  'atom_concat/3': (left, right, whole) => concat(() => 'atom', left!, right!, whole!),
  'string_concat/3': (left, right, whole) => concat(() => 'string', left!, right!, whole!),
};

/** Those that are no predicates of the system. */
export const otherSubTextPredicates: PredicateTable = {
  'text_concat/3': (left, right, whole) =>
    concat(
      (terms) => (terms.some((term) => !(term instanceof Atom || term instanceof Var)) ? 'string' : 'atom'),
      left!,
      right!,
      whole!,
    ),
};

/** A text by characters. */
interface Characters {
  readonly length: number;
  slice(from: number, to: number): string;
  /** Where a text occurs at a place or behind it; -1 for nowhere. */
  find(text: string, from: number): number;
}

function charactersOf(text: string): Characters {
  if (!isWide(text)) {
    return {
      length: text.length,
      slice: (from, to) => text.slice(from, to),
      find: (part, from) => text.indexOf(part, from),
    };
  }
  const chars = [...text];
  const offsets = [0];
  for (const char of chars) offsets.push(offsets.at(-1)! + char.length);
  return {
    length: chars.length,
    slice: (from, to) => chars.slice(from, to).join(''),
    find: (part, from) => offsets.indexOf(text.indexOf(part, offsets[from])),
  };
}

function parts(
  kind: TextKind,
  text: Term,
  before: Term,
  length: Term,
  after: Term,
  sub: Term,
): Iterable<Outcome> | Outcome {
  const whole = charactersOf(atomicTextOf(text, kind));
  const place = { before: natural(before), length: natural(length), after: natural(after) };
  const part = deref(sub);
  if (part instanceof Var) {
    return eachPlace(whole.length, place, (from, to) => [
      text,
      int(from),
      int(to - from),
      int(whole.length - to),
      textTerm(whole.slice(from, to), kind),
    ]);
  }
  const wanted = atomicTextOf(part, kind);
  const size = lengthOf(wanted);
  if (place.length !== undefined && place.length !== size) return false;
  const at = (from: number) => [text, int(from), int(size), int(whole.length - from - size), part];
  const from = place.before ?? (place.after === undefined ? undefined : whole.length - place.after - size);
  if (from === undefined) return occurrences(whole, wanted, at);
  const isThere = from >= 0 && whole.slice(from, from + size) === wanted;
  return isThere && at(from);
}

/** How many characters; undefined for a variable. */
function natural(term: Term): number | undefined {
  const value = deref(term);
  if (value instanceof Var) return undefined;
  if (!(value instanceof Int)) throw typeError('integer', value);
  if (value.value < 0) throw domainError('not_less_than_zero', value);
  return Number(value.value);
}

interface Place {
  readonly before: number | undefined;
  readonly length: number | undefined;
  readonly after: number | undefined;
}

/** The parts from one place to another of which some of the three numbers are known. */
function eachPlace(
  size: number,
  { before, length, after }: Place,
  outcome: (from: number, to: number) => Term[],
): Iterable<Outcome> | Outcome {
  const from = before ?? (length !== undefined && after !== undefined ? size - length - after : undefined);
  const end = after === undefined ? undefined : size - after;
  if (from !== undefined) {
    const to = length !== undefined ? from + length : end;
    if (to === undefined) return eachNumber(from, size, (at) => outcome(from, at));
    const isThere = from >= 0 && from <= to && to <= size && (end === undefined || end === to);
    return isThere && outcome(from, to);
  }
  if (length !== undefined) return eachNumber(0, size - length, (at) => outcome(at, at + length));
  if (end !== undefined) return eachNumber(0, end, (at) => outcome(at, end));
  return allPlaces(size, outcome);
}

function* eachNumber(from: number, to: number, outcome: (at: number) => Term[]): Generator<Outcome> {
  for (let at = from; at <= to; at++) yield outcome(at);
}

function* allPlaces(size: number, outcome: (from: number, to: number) => Term[]): Generator<Outcome> {
  for (let from = 0; from <= size; from++) yield* eachNumber(from, size, (to) => outcome(from, to));
}

function* occurrences(
  whole: Characters,
  part: string,
  outcome: (from: number) => Term[],
): Generator<Outcome> {
  for (let at = whole.find(part, 0); at >= 0; at = at < whole.length ? whole.find(part, at + 1) : -1) {
    yield outcome(at);
  }
}

/** Each character of the part may stand for itself and for its capital. */
function findIgnoringCase(text: Term, start: Term, sub: Term): Outcome {
  const whole = [...atomicTextOf(text)];
  const part = [...atomicTextOf(sub)];
  const isAt = (from: number) =>
    part.every((char, i) => char === whole[from + i] || char === whole[from + i]?.toLowerCase());
  const known = natural(start);
  const from = known ?? whole.findIndex((_, at) => isAt(at));
  return from >= 0 && isAt(from) && [text, int(from), sub];
}

function concat(
  kindOf: (terms: readonly Term[]) => TextKind,
  left: Term,
  right: Term,
  whole: Term,
): Iterable<Outcome> | Outcome {
  const [first, second, both] = [left, right, whole].map(deref) as [Term, Term, Term];
  const a = first instanceof Var ? undefined : atomicTextOf(first);
  const b = second instanceof Var ? undefined : atomicTextOf(second);
  if (a !== undefined && b !== undefined) {
    if (both instanceof Var) return [first, second, textTerm(a + b, kindOf([first, second]))];
    return atomicTextOf(both) === a + b;
  }
  if (both instanceof Var) throw instantiationError();
  const text = atomicTextOf(both);
  const kind = kindOf([first, second, both]);
  if (a !== undefined) return text.startsWith(a) && [first, textTerm(text.slice(a.length), kind), both];
  if (b !== undefined) {
    return text.endsWith(b) && [textTerm(text.slice(0, text.length - b.length), kind), second, both];
  }
  const characters = charactersOf(text);
  return eachNumber(0, characters.length, (at) => [
    textTerm(characters.slice(0, at), kind),
    textTerm(characters.slice(at, characters.length), kind),
    both,
  ]);
}
