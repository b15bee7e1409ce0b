/** The names of what a dump consists of, and the number of the format, which load asks for. */

/** Greater when an older clausal would misunderstand it. */
export const FORMAT = 1;

/** `session_dump(Format, Date)`: the first fact. */
export const BEGIN = 'session_dump';

/** `session_dump_end`: the last fact, without which the text was cut off. */
export const END = 'session_dump_end';

/** `session_clause_json(Text)`: a clause that SWI-Prolog cannot have, as a string of JSON with its text. */
export const LONE_SURROGATES = 'session_clause_json';

/** The names of the facts of a session, in the order in which they come. */
export const SESSION_FACTS = {
  /** `current_session(Id, Peer)` */
  session: 'current_session',
  /** `session_opened(Id, Time)` */
  opened: 'session_opened',
  /** `last_used(Id, Time)` */
  lastUsed: 'last_used',
  /** `session_times(Id, Idle, Until)` */
  times: 'session_times',
  /** `session_data(Id, Fact)`, one for each, in order */
  data: 'session_data',
} as const;

/** How many arguments each of them has. */
export const ARITIES: ReadonlyMap<string, number> = new Map([
  [SESSION_FACTS.session, 2],
  [SESSION_FACTS.opened, 2],
  [SESSION_FACTS.lastUsed, 2],
  [SESSION_FACTS.times, 3],
  [SESSION_FACTS.data, 2],
]);

/** What stands for a time that never comes. */
export const NEVER = 'inf';

/** The predicate indicators of all facts, for `:- dynamic`. */
export const INDICATORS: readonly string[] = [
  `${BEGIN}/2`,
  ...[...ARITIES].map(([name, arity]) => `${name}/${arity}`),
  `${LONE_SURROGATES}/1`,
  `${END}/0`,
];
