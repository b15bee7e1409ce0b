/** A counter in a session that has nine other facts, as programs with clausal write it. */
import { _, type SessionEngine } from '../src/index.ts';
import { OTHERS } from './session-data.ts';

/** Adds 1 to the counter of the current session, and answers it. */
export function counted(engine: SessionEngine): number {
  const session = engine.session();
  const before = session.get('count');
  if (before === undefined)
    for (const [name, value] of Object.entries(OTHERS)) session.assert({ [name]: value });
  const count = Number(before ?? 0) + 1;
  session.set({ count });
  return count;
}

/** The counter of the current session, as it is. */
export function read(engine: SessionEngine): number {
  return Number(engine.session().get('count') ?? 0);
}

/** Begins a session that has nothing but its counter, and answers that. */
export function begun(engine: SessionEngine): number {
  engine.session().assert({ count: 1 });
  return 1;
}

/** Asserts one more fact, and answers how many of that kind there are. */
export function noted(engine: SessionEngine): number {
  const session = engine.session();
  session.assert({ note: 'what is noted' });
  return session.data({ note: _ }).count();
}

/** The sum of the counters of all sessions that have all ten facts. */
export function total(engine: SessionEngine): number {
  let sum = 0;
  for (const { S, N } of engine.query('session_data(S, count(N))')) {
    const names = Object.keys(OTHERS);
    const isWhole = names.every((name) => engine.sessionData({ [name]: _ }, String(S)).count() === 1);
    if (isWhole) sum += Number(N);
  }
  return sum;
}
