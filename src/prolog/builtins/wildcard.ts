/**
 * Patterns of file names, with `*`, `?`, `[…]` and `{…,…}`: all places of the pattern that the text may have come to are
 * followed at once, so that no pattern takes longer than its length times that of the text.
 */
import { Atom, compound, errorOf, type PrologError, resourceError } from '../../index.ts';

/** A place in a pattern. Without `accepts` it is passed by taking nothing. */
interface Place {
  readonly accepts?: (char: string) => boolean;
  /** Where it leads; the next place unless given. */
  to?: number[];
}

/** Braces that are not closed yet. */
interface Choice {
  /** Where each alternative begins. */
  readonly starts: number[];
  /** The ends of the alternatives, which lead behind the braces. */
  readonly ends: Place[];
}

/** Places by characters: nothing can end a comparison before it is done. */
const MOST_STEPS = 10_000_000;

/** @throws PrologError `syntax_error(Message)`; `resource_error(memory)` for a pattern and a text that are too long */
export function matchesWildcard(pattern: string, text: string): boolean {
  const places = placesOf(pattern);
  if (places.length * text.length > MOST_STEPS) throw resourceError('memory');
  let reached = reachedFrom([0], places);
  for (const char of text) {
    const next = [...reached]
      .filter((at) => places[at]?.accepts?.(char))
      .flatMap((at) => leadsTo(at, places));
    if (next.length === 0) return false;
    reached = reachedFrom(next, places);
  }
  return reached.has(places.length);
}

function leadsTo(at: number, places: readonly Place[]): readonly number[] {
  return places[at]!.to ?? [at + 1];
}

/** The places that are reached from some without taking anything, and these. */
function reachedFrom(starts: readonly number[], places: readonly Place[]): ReadonlySet<number> {
  const reached = new Set(starts);
  // What is added to a set while it is gone through is gone through too.
  for (const at of reached) {
    if (at === places.length || places[at]!.accepts !== undefined) continue;
    for (const next of leadsTo(at, places)) reached.add(next);
  }
  return reached;
}

function placesOf(pattern: string): Place[] {
  const chars = [...pattern];
  const places: Place[] = [];
  const choices: Choice[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!;
    const choice = choices.at(-1);
    if (char === '?') places.push({ accepts: () => true });
    else if (char === '*') {
      const start = places.length;
      places.push({ to: [start + 1, start + 2] }, { accepts: () => true, to: [start] });
    } else if (char === '[') {
      const set = setAt(chars, at + 1);
      places.push({ accepts: set.accepts });
      at = set.end;
    } else if (char === '{') {
      const starts = [places.length + 1];
      places.push({ to: starts });
      choices.push({ starts, ends: [] });
    } else if (choice !== undefined && (char === ',' || char === '}')) {
      const end: Place = {};
      places.push(end);
      choice.ends.push(end);
      if (char === ',') choice.starts.push(places.length);
      else for (const each of choices.pop()!.ends) each.to = [places.length];
    } else {
      const wanted = char === '\\' && at + 1 < chars.length ? chars[++at] : char;
      places.push({ accepts: (given) => given === wanted });
    }
  }
  if (choices.length > 0) throw unmatched('{');
  return places;
}

/** The characters of a set, which begins behind its bracket, and where the other bracket is. */
function setAt(chars: readonly string[], start: number): { accepts: (char: string) => boolean; end: number } {
  const singles = new Set<string>();
  const ranges: [from: string, to: string][] = [];
  for (let at = start; at < chars.length; at++) {
    const char = chars[at]!;
    if (char === ']') {
      const accepts = (given: string) =>
        singles.has(given) || ranges.some(([from, to]) => isBetween(given, from, to));
      return { accepts, end: at };
    }
    const next = chars[at + 2];
    if (char === '\\' && at + 1 < chars.length) singles.add(chars[++at]!);
    else if (chars[at + 1] === '-' && next !== undefined && next !== ']') {
      ranges.push([char, next]);
      at += 2;
    } else singles.add(char);
  }
  throw unmatched('[');
}

function isBetween(char: string, from: string, to: string): boolean {
  const code = char.codePointAt(0)!;
  return code >= from.codePointAt(0)! && code <= to.codePointAt(0)!;
}

function unmatched(bracket: string): PrologError {
  return errorOf(compound('syntax_error', [new Atom(`Unmatched '${bracket}'`)]));
}
