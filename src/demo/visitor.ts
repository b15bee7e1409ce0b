/** Who the visitor is, `user(Name)`, and what the next page is to tell, `notice(Text)`. */
import { _ } from '../index.ts';
import type { ShopEngine } from './facts.ts';
import { FormError } from './form.ts';

/** The name of who is logged in. */
export function userName(engine: ShopEngine): string | undefined {
  if (engine.inSession() === undefined) return undefined;
  return engine.sessionData('user(Name)').first()?.Name;
}

/**
 * Logs the visitor in. A session that there was before, with things in the cart, gets a new id: one that somebody else
 * may have come to know is worth nothing any more.
 * @throws FormError for a name that is none.
 */
export function logIn(engine: ShopEngine, typed: string): void {
  const name = typed.replace(/\s+/g, ' ').trim();
  if (name === '') throw new FormError(422, 'Please type a name, any name.');
  if (name.length > 40) throw new FormError(422, 'That name is too long: 40 characters at most.');
  if (/\p{C}/u.test(name)) throw new FormError(422, 'That name has characters that cannot be seen.');
  if (engine.inSession() !== undefined) {
    engine.session().renew();
    engine.sessionRetractall({ user: [_] });
  }
  engine.sessionAssert({ user: [name] });
}

/** Ends the session and all that it knew. */
export function logOut(engine: ShopEngine): void {
  const id = engine.inSession();
  if (id !== undefined) engine.closeSession(id);
}

/** The next page says this, and nothing that was to be said before. */
export function notify(engine: ShopEngine, text: string): void {
  engine.sessionRetractall({ notice: _ });
  engine.sessionAssert({ notice: [text] });
}

/** What is to be said, which is then forgotten. */
export function takeNotice(engine: ShopEngine): string | undefined {
  if (engine.inSession() === undefined) return undefined;
  return engine.sessionRetract('notice(Text)')?.Text;
}
