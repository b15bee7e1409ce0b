/** The application of the tests of frameworks: a shop in which people log in and fill carts. */
import type { Session, SessionEngine } from 'clausal';
import type { Reply, Visit } from './framework.ts';

/** What the session's cookie begins with. */
export const ID = /^(__Host-)?clausal_session=([0-9a-f-]{39})(?=;)/;

/** A handler of the tests, which may use the engine too. */
export type EngineHandler = (visit: Visit, engine: SessionEngine) => Reply | Promise<Reply>;

/** A handler that can do what most tests are about, by paths. */
export const shop: EngineHandler = async ({ path, session, text }) => {
  switch (path) {
    case '/add':
      session.assert({ cart: await text() });
      return { body: items(session) };
    case '/login':
      session.renew();
      session.set({ user: await text() });
      return { body: 'welcome' };
    case '/again':
      session.regenerate();
      return { body: items(session) };
    case '/logout':
      session.close();
      return { body: 'bye' };
    default:
      return { body: `${session.get('user') ?? 'nobody'}: ${items(session)}` };
  }
};

/** What is in the cart. */
export function items(session: Session): string {
  return session
    .data('cart(Item)')
    .toArray()
    .map(({ Item }) => Item)
    .join(',');
}

/** What a function answers, or what it throws. */
export function textOfCall(call: () => unknown): string {
  try {
    return String(call());
  } catch (error) {
    return String(error);
  }
}
