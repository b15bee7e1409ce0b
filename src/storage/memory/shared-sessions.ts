/** The sessions that the storages of one memory share, and what can be asked of them and done to them, at once. */
import {
  type ChangeOutcome,
  dueTime,
  type EndCondition,
  type LoadedSession,
  laterTimes,
  meets,
  type PlacedFact,
  type SessionChange,
  type SessionState,
  type SessionTimes,
  type StoredSession,
  sessionTimes,
} from '../../session/storage.ts';
import { copyTerm } from '../../term/copy.ts';
import { hasVariables } from '../../term/skeleton.ts';
import { Compound, deref, sameAtomic, type Term, Var } from '../../term/term.ts';

export class SharedSessions {
  /** None is changed in place: whoever has one keeps it as it was. */
  readonly #sessions = new Map<string, StoredSession>();

  load(id: string, known: number | undefined): LoadedSession | undefined {
    const session = this.#sessions.get(id);
    if (session === undefined || session.version !== known) return session && given(session);
    return { version: session.version, ...sessionTimes(session) };
  }

  /** `change` is a copy that nobody changes later. */
  commit({ id, version, state, added, removed, replaces }: SessionChange): ChangeOutcome {
    const now = this.#sessions.get(id);
    if (now !== undefined && now.version !== version) return { kind: 'conflict', now: given(now) };
    if (now === undefined && version !== 0) return { kind: 'gone' };
    if (replaces !== undefined) {
      const old = this.#sessions.get(replaces.id);
      if (old === undefined) return { kind: 'gone' };
      if (old.version !== replaces.version) return { kind: 'conflict', now: given(old) };
      this.#sessions.delete(replaces.id);
    }
    const gone = new Set(removed.map(({ place }) => place));
    const kept = (now?.facts ?? []).filter(({ place }) => !gone.has(place));
    const facts = [...kept, ...added].sort((a, b) => a.place - b.place);
    this.#sessions.set(id, { id, version: version + 1, ...state, ...laterTimes(now, state), facts });
    return { kind: 'done' };
  }

  touch(id: string, times: SessionTimes): boolean {
    const now = this.#sessions.get(id);
    if (now === undefined) return false;
    this.#sessions.set(id, { ...now, ...laterTimes(now, times) });
    return true;
  }

  end(id: string, condition: EndCondition | undefined): boolean {
    const now = this.#sessions.get(id);
    return now !== undefined && meets(now, condition) && this.#sessions.delete(id);
  }

  due(time: number, limit: number): StoredSession[] {
    return [...this.#sessions.values()]
      .filter((session) => dueTime(session) < time)
      .sort((a, b) => dueTime(a) - dueTime(b))
      .slice(0, limit)
      .map(given);
  }

  *find(pattern: Term): Generator<StoredSession> {
    // A session that ends and begins again meanwhile is not to come twice.
    for (const id of [...this.#sessions.keys()]) {
      const session = this.#sessions.get(id);
      if (session === undefined) continue;
      const isFound = pattern instanceof Var || session.facts.some(({ fact }) => mayMatch(pattern, fact));
      if (isFound) yield given(session);
    }
  }
}

/** A copy of a change with terms of its own, as another process would have them. */
export function ownChange(change: SessionChange): SessionChange {
  const { id, version, state, added, removed, replaces } = change;
  return {
    ...{ id, version, state: stateOf(state), added: added.map(placedCopy), removed: [...removed] },
    ...(replaces && { replaces: { ...replaces } }),
  };
}

/** Whether a fact may unify with a pattern, as far as functors and first arguments tell. */
function mayMatch(pattern: Term, fact: Term, isFirstArgument = false): boolean {
  const [wanted, found] = [deref(pattern), deref(fact)];
  if (wanted instanceof Var || found instanceof Var) return true;
  if (!(wanted instanceof Compound && found instanceof Compound)) {
    return !(wanted instanceof Compound || found instanceof Compound) && sameAtomic(wanted, found);
  }
  if (wanted.name !== found.name || wanted.args.length !== found.args.length) return false;
  return isFirstArgument || wanted.args.length === 0 || mayMatch(wanted.args[0]!, found.args[0]!, true);
}

function stateOf({ peer, opened, first, last, lastUsed, idle, until }: SessionState): SessionState {
  return { peer: copyTerm(peer), opened, first, last, lastUsed, idle, until };
}

function placedCopy({ place, fact }: PlacedFact): PlacedFact {
  return { place, fact: copyTerm(fact) };
}

/** A session for a caller, who may bind the variables of its own copy. */
function given(session: StoredSession): StoredSession {
  const { peer, facts } = session;
  const isShared = hasVariables(peer) || facts.some(({ fact }) => hasVariables(fact));
  return { ...session, ...(isShared ? { peer: copyTerm(peer), facts: facts.map(placedCopy) } : undefined) };
}
