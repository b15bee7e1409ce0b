/** The predicates that goals over sessions find besides the facts, and the time, by which these know what is idle. */
import type { ClauseStore } from '../query/clause-store.ts';
import { compound, float } from '../term/term.ts';
import { _ } from '../term/variable.ts';
import type { Clock } from './sessions.ts';
import type { Seconds } from './settings-table.ts';

const RULES = `
  http_current_session(SessionId, Data) :-
      last_used(SessionId, LastUsed),
      ( '$now'(Now), Idle is max(0, Now - LastUsed), Data = idle(Idle)
      ; current_session(SessionId, Peer), Data = peer(Peer)
      ; session_data(SessionId, Data)
      ).`;

export class SessionRules {
  readonly #store: ClauseStore;
  readonly #now: Clock;
  /** The time that the store was told last. */
  #told: Seconds | undefined = undefined;

  /** Puts the rules into the store. */
  constructor(store: ClauseStore, now: Clock) {
    this.#store = store;
    this.#now = now;
    store.abolish('http_current_session/2');
    store.consult(RULES);
  }

  /** Brings the fact `'$now'(Time)` up to date, for the goal that comes next. */
  tellTime(): void {
    const now = this.#now();
    if (now === this.#told) return;
    this.#told = now;
    this.#store.onUndo(() => {
      this.#told = undefined;
    });
    this.#store.retractall({ $now: _ });
    this.#store.assertz(compound('$now', [float(now)]));
  }
}
