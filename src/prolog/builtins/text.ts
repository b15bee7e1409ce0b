/** Text in arguments: which terms stand for a text, and the terms that are made of one. */
import {
  Atom,
  Compound,
  DOT,
  deref,
  Float,
  Int,
  instantiationError,
  int,
  list,
  Nil,
  nil,
  Str,
  type Term,
  typeError,
  Var,
  writeTerm,
} from '../../index.ts';
import { boundDigits, bounded } from './bounds.ts';

/** What a text may be made into. */
export type TextKind = 'atom' | 'string' | 'codes' | 'chars';

/** The text of an atom, string or number; undefined for any other term. */
export function atomicText(term: Term): string | undefined {
  const value = deref(term);
  if (value instanceof Atom) return value.name;
  if (value instanceof Str) return value.value;
  if (value instanceof Int) boundDigits(value);
  return value instanceof Int || value instanceof Float ? writeTerm(value) : undefined;
}

/**
 * The text of an atom, string or number.
 * @throws PrologError `instantiation_error`; `type_error(atomic, Term)`, or another type where that is given
 */
export function atomicTextOf(term: Term, type = 'atomic'): string {
  const text = atomicText(term);
  if (text !== undefined) return text;
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  throw typeError(value instanceof Nil && type === 'atomic' ? 'atom' : type, value);
}

/**
 * The text of an atom, string, number, or list of codes or characters.
 * @throws PrologError `instantiation_error`, `type_error(text, Term)`, `type_error(character, Element)`
 */
export function textOf(term: Term, type = 'text'): string {
  const text = atomicText(term);
  if (text !== undefined) return text;
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (isCell(value) || value instanceof Nil) return listText(value);
  throw typeError(type, value);
}

/** The text of an atom, string, or list of codes or characters; a number is none. Errors as {@link textOf}. */
export function plainTextOf(term: Term): string {
  const value = deref(term);
  if (value instanceof Int || value instanceof Float) throw typeError('text', value);
  return textOf(value);
}

/**
 * The text of a list of codes or characters, or of text that is no list.
 * @throws PrologError `type_error(list, Term)`, `type_error(character, Element)`
 */
export function listTextOf(term: Term): string {
  const value = deref(term);
  if (value instanceof Str) return value.value;
  if (value instanceof Var) throw instantiationError();
  if (isCell(value) || value instanceof Nil) return listText(value);
  throw typeError('list', value);
}

/** The text of a string, or of a list that is one of codes or characters without variables. */
export function textOfList(term: Term): string | undefined {
  const value = deref(term);
  if (value instanceof Str) return value.value;
  if (!(isCell(value) || value instanceof Nil)) return undefined;
  const { text, rest, wrong } = scanList(value);
  return rest === nil && wrong === undefined ? text : undefined;
}

/** A term for a text. */
export function textTerm(text: string, kind: TextKind, tail: Term = nil): Term {
  switch (kind) {
    case 'atom':
      return new Atom(text);
    case 'string':
      return new Str(text);
    case 'codes':
      return codes(text, tail);
    case 'chars':
      bounded(text.length);
      return list(
        [...text].map((char) => new Atom(char)),
        tail,
      );
  }
}

export function codes(text: string, tail: Term = nil): Term {
  bounded(text.length);
  return list(
    [...text].map((char) => int(char.codePointAt(0)!)),
    tail,
  );
}

/** How many characters a text has. */
export function lengthOf(text: string): number {
  return isWide(text) ? [...text].length : text.length;
}

/** Whether some characters of the text take two UTF-16 units. */
export function isWide(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** The text of an atom that is one character, or undefined. */
export function characterOf(term: Term): string | undefined {
  const value = deref(term);
  if (!(value instanceof Atom) || value.name === '') return undefined;
  const code = value.name.codePointAt(0)!;
  return value.name.length === (code > 0xffff ? 2 : 1) ? value.name : undefined;
}

/** Whether an integer is the code of a character. */
export function isCode(term: Term): term is Int {
  return term instanceof Int && term.value >= 0 && term.value <= 0x10ffff;
}

/** Whether it is a list with an element, whatever follows that. */
export function isCell(term: Term): term is Compound {
  return term instanceof Compound && term.name === DOT && term.args.length === 2;
}

interface ListScan {
  readonly text: string;
  readonly rest: Term;
  /** The first element that is not of the kind of the first. */
  readonly wrong: Term | undefined;
  readonly isCodes: boolean;
}

function scanList(from: Term): ListScan {
  let text = '';
  let rest = from;
  let isCodes: boolean | undefined;
  let wrong: Term | undefined;
  while (isCell(rest)) {
    const item = deref(rest.args[0]!);
    const char = characterOf(item);
    isCodes ??= !(item instanceof Atom && char !== undefined);
    if (wrong === undefined) {
      if (isCodes && isCode(item)) text += String.fromCodePoint(Number(item.value));
      else if (!isCodes && char !== undefined) text += char;
      else wrong = item;
    }
    rest = deref(rest.args[1]!);
  }
  return { text, rest, wrong, isCodes: isCodes ?? true };
}

function listText(term: Term): string {
  const { text, rest, wrong, isCodes } = scanList(term);
  if (wrong instanceof Var) throw instantiationError();
  if (wrong !== undefined) throw typeError(isCodes ? 'character_code' : 'character', wrong);
  if (rest instanceof Var) throw instantiationError();
  if (rest !== nil) throw typeError('list', term);
  return text;
}
