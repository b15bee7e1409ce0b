/** Texts as lists of their characters or of the codes of these. */
import {
  Atom,
  Compound,
  compound,
  deref,
  domainError,
  Float,
  Int,
  instantiationError,
  int,
  PrologError,
  Str,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { indicatorTerm } from '../indicator.ts';
import { atomicText, characterOf, isCode, listTextOf, type TextKind, textOf, textTerm } from './text.ts';

export const characterListPredicates: PredicateTable = {
  'atom_chars/2': (atom, chars) => ofAtom('atom_chars/2', atom!, chars!, 'chars'),
  'atom_codes/2': (atom, codes) => ofAtom('atom_codes/2', atom!, codes!, 'codes'),
  'string_chars/2': (string, chars) => ofString(string!, chars!, 'chars'),
  'string_codes/2': (string, codes) => ofString(string!, codes!, 'codes'),
  'char_code/2': (char, code) => charCode(char!, code!),
  'string_code/3': (index, string) => stringCode(index!, string!),
};

function ofAtom(key: string, atom: Term, list: Term, kind: TextKind): Outcome | Iterable<Outcome> {
  const value = deref(atom);
  if (value instanceof Var) return [textTerm(listTextOf(list), 'atom'), list];
  const text = atomicText(value);
  if (text === undefined) {
    const formal = compound('type_error', [new Atom('atom'), value]);
    throw new PrologError(compound('error', [formal, compound('context', [indicatorTerm(key), new Var()])]));
  }
  return [atom, matching(text, list, kind)];
}

function ofString(string: Term, list: Term, kind: TextKind): Outcome {
  const value = deref(string);
  if (value instanceof Var) return [textTerm(listTextOf(list), 'string'), list];
  return [string, matching(textOf(value), list, kind)];
}

/** What the list is unified with: text that is no list, if it is the same text, is the same. */
function matching(text: string, list: Term, kind: TextKind): Term {
  const value = deref(list);
  if (value instanceof Var || value instanceof Compound) return textTerm(text, kind);
  if (value instanceof Str) return value.value === text ? value : textTerm(text, kind);
  if (value instanceof Atom || value instanceof Int || value instanceof Float) throw typeError('list', value);
  return textTerm(text, kind);
}

function charCode(char: Term, code: Term): Outcome {
  const [first, second] = [deref(char), deref(code)];
  const text = characterOf(first);
  if (text === undefined && !(first instanceof Var)) throw typeError('character', first);
  if (second instanceof Var) {
    if (text === undefined) throw instantiationError();
    return [first, int(text.codePointAt(0)!)];
  }
  if (!(second instanceof Int)) throw typeError('integer', second);
  if (!isCode(second)) throw typeError('character_code', second);
  return [new Atom(String.fromCodePoint(Number(second.value))), second];
}

function stringCode(index: Term, string: Term): Outcome | Iterable<Outcome> {
  const chars = [...textOf(string)];
  const at = deref(index);
  if (at instanceof Var) return eachCode(chars, string);
  if (!(at instanceof Int)) throw typeError('integer', at);
  if (at.value < 0) throw domainError('not_less_than_zero', at);
  const char = chars[Number(at.value) - 1];
  return char !== undefined && [at, string, int(char.codePointAt(0)!)];
}

function* eachCode(chars: readonly string[], string: Term): Generator<Outcome> {
  for (const [i, char] of chars.entries()) yield [int(i + 1), string, int(char.codePointAt(0)!)];
}
