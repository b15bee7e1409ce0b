/**
 * The error for text that is no term: where it is, what is wrong there, what was expected instead, and the line itself
 * with a mark under the place.
 */
import { PrologError } from '../term/error.ts';
import { Atom, Compound, int, Str, type Term, Var } from '../term/term.ts';

/** A place in a text: an offset, and the last place before it of which line and number of characters are known. */
export interface Place {
  readonly text: string;
  readonly offset: number;
  readonly from: Mark;
  /** Whether the text is a program of many clauses; then the error's context tells of lines. */
  readonly isProgram: boolean;
}

/** What is known of an offset: how many characters come before it, in all and in its line (from 1), and where that begins. */
export interface Mark {
  readonly offset: number;
  readonly characters: number;
  readonly line: number;
  readonly lineStart: number;
  readonly lineCharacters: number;
}

export const BEGINNING: Mark = { offset: 0, characters: 0, line: 1, lineStart: 0, lineCharacters: 0 };

/** Stands in a text for a value that is a term already: see `pl`. */
export const VALUE_MARK = '\uffff';

/** `error(syntax_error(Id), Context)`, the identifiers being those of SWI-Prolog. */
export class PrologSyntaxError extends PrologError {
  /** What SWI-Prolog calls the error: the name of `Id`. */
  readonly id: string;
  /** Line and column, from 1, the column in characters. */
  readonly line: number;
  readonly column: number;
  /** What could have stood at the place, for people. */
  readonly expected: string;

  constructor(id: Term, place: Place, expected: string = expectedFor(id)) {
    const { text, offset } = place;
    const mark = advance(text, place.from, offset);
    const column = mark.lineCharacters + 1;
    const formal = new Compound('syntax_error', [id]);
    super(new Compound('error', [formal, new Var()]));
    // The context, which may hold all of a long text, comes later: nobody is to print it.
    Object.assign(this, { term: new Compound('error', [formal, contextOf(place, mark, column)]) });
    this.id = nameOf(id);
    this.line = mark.line;
    this.column = column;
    this.expected = expected;
    const advice = expected === '' ? '' : ` expected ${expected}`;
    this.message = `line ${mark.line}, column ${column}: ${describe(id)}\n${excerpt(text, mark.lineStart, offset)}${advice}`;
    // The stack begins with the message, and was made before there was one.
    Error.captureStackTrace(this, PrologSyntaxError);
  }
}

/** The mark of an offset at or behind a known one. */
export function advance(text: string, from: Mark, offset: number): Mark {
  let { characters, line, lineStart, lineCharacters } = from;
  for (let at = from.offset; at < offset; at++) {
    const code = text.charCodeAt(at);
    if ((code & 0xfc00) === 0xdc00) continue; // the second half of a pair that is one character
    characters++;
    lineCharacters++;
    if (code === 10) {
      line++;
      lineStart = at + 1;
      lineCharacters = 0;
    }
  }
  return { offset, characters, line, lineStart, lineCharacters };
}

function contextOf({ text, isProgram }: Place, mark: Mark, column: number): Term {
  if (!isProgram) return new Compound('string', [new Str(text), int(mark.characters)]);
  return new Compound('stream', [new Var(), int(mark.line), int(column - 1), int(mark.characters)]);
}

/** The line of an offset, or of a long one the part around it, and a caret below the place. */
function excerpt(text: string, lineStart: number, offset: number): string {
  const start = Math.max(lineStart, offset - 60);
  const before = (start > lineStart ? '…' : '') + shown(text.slice(start, offset));
  const [after] = text.slice(offset, offset + 40).split('\n');
  const isCut = after!.length === 40 && text.charAt(offset + 40) !== '\n' && offset + 40 < text.length;
  return `  ${before}${shown(after!)}${isCut ? '…' : ''}\n  ${' '.repeat(Array.from(before).length)}^`;
}

/** Text on one line and one column for each character. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').replaceAll(VALUE_MARK, `\${…}`);
}

const DESCRIPTIONS: Readonly<Record<string, readonly [what: string, expected: string]>> = {
  operator_expected: ['operator expected', 'an operator'],
  operator_clash: ['operator priority clash', 'brackets around one of the operands'],
  operator_balance: ['unbalanced operator', 'an operand for each operator'],
  punct: ['operand missing', 'a term'],
  cannot_start_term: ['illegal start of term', 'a term'],
  quoted_punctuation: ['operand expected, unquoted comma or bar found', 'a term'],
  list_rest: ['unexpected comma or bar in the rest of a list', ']'],
  end_of_clause: ['unexpected end of clause', 'a term'],
  end_of_file: ['unexpected end of the text', 'a term'],
  end_of_file_expected: ['more than one term', 'nothing more'],
  end_of_file_in_quoted: ['quoted text does not end', 'the closing quote'],
  end_of_file_in_block_comment: ['block comment does not end', '*/'],
  illegal_number: ['illegal number', 'digits'],
  'numeric constant out of range': ['illegal number', 'a fraction other than 0, as in 1.5NaN'],
  float_overflow: ['float too large', 'a number below 1.8e308'],
  illegal_character: ['illegal character', 'such a character in quotes only'],
  undefined_char_escape: ['undefined escape sequence', 'an escape such as \\n, or \\\\ for a backslash'],
  'Illegal \\u or \\U sequence': [
    'illegal escape sequence',
    '\\uXXXX or \\UXXXXXXXX, X being hexadecimal digits',
  ],
  'Illegal character code': ['illegal character code', 'a code up to 10FFFF'],
  dicts_not_supported: [
    'dicts are not supported',
    'a compound term or list; write - {a} for an operator before {}',
  ],
  functional_notation_not_supported: [
    'functional dot notation is not supported',
    'a space or line end behind the .',
  ],
  quasi_quotations_not_supported: ['quasi-quotations are not supported', 'a term'],
  rationals_not_supported: ['rational numbers are not supported', 'an integer or a float'],
  value_in_quotes: ['a value inside quotes', 'the value alone, as it is a term by itself'],
  value_glued: ['a value glued to other text', 'an operator, bracket, comma or space next to the value'],
};

function describe(id: Term): string {
  const [what] = DESCRIPTIONS[nameOf(id)] ?? [nameOf(id)];
  return id instanceof Compound && id.args[0] instanceof Atom ? `${what} (${id.args[0].name})` : what;
}

function expectedFor(id: Term): string {
  return DESCRIPTIONS[nameOf(id)]?.[1] ?? '';
}

function nameOf(id: Term): string {
  return id instanceof Atom || id instanceof Compound ? id.name : '';
}
