/**
 * Terms as text: `write_term/2` and its relatives, spaced, bracketed and quoted as SWI-Prolog does. `term-writer.ts`
 * writes, and here is what each relative asks of it, and what becomes of infinite terms.
 */
import { Compound, int, printer, type Term, Var } from '../term/term.ts';
import { isAcyclic } from '../term/walk.ts';
import { factorizeCycles } from './cycles.ts';
import { TermWriter } from './term-writer.ts';
import { canonicalNames } from './variable-names.ts';
import { settingsOf, type WriteOptions, type WriteSettings } from './write-options.ts';

export type { WriteOptions } from './write-options.ts';

const WRITE = settingsOf({ quoted: false, numberVars: true });
const WRITEQ = settingsOf({ numberVars: true, escapes: 'hexadecimal' });
const PRINT = settingsOf({ numberVars: true });
const CANONICAL: WriteOptions = {
  ignoreOps: true,
  braceTerms: false,
  quoteNonAscii: true,
  escapes: 'hexadecimal',
};

/**
 * The text of a term, `write_term/2`. Without options it is text that reads back to the same term. A term with cycles
 * is written as `@(Template, Substitutions)`.
 */
export function writeTerm(term: Term, options: WriteOptions = {}): string {
  return writeWith(settingsOf(options), term);
}

/** A term as `write/1` writes it, for people: nothing is quoted. */
export function write(term: Term): string {
  return writeWith(WRITE, term);
}

/** A term as `writeq/1` writes it. */
export function writeq(term: Term): string {
  return writeWith(WRITEQ, term);
}

/** A term as `print/1` writes it: as `writeq/1` does, but for the escapes. */
export function print(term: Term): string {
  return writeWith(PRINT, term);
}

/** A term as `write_canonical/1` writes it: without operators; variables are `_`, or `A`, `B`, … where they recur. */
export function writeCanonical(term: Term): string {
  return writeTerm(term, { ...CANONICAL, variableNames: canonicalNames(term) });
}

/** How many compounds a term has at least before anyone wonders whether it ends. */
const MANY = 2000;

function writeWith(settings: WriteSettings, term: Term): string {
  const writer = new TermWriter(settings, term);
  // A term with cycles is noticed by its size: only what is large pays for looking
  if (writer.write(settings.maxDepth < Infinity ? Infinity : MANY) || isAcyclic(term)) {
    writer.write(Infinity);
    return writer.text;
  }
  // `'$VAR'(-1)` is written as S_1
  const variable = (number: number): Term =>
    settings.numberVars ? new Compound('$VAR', [int(-number)]) : new Var();
  return writeWith(settings, factorizeCycles(term, variable));
}

printer.term = writeq;
