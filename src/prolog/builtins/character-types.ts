/** The kinds of characters: `char_type/2`, `code_type/2`. */
import {
  Atom,
  Compound,
  compound,
  deref,
  Int,
  instantiationError,
  int,
  PrologError,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { indicatorTerm } from '../indicator.ts';
import { lower, upper } from './atoms.ts';
import { atomicText } from './text.ts';

export const characterTypePredicates: PredicateTable = {
  'char_type/2': (char, type) => types('char_type/2', char!, type!, (each) => new Atom(each)),
  'code_type/2': (code, type) => types('code_type/2', code!, type!, (each) => int(each.codePointAt(0)!)),
};

/** Makes the term that stands for a character. */
type Make = (char: string) => Term;

/** What makes a character one of a type: whether it is, or the argument that the type then has. */
type Test = (char: string, make: Make) => boolean | Term | undefined;

const matching =
  (pattern: RegExp): Test =>
  (char) =>
    pattern.test(char);

const LETTER = /[\p{L}\p{Nl}]/u;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The types in SWI-Prolog's order. */
const TYPES: readonly (readonly [key: string, test: Test])[] = [
  ['alnum/0', matching(/[\p{L}\p{Nd}\p{Nl}]/u)],
  ['alpha/0', matching(LETTER)],
  ['csym/0', matching(/[\p{L}\p{Nd}\p{Nl}_]/u)],
  ['csymf/0', matching(/[\p{L}\p{Nl}_]/u)],
  ['prolog_var_start/0', matching(/[\p{Lu}\p{Lt}_]/u)],
  ['prolog_atom_start/0', matching(/[\p{Ll}\p{Lm}\p{Lo}]/u)],
  ['prolog_identifier_continue/0', matching(/[\p{ID_Continue}]/u)],
  ['prolog_symbol/0', (char) => (char < '\x80' ? /[#$&*+\-./:<=>?@\\^~]/ : /[\p{S}\p{P}]/u).test(char)],
  ['csymf/0', matching(/[\p{L}\p{Nl}_]/u)],
  ['decimal/0', matching(/\p{Nd}/u)],
  ['decimal/1', (char) => (/\p{Nd}/u.test(char) ? int(weightOf(char)) : undefined)],
  ['ascii/0', (char) => char < '\x80'],
  ['white/0', matching(/[ \t]/)],
  ['cntrl/0', matching(/\p{Cc}/u)],
  ['digit/0', matching(/[0-9]/)],
  ['print/0', matching(/[^\p{C}\p{Zl}\p{Zp}]/u)],
  ['graph/0', matching(/[^\p{C}\p{Z}]/u)],
  ['lower/0', matching(/\p{Ll}/u)],
  ['lower/1', (char, make) => (/\p{Ll}/u.test(char) ? make(upper(char)) : undefined)],
  ['upper/0', matching(/\p{Lu}/u)],
  ['upper/1', (char, make) => (/\p{Lu}/u.test(char) ? make(lower(char)) : undefined)],
  ['punct/0', matching(/[\p{P}\p{S}]/u)],
  ['space/0', matching(/(?![\u00a0\u2007\u202f])[\t-\r\p{Z}]/u)],
  ['end_of_line/0', matching(/[\n-\r]/)],
  ['newline/0', matching(/\n/)],
  ['period/0', matching(/[.!?]/)],
  ['quote/0', matching(/['"`]/)],
  ['to_lower/1', (char, make) => make(upper(char))],
  ['to_upper/1', (char, make) => make(lower(char))],
  ['digit/1', (char) => (/[0-9]/.test(char) ? int(Number(char)) : undefined)],
  ['xdigit/1', (char) => (/[0-9a-fA-F]/.test(char) ? int(Number.parseInt(char, 16)) : undefined)],
  ['paren/1', (char, make) => (Object.hasOwn(CLOSING, char) ? make(CLOSING[char]!) : undefined)],
  ['end_of_file/0', () => false],
];

function weightOf(char: string): number {
  let code = char.codePointAt(0)!;
  let weight = 0;
  while (weight < 9 && /\p{Nd}/u.test(String.fromCodePoint(--code))) weight++;
  return weight;
}

function types(key: string, char: Term, type: Term, make: Make): Outcome | Iterable<Outcome> {
  const [each, wanted] = [deref(char), deref(type)];
  if (each instanceof Var && wanted instanceof Var) throw errorIn(key, new Atom('instantiation_error'));
  const test = wanted instanceof Var ? undefined : testOf(wanted, make);
  if (!(wanted instanceof Var) && test === undefined) {
    throw errorIn(key, compound('type_error', [new Atom('char_type'), wanted]));
  }
  if (each instanceof Var) return everyCharacter(test!, make);
  if (each instanceof Int && each.value === -1) {
    return wanted instanceof Atom && wanted.name === 'end_of_file';
  }
  const known = characterIn(each);
  if (test === undefined) return everyType(known, each, make);
  const found = test(known);
  return found !== undefined && [each, found];
}

/** What a type is for a character; undefined where it is not of the type. */
function testOf(type: Term, make: Make): ((char: string) => Term | undefined) | undefined {
  if (!(type instanceof Atom || type instanceof Compound)) return undefined;
  const key = `${type.name}/${type instanceof Compound ? type.args.length : 0}`;
  const test = TYPES.find(([known]) => known === key)?.[1];
  return test && ((char) => termOf(key, test(char, make)));
}

/** The type with its argument. */
function termOf(key: string, result: boolean | Term | undefined): Term | undefined {
  if (result === undefined || result === false) return undefined;
  const name = key.slice(0, -2);
  return result === true ? new Atom(name) : compound(name, [result]);
}

/** The characters of a type, by their codes. */
function* everyCharacter(test: (char: string) => Term | undefined, make: Make): Generator<Outcome> {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const char = String.fromCodePoint(code);
    const found = test(char);
    if (found !== undefined) yield [make(char), found];
  }
}

function* everyType(char: string, term: Term, make: Make): Generator<Outcome> {
  for (const [key, test] of TYPES) {
    const found = termOf(key, test(char, make));
    if (found !== undefined) yield [term, found];
  }
}

function characterIn(term: Term): string {
  if (term instanceof Int && term.value >= 0 && term.value <= 0x10ffff) {
    return String.fromCodePoint(Number(term.value));
  }
  if (term instanceof Var) throw instantiationError();
  const text = term instanceof Int ? undefined : atomicText(term);
  if (text === undefined || [...text].length !== 1) throw typeError('character', term);
  return text;
}

function errorIn(key: string, formal: Term): PrologError {
  const context = compound('context', [indicatorTerm(key.replace('code', 'char')), new Var()]);
  return new PrologError(compound('error', [formal, context]));
}
