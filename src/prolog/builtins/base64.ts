/** Text as base64, and back: `library(base64)`. */
import {
  Atom,
  compound,
  deref,
  errorOf,
  instantiationError,
  type PrologError,
  type Term,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { nameIn, type Options, optionsIn } from './options.ts';
import { textOf, textTerm } from './text.ts';

interface Encoding {
  /** How characters are bytes. */
  readonly bytes: 'latin1' | 'utf8';
  /** Whether the text may stand in a URL, without padding. */
  readonly isUrl: boolean;
  readonly as: 'atom' | 'string';
}

export const base64Predicates: PredicateTable = {
  'base64/2': (plain, encoded) => bothWays(plain!, encoded!, { bytes: 'latin1', isUrl: false, as: 'atom' }),
  'base64url/2': (plain, encoded) => bothWays(plain!, encoded!, { bytes: 'latin1', isUrl: true, as: 'atom' }),
  'base64_encoded/2': (plain, encoded) => bothWays(plain!, encoded!, encodingOf(new Map())),
  'base64_encoded/3': (plain, encoded, options) => {
    const found = bothWays(plain!, encoded!, encodingOf(optionsIn(options!)));
    return Array.isArray(found) ? [...found, options!] : found;
  },
};

function bothWays(plain: Term, encoded: Term, { bytes, isUrl, as }: Encoding): Outcome {
  if (!(deref(plain) instanceof Var)) {
    const text = Buffer.from(textOf(plain), bytes).toString(isUrl ? 'base64url' : 'base64');
    if (deref(encoded) instanceof Var) return [plain, textTerm(text, as)];
    return textOf(encoded) === text;
  }
  if (deref(encoded) instanceof Var) throw instantiationError();
  const text = textOf(encoded);
  const wrong = [...text].find((char) => !(isUrl ? /[\w-]/ : /[A-Za-z0-9+/=]/).test(char));
  if (wrong !== undefined) throw wrongCharacter(wrong);
  const isWhole = isUrl ? text.length % 4 !== 1 : text.length % 4 === 0;
  return isWhole && [textTerm(Buffer.from(text, 'base64').toString(bytes), as), encoded];
}

function encodingOf(options: Options): Encoding {
  const encoding = nameIn(options, 'encoding');
  return {
    bytes: encoding === 'iso_latin_1' || encoding === 'octet' ? 'latin1' : 'utf8',
    isUrl: nameIn(options, 'charset') === 'url',
    as: nameIn(options, 'as') === 'atom' ? 'atom' : 'string',
  };
}

function wrongCharacter(char: string): PrologError {
  return errorOf(compound('syntax_error', [compound('illegal_character', [new Atom(char)])]));
}
