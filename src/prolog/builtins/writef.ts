/** `writef/1,2`, the older way of writing formatted text, and other names for what has better ones now. */
import { list, properList, Str, type Term } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import { atomicTextOf, textOf, textTerm } from './text.ts';
import { write } from './writing.ts';

export function olderPredicates(environment: Environment): PredicateTable {
  const { operators, streams } = environment;

  function writef(text: Term, args: Term): void {
    const items = [...(properList(args) ?? [])];
    const written = textOf(text).replace(/%[wd]|\\n|\\l/g, (directive) => {
      if (directive.startsWith('\\')) return '\n';
      const item = items.shift();
      return item === undefined ? directive : write(item, operators);
    });
    streams.output.write(written);
  }

  return {
    'writef/1': (text) => void writef(text!, list([])),
    'writef/2': (text, args) => void writef(text!, args!),
    'atomics_to_string/2': (items) => [
      items!,
      new Str((properList(items!) ?? []).map((item) => atomicTextOf(item)).join('')),
    ],
    'concat_atom/2': (items) => [
      items!,
      textTerm((properList(items!) ?? []).map((item) => atomicTextOf(item)).join(''), 'atom'),
    ],
    'prolog_flag/2': (flag) => {
      const value = environment.flags.get(atomicTextOf(flag!));
      return value !== undefined && [flag!, value];
    },
  };
}
