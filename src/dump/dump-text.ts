/** Sessions as the text of a dump, piece by piece: how many there are costs no memory. */
import { Atom, atom, Compound, Float, int, type Seconds, type StoredSession, type Term } from '../index.ts';
import { clauseLine } from './clause-text.ts';
import { BEGIN, END, FORMAT, INDICATORS, NEVER, SESSION_FACTS } from './format.ts';

/** How long a piece is at least, in characters. */
const PIECE = 65_536;

/** What has been dumped so far. */
export interface Dumped {
  sessions: number;
  /** Why some are not in it. */
  damage?: Error;
}

/** The text, of which the last line tells that it is all. */
export async function* dumpText(
  sessions: Iterable<StoredSession> | AsyncIterable<StoredSession>,
  date: Date,
  dumped: Dumped = { sessions: 0 },
): AsyncGenerator<string, void, undefined> {
  let piece = head(date);
  for await (const session of sessions) {
    for (const line of sessionLines(session)) {
      piece += line;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    dumped.sessions++;
  }
  yield `${piece}\n${clauseLine(atom(END))}`;
}

function head(date: Date): string {
  const time = date.toISOString();
  const predicates = INDICATORS.join(', ');
  return `% Sessions of clausal, dumped at ${time}, in format ${FORMAT}. clausal load and SWI-Prolog read this text.
% Whoever knows the id of a session can use it: keep this file as you keep passwords.
:- encoding(utf8).
:- set_prolog_flag(double_quotes, string).
:- style_check(-singleton).
:- dynamic ${predicates}.
:- discontiguous ${predicates}.

${clauseLine(new Compound(BEGIN, [int(FORMAT), atom(time)]))}`;
}

function* sessionLines(session: StoredSession): Generator<string> {
  const id = new Atom(session.id);
  const fact = (name: string, ...args: Term[]): string => clauseLine(new Compound(name, [id, ...args]));
  yield `\n${fact(SESSION_FACTS.session, session.peer)}`;
  yield fact(SESSION_FACTS.opened, timeStamp(session.opened));
  yield fact(SESSION_FACTS.lastUsed, timeStamp(session.lastUsed));
  yield fact(SESSION_FACTS.times, seconds(session.idle), timeStamp(session.until));
  for (const placed of session.facts) yield fact(SESSION_FACTS.data, placed.fact);
}

/** A float, as `get_time/1` has them. */
function timeStamp(time: Seconds): Term {
  return time === Number.POSITIVE_INFINITY ? atom(NEVER) : new Float(time);
}

function seconds(duration: Seconds): Term {
  return Number.isSafeInteger(duration) ? int(duration) : timeStamp(duration);
}
