/**
 * The sessions of other session libraries, which make the ids and read and write each session as one object: a key `user`
 * with the value `'alice'` is the fact `user(alice)`. When such a session is over is for the library's store to say.
 */
import type { ClauseStore } from '../query/clause-store.ts';
import { permissionError, saying } from '../term/error.ts';
import { compareTerms } from '../term/order.ts';
import { Atom, atom, Compound, compound, int, type Term, Var } from '../term/term.ts';
import { v } from '../term/variable.ts';
import type { EndReason } from './counts.ts';
import { PARTS } from './engine-parts.ts';
import { sessionData } from './fact-terms.ts';
import { type Json, type JsonObject, jsonTerm, jsonValue } from './json-terms.ts';
import type { LiveSession } from './live-session.ts';
import type { OwnSettings } from './own-settings.ts';
import { LIBRARY } from './peer.ts';
import type { SessionEngine } from './session-engine.ts';
import type { Sessions } from './sessions.ts';
import type { Seconds } from './settings-table.ts';

/** What is needed of a `SessionEngine`, whatever facts it is typed with. */
export type BlobEngine = Pick<SessionEngine, 'store' | typeof PARTS>;

/** What an object looks like, as text by key. */
export type Look = ReadonlyMap<string, string>;

/** A session as an object, and what that looked like, for when it has been changed. */
export interface Blob {
  readonly value: JsonObject;
  readonly look: () => Look;
}

/** What is to become of a session. */
export interface Saving {
  readonly id: string;
  readonly value: JsonObject;
  readonly look: Look;
  /** What the writer had read or written before; undefined when it had nothing and the value replaces what there is. */
  readonly before: Look | undefined;
  readonly timeout: Seconds;
}

export class Blobs {
  readonly #store: ClauseStore;
  readonly #engine: BlobEngine;
  readonly #sessions: Sessions;
  readonly #own: OwnSettings;

  /** @throws TypeError for what is no engine. */
  constructor(engine: BlobEngine) {
    if (engine?.[PARTS] === undefined) {
      throw new TypeError(`engine: ${String(engine)}; a SessionEngine of this package was expected`);
    }
    this.#engine = engine;
    this.#store = engine.store;
    this.#sessions = engine[PARTS].sessions;
    this.#own = engine[PARTS].own;
  }

  /** Whether sessions are in a storage: then `fetched` goes before all that is done with one, and `settled` after it. */
  get areStored(): boolean {
    return this.#engine[PARTS].stored !== undefined;
  }

  /** Brings a session into memory, or all. */
  async fetched(id: string | undefined): Promise<void> {
    const { stored } = this.#engine[PARTS];
    if (id === undefined) await stored?.load(new Var());
    else await stored?.fetch(id);
  }

  /** Is done when what was changed in a session, or in all, is stored. */
  async settled(id: string | undefined): Promise<void> {
    const { stored } = this.#engine[PARTS];
    if (id === undefined) await stored?.commit(undefined);
    else await stored?.settle(id);
  }

  /** The ids of those that have not ended, in the order in which they began. */
  get ids(): string[] {
    const found = this.#store.query({ current_session: [v('Id'), LIBRARY] }).toArray();
    return found.map(({ Id }) => Id as string).filter((id) => this.#find(id) !== undefined);
  }

  /** A session as an object, undefined when it has ended. Facts that are no JSON, or of other arities, are not in it. */
  load(id: string): Blob | undefined {
    if (this.#find(id) === undefined) return undefined;
    const terms = new Map<string, Term>();
    const values: [string, Json][] = [];
    for (const { name, args } of this.#facts(id, new Var())) {
      if (args.length !== 1 || terms.has(name)) continue;
      const value = jsonValue(args[0]!);
      if (value === undefined) continue;
      terms.set(name, args[0]!);
      values.push([name, value]);
    }
    // Terms do not change, while the object is the reader's; most readers change nothing.
    const look = (): Look => new Map([...terms].map(([key, term]) => [key, JSON.stringify(jsonValue(term))]));
    return { value: Object.fromEntries(values), look };
  }

  /**
   * Writes what the writer has changed since `before`, and leaves alone what others have: keys that look the same stay
   * what they are now. Begins the session when the writer had none before; one that it had and that has ended stays dead.
   */
  save({ id, value, look, before, timeout }: Saving): void {
    const found = this.#sessions.find(id);
    if (found === undefined ? before !== undefined : found.isClosing) return;
    if (found !== undefined) {
      if (found.peer !== LIBRARY) throw permissionError('open', 'http_session', atom(id), NOT_OURS);
      this.keep(id); // by the timeout that it has had
    }
    const was = before ?? (found === undefined ? NOTHING : this.load(id)!.look());
    const session = this.#rerunnable(id, () => {
      const open = found ?? this.#sessions.open(LIBRARY, id);
      for (const [key, text] of look) {
        if (was.get(key) !== text) this.#replace(id, key, jsonTerm(value[key]!));
      }
      for (const key of was.keys()) if (!Object.hasOwn(value, key)) this.#replace(id, key, undefined);
      this.#setTimeout(open, timeout);
      return open;
    });
    if (found === undefined) this.#sessions.announce(session);
  }

