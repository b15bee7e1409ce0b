/** What `help.` prints, at the prompt and in programs, and `apropos/1`, which finds predicates by a part of their name. */
import { Atom, deref, domainError, instantiationError, Str, type Term, Var } from '../index.ts';
import type { PrologHost } from '../prolog/host.ts';
import type { Screen } from './screen.ts';

const HELP = `Type a goal with a . at its end; it may go over several lines.

  ; n r space TAB   the next answer            . Enter   no more answers
  w p               the answer in full, short  h         the keys at an answer
  Ctrl-C            stops a goal, or what is typed
  Up Down           what was typed before      Tab       completes a name

  http_current_session(S, idle(T)).          the sessions, and how long nobody has used them
  http_session_data(cart(Item, N), S).       the facts of sessions
  http_session_assert(vip(yes), Id).         a fact more; http_session_retract(Fact, Id). one less
  http_close_session(Id).                    the end of a session

  [file].                loads a program
  listing.  listing(p).  the clauses that were loaded, or those of p
  apropos(sess).         the predicates that have it in their names
  halt.                  leaves, as Ctrl-D does
`;

/** Gives the programs of a host `help/0` and `apropos/1`. */
export function defineHelp(host: PrologHost, screen: Screen): void {
  host.define('help/0', () => {
    screen.freshLine();
    screen.write(HELP);
    return true;
  });
  host.define('apropos/1', (what) => {
    const part = textOf(what!).toLowerCase();
    const found = [...new Set(host.predicates())].filter((name) => name.toLowerCase().includes(part));
    screen.freshLine();
    screen.write(
      found.length === 0 ? `% nothing with ${part} in its name\n` : `${found.sort().join('\n')}\n`,
    );
    return true;
  });
}

function textOf(term: Term): string {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (value instanceof Atom) return value.name;
  if (value instanceof Str) return value.value;
  throw domainError('text', value);
}
