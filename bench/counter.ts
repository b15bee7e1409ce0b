/** A counter as a fact in the session, as programs with clausal write it. */
import { _, type SessionEngine, v } from '../src/index.ts';

/** Adds 1 to the counter of the current session, and answers it. */
export function counted(engine: SessionEngine): number {
  const count = Number(engine.sessionData({ count: v('Count') }).first()?.Count ?? 0) + 1;
  engine.sessionRetractall({ count: _ });
  engine.sessionAssert({ count });
  return count;
}

/** The sum of the counters of all sessions. */
export function total(engine: SessionEngine): number {
  return Number(engine.query('aggregate_all(sum(N), session_data(_, count(N)), Sum)').first()!.Sum);
}
