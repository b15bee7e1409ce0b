/** Terms as text and back: `term_to_atom/2`, `term_string/2` and their relatives. */
import { Atom, deref, instantiationError, list, type ReadResult, type Term, Var } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { filledOptions, namesOf, readText } from './read-text.ts';
import { type TextKind, textOf, textTerm } from './text.ts';
import { termOptions, writePlain, writeWith } from './writing.ts';

export function termTextPredicates(environment: Environment): PredicateTable {
  const { operators } = environment;

  function toText(term: Term, text: Term, kind: TextKind): Outcome {
    if (!(deref(text) instanceof Var)) return [termOf(read(text)), text];
    return [term, textTerm(writePlain(term, operators), kind)];
  }

  function read(text: Term): ReadResult | undefined {
    return readText(textOf(text), environment);
  }

  return {
    'term_to_atom/2': (term, atom) => toText(term!, atom!, 'atom'),
    'term_string/2': (term, string) => toText(term!, string!, 'string'),
    'term_string/3': (term, string, options) => {
      if (!(deref(string!) instanceof Var)) {
        const result = read(string!);
        return [termOf(result), string!, filledOptions(options!, result)];
      }
      const { write, ...others } = termOptions(options!);
      const isPlain = /quoted/.test(String(options!));
      const how = { ...others, write: isPlain ? write : { ...write, quoted: true } };
      return [term!, textTerm(writeWith(term!, how, operators), 'string'), options!];
    },
    'atom_to_term/3': (atom) => {
      if (deref(atom!) instanceof Var) throw instantiationError();
      const result = read(atom!);
      return [atom!, termOf(result), list(namesOf(result))];
    },
    'read_term_from_atom/3': (atom, _term, options) => {
      const result = read(atom!);
      return [atom!, termOf(result), filledOptions(options!, result)];
    },
  };
}

function termOf(result: ReadResult | undefined): Term {
  return result?.term ?? new Atom('end_of_file');
}
