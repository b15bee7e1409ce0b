/** A few customers with sessions of their own, so that there is something to ask about from the start. */
import type { Seconds, SessionRequest } from '../index.ts';
import { type ShopEngine, shopEngine } from './facts.ts';

interface Customer {
  readonly name: string;
  readonly address: string;
  /** How long ago they came. */
  readonly idle: Seconds;
  readonly cart: readonly (readonly [item: string, quantity: number])[];
  readonly orders?: readonly (readonly [number: number, item: string, quantity: number])[];
}

const customers: readonly Customer[] = [
  {
    name: 'alice',
    address: '192.0.2.17',
    idle: 1320,
    cart: [
      ['prolog_book', 1],
      ['pencil', 12],
    ],
  },
  {
    name: 'bob',
    address: '198.51.100.4',
    idle: 790,
    cart: [
      ['pencil', 3],
      ['eraser', 3],
    ],
    orders: [[998, 'tree', 1]],
  },
  {
    name: 'Grace H.',
    address: '203.0.113.80',
    idle: 245,
    cart: [
      ['lamp', 1],
      ['index_cards', 4],
      ['mug', 2],
    ],
  },
  {
    name: 'Kurt',
    address: '203.0.113.31',
    idle: 95,
    cart: [],
    orders: [
      [999, 'fountain_pen', 1],
      [999, 'ink', 2],
      [1000, 'notebook', 5],
    ],
  },
  { name: 'alice', address: '192.0.2.200', idle: 12, cart: [['notebook', 2]] },
];

/** An engine in which they have been already. Their sessions stay, however long the demo runs. */
export function busyEngine(): ShopEngine {
  let ago = 0;
  const engine = shopEngine(() => Date.now() / 1000 - ago);
  for (const { name, address, idle, cart, orders = [] } of customers) {
    ago = idle;
    engine.enter(requestFrom(address), () => {
      engine.sessionAssert({ user: [name] });
      engine.setSession({ timeout: 0 });
      engine.setSession({ absolute_timeout: 0 });
      for (const [item, quantity] of cart) engine.sessionAssert({ cart: [item, quantity] });
      for (const [number, item, quantity] of orders)
        engine.sessionAssert({ order: [number, item, quantity] });
    });
  }
  ago = 0;
  return engine;
}

function requestFrom(address: string): SessionRequest {
  return {
    path: '/',
    cookie: undefined,
    address,
    forwardedFor: undefined,
    isSecure: false,
    isOpen: true,
    setCookie() {},
  };
}
