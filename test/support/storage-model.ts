/** What the contract of storages says, as plainly as possible: the random test compares storages with it. */
import { Trail } from '../../src/query/trail.ts';
import { unify } from '../../src/query/unify.ts';
import type {
  ChangeOutcome,
  EndCondition,
  LoadedSession,
  SessionChange,
  SessionTimes,
  StoredSession,
} from '../../src/session/storage.ts';
import { copyTerm } from '../../src/term/copy.ts';
import type { Term } from '../../src/term/term.ts';
import { changed, touched } from './session-changes.ts';

export class StorageModel {
  readonly sessions = new Map<string, StoredSession>();

  load(id: string, known: number | undefined): LoadedSession | undefined {
    const session = this.sessions.get(id);
    if (session === undefined || session.version !== known) return session;
    const { version, lastUsed, idle, until } = session;
    return { version, lastUsed, idle, until };
  }

  /** The outcomes that a change may have: where several things stand against it, each of them is a right answer. */
  commit(change: SessionChange): ChangeOutcome[] {
    const { id, version, replaces } = change;
    const now = this.sessions.get(id);
    const against: ChangeOutcome[] = [];
    if (now === undefined && version > 0) against.push({ kind: 'gone' });
    if (now !== undefined && now.version !== version) against.push({ kind: 'conflict', now });
    const old = replaces && this.sessions.get(replaces.id);
    if (replaces !== undefined && old === undefined) against.push({ kind: 'gone' });
    if (old !== undefined && old.version !== replaces!.version) against.push({ kind: 'conflict', now: old });
    if (against.length > 0) return against;
    if (replaces !== undefined) this.sessions.delete(replaces.id);
    this.sessions.set(id, changed(now, change));
    return [{ kind: 'done' }];
  }

  touch(id: string, times: SessionTimes): boolean {
    const now = this.sessions.get(id);
    if (now !== undefined) this.sessions.set(id, touched(now, times));
    return now !== undefined;
  }

  end(id: string, condition: EndCondition | undefined): boolean {
    const now = this.sessions.get(id);
    if (now === undefined) return false;
    if (condition !== undefined && condition.version !== now.version) return false;
    if (condition !== undefined && condition.lastUsed !== now.lastUsed) return false;
    return this.sessions.delete(id);
  }

  /** Those with a fact that unifies with the pattern. */
  matching(pattern: Term): StoredSession[] {
    return [...this.sessions.values()].filter(({ facts }) =>
      facts.some(({ fact }) => unify(copyTerm(pattern), copyTerm(fact), new Trail())),
    );
  }
}
