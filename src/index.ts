/** The public names of clausal: terms and text, and the embedded logic database. */
export type { Clauselike, Goallike } from './query/callable.ts';
export { ClauseStore, type WatchListener } from './query/clause-store.ts';
export type { Limits, Milliseconds } from './query/limits.ts';
export type { Bindings, Solution, SolutionDetails, VariableName } from './query/solution.ts';
export type { Solutions } from './query/solutions.ts';
export type { ErrorListener, Listener } from './session/events.ts';
export type { Fact, FactPattern, FactTypes } from './session/facts.ts';
export type { SessionRequest } from './session/request.ts';
export { Session } from './session/session.ts';
export { SessionEngine, type SessionOptions } from './session/session-engine.ts';
export type { SettingOptions } from './session/settings.ts';
export type { Profile, Seconds } from './session/settings-table.ts';
export { errorMessage } from './syntax/message.ts';
export { pl } from './syntax/pl.ts';
export { type ReadOptions, readTerm, readTerms } from './syntax/reader.ts';
export { type WriteOptions, writeTerm } from './syntax/writer.ts';
export { PrologError } from './term/error.ts';
export { compareTerms } from './term/order.ts';
export {
  Atom,
  atom,
  Compound,
  compound,
  Float,
  float,
  Int,
  int,
  isTerm,
  list,
  nil,
  Str,
  str,
  type Term,
  Var,
} from './term/term.ts';
export { fromTerm, type TermLike, toTerm, type Value } from './term/value.ts';
export { _, v } from './term/variable.ts';
