/** The cart of the current session, in facts `cart(Item, Quantity)`, and the orders that become of it, `order(Number, Item, Quantity)`. */
import { _, v } from '../index.ts';
import { type Article, articleOf, catalogue } from './catalogue.ts';
import type { ShopEngine } from './facts.ts';

/** An article, and how many of it. */
export interface Line {
  readonly article: Article;
  readonly quantity: number;
}

export interface Order {
  readonly number: number;
  readonly lines: readonly Line[];
}

/** Nobody can have more of an article in the cart. */
export const MOST = 99;

/** In the order of the catalogue: that of the facts changes with each change. */
export function cartLines(engine: ShopEngine): Line[] {
  return catalogue.flatMap((article) => {
    const quantity = quantityOf(engine, article.id);
    return quantity === 0 ? [] : [{ article, quantity }];
  });
}

/** Puts more of an article into the cart; less, when `quantity` is negative. With none left it is taken out. */
export function addToCart(engine: ShopEngine, item: string, quantity: number): void {
  const sum = quantityOf(engine, item) + quantity;
  if (engine.inSession() !== undefined) engine.sessionRetractall({ cart: [item, _] });
  // A visitor without a session gets one here, with its first fact.
  if (sum > 0) engine.sessionAssert({ cart: [item, Math.min(sum, MOST)] });
}

/** Makes an order of what is in the cart, and answers its number; undefined when nothing is. */
export function checkOut(engine: ShopEngine): number | undefined {
  const lines = cartLines(engine);
  if (lines.length === 0) return undefined;
  const number = nextOrder++;
  for (const { article, quantity } of lines) engine.sessionAssert({ order: [number, article.id, quantity] });
  engine.sessionRetractall({ cart: [_, _] });
  return number;
}

/** The newest first. */
export function orders(engine: ShopEngine): Order[] {
  if (engine.inSession() === undefined) return [];
  const found = new Map<number, Line[]>();
  for (const { N, Item, Quantity } of engine.sessionData('order(N, Item, Quantity)')) {
    found.set(N, [...(found.get(N) ?? []), ...lineOf(Item, Quantity)]);
  }
  return [...found].map(([number, lines]) => ({ number, lines })).reverse();
}

/** What the lines cost together. */
export function totalCents(lines: readonly Line[]): number {
  return lines.reduce((sum, { article, quantity }) => sum + article.cents * quantity, 0);
}

let nextOrder = 1001;

function quantityOf(engine: ShopEngine, item: string): number {
  if (engine.inSession() === undefined) return 0;
  return engine.sessionData({ cart: [item, v('Quantity')] }).first()?.Quantity ?? 0;
}

function lineOf(item: string, quantity: number): Line[] {
  const article = articleOf(item);
  return article === undefined ? [] : [{ article, quantity }];
}
