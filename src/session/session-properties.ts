/**
 * A session as an object whose properties are its facts, for code that is written for express-session: `session.views = 1` is
 * the fact `views(1)`. Values are JSON, in the terms of `json-terms.ts`; methods of the handle come before facts of their name.
 */
import type { Term } from '../term/term.ts';
import { _, v } from '../term/variable.ts';
import { nameOf } from './fact-terms.ts';
import { type Json, type JsonObject, jsonTerm, jsonValue } from './json-terms.ts';
import type { Session } from './session.ts';
import type { Done } from './session-host.ts';

/** Under this key an object whose session was regenerated has the facts of the one before. */
const BEFORE = '$before';

/**
 * The handle with its facts as properties. After `regenerate()` what it had is for whoever copies all properties into the
 * next object, of which `regenerated` is told.
 */
export function withProperties(session: Session, regenerated: (next: Session) => void): Session {
  const properties = new Properties(session, regenerated);
  return new Proxy(Object.create(Object.getPrototypeOf(session)), properties);
}

/** What a property is, whatever its name; undefined where there is none. Whoever changes something in it changes the fact. */
export function property(session: Session, key: string): unknown {
  const value = read(session, key);
  return live(value, () => setProperty(session, key, value));
}

/** Makes a property, whatever its name, what of this value is JSON; undefined takes it away. */
export function setProperty(session: Session, key: string, value: unknown): void {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) session.retractall({ [key]: _ });
  else session.set(key, jsonTerm(JSON.parse(text)));
}

/** The names of the facts, of which some may be no properties: they have several arguments, or what is no JSON. */
export function factNames(session: Session): string[] {
  const names = [...session.data('Fact')].map(({ term }) => nameOf(term));
  return [...new Set(names)].filter((name) => name !== undefined);
}

class Properties implements ProxyHandler<Session> {
  readonly #session: Session;
  readonly #regenerated: (next: Session) => void;
  /** The facts of the session that was regenerated. */
  #before: readonly Term[] | undefined = undefined;

  constructor(session: Session, regenerated: (next: Session) => void) {
    this.#session = session;
    this.#regenerated = regenerated;
  }

  get(_target: Session, key: string | symbol): unknown {
    const session = this.#session;
    if (key === 'regenerate') return (done?: Done) => this.#regenerate(done);
    if (key in session || typeof key === 'symbol') {
      const value: unknown = Reflect.get(session, key, session);
      return typeof value === 'function' ? value.bind(session) : value;
    }
    if (key === BEFORE) return this.#before;
    return property(session, key);
  }

  set(_target: Session, key: string | symbol, value: unknown): boolean {
    if (key in this.#session || typeof key === 'symbol') return false;
    if (key === BEFORE) for (const fact of value as readonly Term[]) this.#session.assert(fact);
    else setProperty(this.#session, key, value);
    return true;
  }

  deleteProperty(_target: Session, key: string | symbol): boolean {
    if (key in this.#session || typeof key === 'symbol') return false;
    setProperty(this.#session, key, undefined);
    return true;
  }

  has(_target: Session, key: string | symbol): boolean {
    return key in this.#session || (typeof key === 'string' && read(this.#session, key) !== undefined);
  }

  ownKeys(): string[] {
    if (this.#before !== undefined) return [BEFORE];
    return factNames(this.#session).filter((name) => read(this.#session, name) !== undefined);
  }

  getOwnPropertyDescriptor(target: Session, key: string | symbol): PropertyDescriptor | undefined {
    const value = typeof key === 'string' && !(key in this.#session) ? this.get(target, key) : undefined;
    return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
  }

  #regenerate(done: Done | undefined): void {
    const session = this.#session;
    const { id } = session;
    const facts = [...session.data('Fact')].map(({ term }) => term);
    session.regenerate(done);
    if (session.id === id) return; // it failed
    this.#before = facts;
    this.#regenerated(withProperties(session, this.#regenerated));
  }
}

function read(session: Session, key: string): Json | undefined {
  for (const { terms } of session.data({ [key]: v('Value') })) {
    const value = jsonValue(terms.Value!);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A value that tells when something in it is changed. */
function live(value: unknown, changed: () => void): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value as JsonObject, {
    get: (target, key) => live(Reflect.get(target, key), changed),
    set: (target, key, part) => {
      const isSet = Reflect.set(target, key, part);
      changed();
      return isSet;
    },
    deleteProperty: (target, key) => {
      const isDeleted = Reflect.deleteProperty(target, key);
      changed();
      return isDeleted;
    },
  });
}
