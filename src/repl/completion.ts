/** What Tab completes: the names of predicates and atoms, and the ids of sessions. */
import { Atom, type SessionEngine, writeTerm } from '../index.ts';

/** The texts that begin with what has been typed of a word; somebody else may have to be asked for them. */
export type Completer = (word: string) => readonly string[] | Promise<readonly string[]>;

/** A completer over names that may be other ones each time. */
export function namesCompleter(names: () => Iterable<string>): (word: string) => readonly string[] {
  return (word) => {
    const hits = new Set<string>();
    for (const name of names()) if (name.startsWith(word) && name !== word) hits.add(name);
    return [...hits].sort();
  };
}

/** A completer over the predicates of an engine's store, further ones, `name/arity`, and the ids of the sessions. */
export function engineCompleter(
  engine: Pick<SessionEngine, 'store' | 'query'>,
  further: Iterable<string> = [],
): (word: string) => readonly string[] {
  const predicates = [...further];
  return namesCompleter(function* () {
    for (const indicator of [...engine.store.predicates(), ...predicates]) {
      yield indicator.replace(/\/\d+$/, '');
    }
    for (const { S } of engine.query('current_session(S, _)'))
      if (typeof S === 'string') yield writeTerm(new Atom(S));
  });
}

/** The completions of a line's last word, and the word: what `node:readline` asks for. */
export async function completeLine(
  complete: Completer,
  line: string,
): Promise<[completions: string[], word: string]> {
  const word = /(?:'[^']*|[\p{L}\p{N}_]+)$/u.exec(line)?.[0] ?? '';
  return word === '' ? [[], ''] : [[...(await complete(word))], word];
}
