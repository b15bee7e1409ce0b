/** What Tab completes: the names of predicates, and the names in facts and rules, ids of sessions among them. */
import { Atom, type SessionEngine, writeTerm } from '../index.ts';
import { knownNames } from './known-names.ts';

/** The texts that begin with what has been typed of a word; somebody else may have to be asked for them. */
export type Completer = (word: string) => readonly string[] | Promise<readonly string[]>;

/** A completer over names that may be other ones each time. Behind a quote all are quoted, else those that need it. */
export function namesCompleter(names: () => Iterable<string>): (word: string) => readonly string[] {
  return (word) => {
    const hits = new Set<string>();
    const isQuoted = word.startsWith("'");
    for (const name of names()) {
      // What is behind a quote begins as the name does, unless something in it is escaped
      if (!isQuoted && !name.startsWith(word)) continue;
      const text = writeTerm(new Atom(name));
      const hit = isQuoted && !text.startsWith("'") ? `'${text}'` : text;
      if (hit.startsWith(word) && hit !== word) hits.add(hit);
    }
    return [...hits].sort();
  };
}

/** A completer over what an engine's store knows, and further predicates, `name/arity`. */
export function engineCompleter(
  engine: Pick<SessionEngine, 'store'>,
  further: Iterable<string> = [],
): (word: string) => readonly string[] {
  const predicates = [...further].map((indicator) => indicator.replace(/\/\d+$/, ''));
  return namesCompleter(function* () {
    yield* predicates;
    yield* knownNames(engine.store);
  });
}

/** Quoted text that is whole, of which nothing is to be completed. */
const QUOTED = /0'(?:\\.|''|[^'])|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"/gs;

/** The completions of a line's last word, and the word: what `node:readline` asks for. */
export async function completeLine(
  complete: Completer,
  line: string,
): Promise<[completions: string[], word: string]> {
  const open = line.replace(QUOTED, (quoted) => ' '.repeat(quoted.length));
  const word = /(?:'[^']*|[\p{L}\p{N}_]+)$/u.exec(open)?.[0] ?? '';
  return word === '' ? [[], ''] : [[...(await complete(word))], word];
}
