/** Atoms and strings as a whole: their length, their case, and one as the other. */
import { deref, Int, instantiationError, int, type Term, typeError, Var } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { told } from './in-context.ts';
import { atomicTextOf, lengthOf, plainTextOf, type TextKind, textOf, textTerm } from './text.ts';

export const atomPredicates: PredicateTable = {
  'atom_length/2': length,
  'string_length/2': length,
  'upcase_atom/2': (text) => [text!, textTerm(upper(atomicTextOf(text!)), 'atom')],
  'downcase_atom/2': (text) => [text!, textTerm(lower(atomicTextOf(text!)), 'atom')],
  'string_upper/2': (text) => [text!, textTerm(upper(atomicTextOf(text!)), 'string')],
  'string_lower/2': (text) => [text!, textTerm(lower(atomicTextOf(text!)), 'string')],
  'atom_string/2': (atom, string) => bothWays(atom!, string!, 'atom', 'string'),
  'string_to_atom/2': (string, atom) => {
    try {
      return bothWays(string!, atom!, 'string', 'atom');
    } catch (error) {
      throw told(error, 'atom_string/2');
    }
  },
  'text_to_string/2': (text) => [text!, textTerm(plainTextOf(text!), 'string')],
};

function length(text?: Term, size?: Term): Outcome {
  const found = lengthOf(textOf(text!));
  const wanted = deref(size!);
  if (!(wanted instanceof Var || wanted instanceof Int)) throw typeError('integer', wanted);
  return [text!, int(found)];
}

/** Texts that are equal, of which one may be a variable. */
function bothWays(left: Term, right: Term, leftKind: TextKind, rightKind: TextKind): Outcome {
  const [first, second] = [deref(left), deref(right)];
  if (!(first instanceof Var)) {
    const text = textOf(first, leftKind);
    if (second instanceof Var) return [first, textTerm(text, rightKind)];
    return textOf(second, rightKind) === text;
  }
  if (second instanceof Var) throw instantiationError();
  return [textTerm(textOf(second, rightKind), leftKind), second];
}

/** Only what stays one character changes its case. */
export function upper(text: string): string {
  return eachCharacter(text, (char) => char.toUpperCase());
}

export function lower(text: string): string {
  return eachCharacter(text, (char) => char.toLowerCase());
}

function eachCharacter(text: string, change: (char: string) => string): string {
  const whole = change(text);
  if (/^[\0-\x7f]*$/.test(text)) return whole;
  return Array.from(text, (char) => {
    const changed = change(char);
    return [...changed].length === 1 ? changed : char;
  }).join('');
}
