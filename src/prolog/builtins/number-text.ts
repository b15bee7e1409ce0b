/** Numbers as text, and text as numbers in Prolog's syntax. */
import {
  Atom,
  type Compound,
  compound,
  deref,
  Float,
  Int,
  instantiationError,
  int,
  PrologError,
  readTerm,
  type Term,
  typeError,
  Var,
  writeTerm,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { indicatorTerm } from '../indicator.ts';
import { atomicText, listTextOf, type TextKind, textOfList, textTerm } from './text.ts';

export const numberTextPredicates: PredicateTable = {
  'number_codes/2': (number, codes) => numberList('number_codes/2', number!, codes!, 'codes'),
  'number_chars/2': (number, chars) => numberList('number_chars/2', number!, chars!, 'chars'),
  'atom_number/2': (atom, number) => atomNumber(atom!, number!),
  'number_string/2': (number, string) => numberString(number!, string!),
};

/** Those that programs may define anew. */
export const otherNumberTextPredicates: PredicateTable = {
  'name/2': (value, codes) => name(value!, codes!),
};

/** The number that a text is, with a sign or without; undefined for any other text. */
export function numberOf(text: string): Int | Float | undefined {
  // A radix may have zeros before it here, though a term has them only where the quote is closed later on; but no minus.
  const unsigned = text.replace(/^[+-]/, '').replace(/^0+(?=[1-9]\d?')/, '');
  if (!/^\p{Nd}/u.test(unsigned) || /^-0*[1-9]\d?'/.test(text)) return undefined;
  try {
    const number = readTerm(unsigned);
    const isNumber = number instanceof Int || number instanceof Float;
    // What the reader skips is no part of a number.
    if (!isNumber || /[.\s]$/.test(unsigned) || /[%*]/.test(unsigned.replace(/^0'./su, ''))) return undefined;
    return text.startsWith('-') ? negated(number) : number;
  } catch (error) {
    if (error instanceof PrologError) return undefined;
    throw error;
  }
}

function negated(number: Int | Float): Int | Float {
  return number instanceof Float ? new Float(-number.value) : int(-BigInt(number.value));
}

function numberList(key: string, number: Term, list: Term, kind: TextKind): Outcome {
  const value = deref(number);
  const isNumber = value instanceof Int || value instanceof Float;
  if (!(isNumber || value instanceof Var))
    throw errorIn(key, compound('type_error', [new Atom('number'), value]));
  const text = textOfList(list) ?? (isNumber || deref(list) instanceof Var ? undefined : listTextOf(list));
  if (text !== undefined) {
    const read = numberOf(text.replace(/^\s+/, ''));
    if (read === undefined) throw errorIn(key, compound('syntax_error', [new Atom('illegal_number')]));
    return [read, list];
  }
  if (value instanceof Var) throw instantiationError();
  return [value, textTerm(writeTerm(value), kind)];
}

/** The error with a context that has no module. */
function errorIn(key: string, formal: Compound): PrologError {
  return new PrologError(compound('error', [formal, compound('context', [indicatorTerm(key), new Var()])]));
}

function atomNumber(atom: Term, number: Term): Outcome {
  const [text, value] = [deref(atom), deref(number)];
  if (text instanceof Var) {
    if (value instanceof Var) throw instantiationError();
    if (!(value instanceof Int || value instanceof Float)) throw typeError('number', value);
    return [textTerm(writeTerm(value), 'atom'), value];
  }
  const content = text instanceof Int || text instanceof Float ? undefined : atomicText(text);
  if (content === undefined) {
    if (value instanceof Int || value instanceof Float) return false;
    throw typeError('atom', text);
  }
  const read = numberOf(content);
  return read !== undefined && [text, read];
}

/** A number where the text is one, else an atom. */
function name(value: Term, codes: Term): Outcome {
  const text = atomicText(value);
  if (text !== undefined) return [value, textTerm(text, 'codes')];
  if (!(deref(value) instanceof Var)) {
    throw errorIn('name/2', compound('type_error', [new Atom('atomic'), value]));
  }
  const given = listTextOf(codes);
  return [numberOf(given) ?? new Atom(given), codes];
}

function numberString(number: Term, string: Term): Outcome {
  const [value, text] = [deref(number), deref(string)];
  if (!(text instanceof Var)) {
    const read = numberOf(listTextOf(text));
    return read !== undefined && [read, text];
  }
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Int || value instanceof Float)) {
    throw errorIn('number_string/2', compound('type_error', [new Atom('number'), value]));
  }
  return [value, textTerm(writeTerm(value), 'string')];
}
