/** What `help.` prints, at the prompt and in programs. */
import type { PrologHost } from '../prolog/host.ts';
import type { Screen } from './screen.ts';

const HELP = `Type a goal with a . at its end; it may go over several lines.

  ; n r space TAB   the next answer            . Enter   no more answers
  w p               the answer in full, short  Ctrl-C    stops a goal, or what is typed
  Up Down           what was typed before      Tab       completes a name
  halt.             leaves, as Ctrl-D does     [file].   loads a program

  http_current_session(S, idle(T)).          the sessions, and how long nobody has used them
  http_session_data(cart(Item, N), S).       the facts of sessions
`;

/** Gives the programs of a host `help/0`. */
export function defineHelp(host: PrologHost, screen: Screen): void {
  host.define('help/0', () => {
    screen.freshLine();
    screen.write(HELP);
    return true;
  });
}
