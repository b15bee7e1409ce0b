/** Syntax errors in SWI-Prolog's words, from what their term tells; the reader's own error tells more. */
import { Atom, Compound, type Term } from '../term/term.ts';
import { write } from './writer.ts';

const TEXTS: ReadonlyMap<string, string> = new Map([
  ['end_of_clause', 'Unexpected end of clause'],
  ['end_of_clause_expected', 'End of clause expected'],
  ['end_of_file', 'Unexpected end of file'],
  ['end_of_file_in_block_comment', 'End of file in /* ... */ comment'],
  ['illegal_number', 'Illegal number'],
  ['long_atom', 'Atom too long (see style_check/1)'],
  ['long_string', 'String too long (see style_check/1)'],
  ['operator_clash', 'Operator priority clash'],
  ['operator_expected', 'Operator expected'],
  ['operator_balance', 'Unbalanced operator'],
  ['quoted_punctuation', 'Operand expected, unquoted comma or bar found'],
  ['list_rest', 'Unexpected comma or bar in rest of list'],
  ['cannot_start_term', 'Illegal start of term'],
  ['void_not_allowed', 'Empty argument list "()"'],
]);

const QUOTED: ReadonlyMap<string, string> = new Map([
  ["'", 'atom'],
  ['"', 'string'],
  ['`', 'codes'],
]);

/** `Syntax error: Operator expected`, for `operator_expected`. */
export function syntaxErrorText(id: Term): string {
  return `Syntax error: ${describe(id)}`;
}

function describe(id: Term): string {
  if (id instanceof Atom) return TEXTS.get(id.name) ?? id.name;
  if (!(id instanceof Compound)) return write(id);
  const [first, second] = id.args.map(write);
  switch (`${id.name}/${id.args.length}`) {
    case 'punct/2':
      return `Unexpected \`${first}' before \`${second}'`;
    case 'undefined_char_escape/1':
      return `Unknown character escape in quoted atom or string: \`\\${first}'`;
    case 'end_of_file_in_quoted/1':
      return `End of file in quoted ${QUOTED.get(first!) ?? first}`;
    default:
      return write(id);
  }
}
