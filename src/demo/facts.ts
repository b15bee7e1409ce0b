/** The facts of a session of the shop, and how they are shown. */
import { type Seconds, SessionEngine, type Term, writeTerm } from '../index.ts';
import { catalogue } from './catalogue.ts';

/** All that the shop knows of its visitors. */
export type ShopFacts = {
  /** Who is logged in. */
  user: [name: string];
  /** What is in the cart: the id of an article, and how many. */
  cart: [item: string, quantity: number];
  /** What was bought. */
  order: [number: number, item: string, quantity: number];
  /** What the next page says, once. */
  notice: [text: string];
};

export type ShopEngine = SessionEngine<ShopFacts>;

/** Goals can ask for these, too: `price(Item, Cents)`, and what a session's cart costs. */
const RULES = `
  total(Session, Cents) :-
      current_session(Session, _),
      aggregate_all(sum(N * Price), (session_data(Session, cart(Item, N)), price(Item, Price)), Cents),
      Cents > 0.
`;

/** An engine whose sessions end after half an hour without a request; `now` is the time in seconds. */
export function shopEngine(now: () => Seconds = () => Date.now() / 1000): ShopEngine {
  const engine = new SessionEngine<ShopFacts>({ timeout: 1800, now });
  for (const { id, cents } of catalogue) engine.store.assertz({ price: [id, cents] });
  engine.store.consult(RULES);
  return engine;
}

/** A fact as text. */
export function factText(fact: Term): string {
  return shortIds(writeTerm(fact, { spacing: 'next_argument' }));
}

/** Ids are the keys of sessions: wherever they are shown, only their beginning is. */
export function shortIds(text: string): string {
  return text.replace(/'?\b([0-9a-f]{4})(?:-[0-9a-f]{4}){7}\b'?/g, '$1…');
}
