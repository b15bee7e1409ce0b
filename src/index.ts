/** The public names of clausal: terms and text, and the embedded logic database. */
export type { Clauselike, Goallike } from './query/callable.ts';
export { ClauseStore, type PredicateKind, type WatchListener } from './query/clause-store.ts';
export { InOrder } from './query/in-order.ts';
export type { Limits, Milliseconds } from './query/limits.ts';
export { matchTerm } from './query/match-term.ts';
export type { Bindings, Solution, SolutionDetails, VariableName } from './query/solution.ts';
export type { SolutionIterator } from './query/solution-iterator.ts';
export type { Solutions } from './query/solutions.ts';
export type { ErrorListener, Listener } from './session/events.ts';
export type { Fact, FactPattern, FactTypes } from './session/facts.ts';
export type { SessionRequest } from './session/request.ts';
export { Session } from './session/session.ts';
export { SessionEngine, type SessionOptions } from './session/session-engine.ts';
export type { SettingOptions } from './session/settings.ts';
export type { Profile, Seconds } from './session/settings-table.ts';
export { errorMessage } from './syntax/message.ts';
export { Operators } from './syntax/operators.ts';
export { pl } from './syntax/pl.ts';
export { Reader, type ReadOptions, type ReadResult, readTerm, readTerms } from './syntax/reader.ts';
export { clauseEnd } from './syntax/skip-clause.ts';
export { type WriteOptions, writeTerm } from './syntax/writer.ts';
export {
  domainError,
  errorOf,
  existenceError,
  instantiationError,
  PrologError,
  permissionError,
  representationError,
  resourceError,
  saying,
  typeError,
  uninstantiationError,
} from './term/error.ts';
export { withContext } from './term/error-context.ts';
export { compareTerms } from './term/order.ts';
export {
  Atom,
  atom,
  Compound,
  compound,
  DOT,
  deref,
  Float,
  float,
  Int,
  int,
  isTerm,
  list,
  listElements,
  Nil,
  nil,
  properList,
  Str,
  str,
  type Term,
  Var,
} from './term/term.ts';
export { fromTerm, type TermLike, toTerm, type Value } from './term/value.ts';
export { _, v } from './term/variable.ts';
