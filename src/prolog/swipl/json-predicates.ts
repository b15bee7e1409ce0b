/** What library(http/json) asks for: the text of a value. Terms that are no values are written by the program. */
import { type Atom, Compound, deref, type Int, type Str, str, type Term } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { jsonStyle } from '../json/json-style.ts';
import { jsonText } from '../json/json-text.ts';
import type { OtherTerms } from '../json/other-terms.ts';

/** Thrown for a value with terms of which the program has to give the text. */
const UNPREPARED = new Error('terms that are no JSON');

const UNKNOWN: OtherTerms = {
  text: () => {
    throw UNPREPARED;
  },
  length: () => {
    throw UNPREPARED;
  },
  known: () => undefined,
};

/** `$json(Kind, Text, Like)`: Text is JSON or a string, as long as the term Like. */
const PREPARED: OtherTerms = {
  ...UNKNOWN,
  known: (term) => {
    if (!(term instanceof Compound && term.name === '$json' && term.args.length === 3)) return undefined;
    const [kind, text, like] = term.args.map(deref) as [Atom, Str, Term];
    return { text: text.value, isJson: kind.name === 'json', like };
  },
};

export const jsonPredicates: PredicateTable = {
  'json_text/5': (value, options, values, column) => text(value!, options!, values!, column!, UNKNOWN),
  'prepared_json_text/5': (value, options, values, column) =>
    text(value!, options!, values!, column!, PREPARED),
};

/** The text, which is the last argument; false where the value has to be prepared. */
function text(value: Term, options: Term, values: Term, column: Term, others: OtherTerms): Term[] | false {
  const style = jsonStyle(options, (values as Atom).name === 'dicts' ? 'dicts' : 'terms');
  try {
    return [str(jsonText(value, style, Number((column as Int).value), others))];
  } catch (error) {
    if (error === UNPREPARED) return false;
    throw error;
  }
}
