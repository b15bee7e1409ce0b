/** A session with the habits of that of @fastify/session, for code that is written for it: values by keys, which are JSON. */
import { nameOf } from '../session/fact-terms.ts';
import type { FactContents, FactTypes } from '../session/facts.ts';
import type { Session } from '../session/session.ts';
import type { Done } from '../session/session-host.ts';
import { factNames, property, setProperty, withProperties } from '../session/session-properties.ts';

/** Those that have been made. */
const keyed = new WeakSet<Session>();

/**
 * The handle with its facts as properties, which `get(key)` and `set(key, value)` read and write whatever their names, `data()`
 * without a pattern gives all of, and of which `regenerate(keys)` keeps some. All other methods are those of the handle.
 */
export function withKeys(session: Session): Session {
  if (keyed.has(session)) return session;
  const methods = {
    get: (key: string) => {
      const value = property(session, key);
      // A fact that is no property, as it has several arguments, is what the handle says.
      return value === undefined ? session.get(key) : value;
    },
    set: (key: string | FactContents<FactTypes>, value?: unknown) => {
      if (typeof key === 'string') setProperty(session, key, value);
      else session.set(key);
    },
    data: (...[pattern]: Parameters<Session['data']>) => {
      if (pattern !== undefined) return session.data(pattern);
      const properties = factNames(session).map((name) => [name, property(session, name)] as const);
      return Object.fromEntries(properties.filter(([, value]) => value !== undefined));
    },
    regenerate: (keys: readonly string[] | Done = [], done?: Done) => {
      const [kept, callback] = typeof keys === 'function' ? [[], keys] : [keys, done];
      const { id } = session;
      const facts = [...session.data('Fact')].filter(({ term }) => kept.includes(nameOf(term) ?? ''));
      session.regenerate(callback);
      // Else it failed, which is told.
      if (session.id !== id) for (const { term } of facts) session.assert(term);
      return session;
    },
  };
  const handle = new Proxy(
    withProperties(session, () => {}),
    {
      get: (target, key) => Reflect.get(Object.hasOwn(methods, key) ? methods : target, key),
      // Who asks for the keys in order to keep them means all facts.
      ownKeys: () => factNames(session),
      getOwnPropertyDescriptor: (_target, key) => {
        const value = typeof key === 'string' ? methods.get(key) : undefined;
        if (value === undefined) return undefined;
        return { value, writable: true, enumerable: true, configurable: true };
      },
    },
  );
  keyed.add(handle);
  return handle;
}
