/** The public names of clausal: terms and text, and the embedded logic database. */
export type { Clauselike, Goallike } from './query/callable.ts';
export {
  type ClauseReference,
  ClauseStore,
  type PredicateKind,
  type WatchListener,
  type WatchOptions,
} from './query/clause-store.ts';
export { InOrder } from './query/in-order.ts';
export type { Limits, Milliseconds } from './query/limits.ts';
export { matchTerm } from './query/match-term.ts';
export type { Bindings, Solution, SolutionDetails, VariableName } from './query/solution.ts';
export type { SolutionIterator } from './query/solution-iterator.ts';
export type { Solutions } from './query/solutions.ts';
export type { EndReason } from './session/counts.ts';
export { DamagedSession } from './session/damaged-session.ts';
export { type SessionBegin, type SessionEnd, type SessionRenew, sessionHash } from './session/diagnostics.ts';
export type { ErrorListener, Listener } from './session/events.ts';
export type {
  Fact,
  FactArguments,
  FactBindings,
  FactContent,
  FactContents,
  FactName,
  FactPattern,
  FactTypes,
  FactValue,
} from './session/facts.ts';
export type { MetricLabels, SessionStats } from './session/metrics.ts';
export type { SessionRequest } from './session/request.ts';
export { Session } from './session/session.ts';
export type { StorageOptions } from './session/session-cache.ts';
export { SessionEngine, type SessionOptions } from './session/session-engine.ts';
export type { Done } from './session/session-host.ts';
export type { Random } from './session/session-id.ts';
export type { Clock } from './session/sessions.ts';
export type { SettingOptions } from './session/settings.ts';
export type { Profile, Seconds, SettingName, SettingValues } from './session/settings-table.ts';
export type {
  Awaitable,
  ChangeListener,
  ChangeOutcome,
  EndCondition,
  LoadedSession,
  Place,
  PlacedFact,
  SessionChange,
  SessionState,
  SessionStorage,
  SessionTimes,
  StoredSession,
  UnchangedSession,
} from './session/storage.ts';
export { dueTime } from './session/storage.ts';
export { StorageError } from './session/storage-error.ts';
export { errorMessage } from './syntax/message.ts';
export { type Operator, type OperatorRoles, Operators, type OperatorType } from './syntax/operators.ts';
export { pl } from './syntax/pl.ts';
export type { EscapeStyle } from './syntax/quoting.ts';
export { Reader, type ReadOptions, type ReadResult, readTerm, readTerms } from './syntax/reader.ts';
export { clauseEnd } from './syntax/skip-clause.ts';
export type { BackQuotesFlag, QuotesFlag } from './syntax/token.ts';
export { type WriteOptions, writeTerm } from './syntax/writer.ts';
export {
  domainError,
  type ErrorCode,
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