  /** Writes one key and gives the session another timeout, which begins now. Nothing happens when it has ended. */
  touch(id: string, key: string, value: Json | undefined, timeout: Seconds): void {
    const session = this.#find(id);
    if (session === undefined || session.isClosing) return;
    this.keep(id); // by the timeout that it has had
    this.#rerunnable(id, () => {
      this.#replace(id, key, value === undefined ? undefined : jsonTerm(value));
      this.#setTimeout(session, timeout);
    });
  }

  /** Counts as a use of the session. */
  keep(id: string): void {
    this.#sessions.use(id, () => LIBRARY);
    this.#engine[PARTS].stored?.used(id);
  }

  /** Ends the session, if there is one. */
  end(id: string, reason: EndReason): void {
    const session = this.#find(id);
    if (session !== undefined) this.#sessions.close(session, reason);
  }

  /** Runs `fn`, all of it or nothing, and again when another process was first. */
  #rerunnable<T>(id: string, fn: () => T): T {
    const { stored } = this.#engine[PARTS];
    return stored === undefined ? this.#store.transaction(fn) : stored.rerunnable(fn, id);
  }

  #find(id: string): LiveSession | undefined {
    const session = this.#sessions.find(id);
    return session?.peer === LIBRARY ? session : undefined;
  }

  /** Lets the key have this value alone, or none. Facts that are no JSON stay, such as `'$setting'(timeout(60))`. */
  #replace(id: string, key: string, term: Term | undefined): void {
    const facts: Compound[] = [];
    for (const fact of this.#facts(id, compound(key, [new Var()]))) {
      if (fact.name === key && fact.args.length === 1 && jsonValue(fact.args[0]!) !== undefined)
        facts.push(fact);
    }
    if (facts.length === 1 && term !== undefined && compareTerms(facts[0]!.args[0]!, term) === 0) return;
    for (const fact of facts) this.#store.retract(sessionData(id, fact));
    if (term !== undefined) this.#store.assertz(sessionData(id, compound(key, [term])));
  }

  /** The facts of a session, those that may match at least; of the values that a solution has, none is needed. */
  *#facts(id: string, pattern: Term): Generator<Compound> {
    for (const { head } of this.#store.candidates(sessionData(id, pattern))) {
      const [owner, fact] = (head as Compound).args;
      if (owner instanceof Atom && owner.name === id && fact instanceof Compound) yield fact;
    }
  }

  /** The timeout is all that ends the session. */
  #setTimeout(session: LiveSession, timeout: Seconds): void {
    if (session.timeout !== timeout) this.#own.set(session.id, compound('timeout', [int(timeout)]));
    if (session.absoluteTimeout !== 0) this.#own.set(session.id, compound('absolute_timeout', [int(0)]));
  }
}

/** What a value looks like. */
export function lookOf(value: JsonObject): Look {
  return new Map(Object.entries(value).map(([key, part]) => [key, JSON.stringify(part)]));
}

const NOTHING: Look = new Map();

const NOT_OURS = saying('a session of this id is there that no such library has made');
