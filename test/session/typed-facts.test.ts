/** Facts that are typed: what does not fit is an error of the compiler, and solutions have the types of the facts. */
import { _, type Session, SessionEngine, type Value, v } from 'clausal';
import { expect, expectTypeOf, test } from 'vitest';

type Shop = {
  user: [name: string];
  cart: [item: string, qty: number];
  colour: ['red' | 'green'];
  tags: [tags: string[]];
  open: [boolean];
};

const engine = new SessionEngine<Shop>();

/** Never called: it is the compiler that tests this. */
function compiled(session: Session<Shop>): void {
  engine.sessionAssert({ cart: ['book', 1] });
  engine.sessionAssert({ user: 'alice' });
  engine.sessionAssert({ user: ['alice'] });
  engine.sessionAssert({ tags: [['a', 'b']] });
  engine.sessionAssert('cart(book, 1)');
  // @ts-expect-error: no such functor
  engine.sessionAssert({ card: ['book', 1] });
  // @ts-expect-error: no such functor
  engine.sessionAssert('card(book, 1)');
  // @ts-expect-error: too few arguments
  engine.sessionAssert({ cart: ['book'] });
  // @ts-expect-error: too many arguments
  engine.sessionAssert({ cart: ['book', 1, 2] });
  // @ts-expect-error: no number
  engine.sessionAssert({ cart: ['book', 'one'] });
  // @ts-expect-error: no such colour
  engine.sessionAssert({ colour: 'blue' });
  // @ts-expect-error: a list has to be in brackets
  engine.sessionAssert({ tags: ['a', 'b'] });
  // @ts-expect-error: a pattern of another type
  engine.sessionData({ cart: [1, _] });
  // @ts-expect-error: no such functor
  session.retract('user_name(X)');

  expectTypeOf(engine.sessionData('cart(Item, Qty)').first()!).toExtend<{ Item: string; Qty: number }>();
  expectTypeOf(engine.sessionData('cart(book, Qty)').first()!.Qty).toEqualTypeOf<number>();
  expectTypeOf(engine.sessionData({ cart: [v('Item'), v('Qty')] }).first()!).toExtend<{
    Item: string;
    Qty: number;
  }>();
  expectTypeOf(engine.sessionData({ user: v('Name') }).first()!.Name).toEqualTypeOf<string>();
  expectTypeOf(session.data('colour(C)').first()!.C).toEqualTypeOf<'red' | 'green'>();
  expectTypeOf(session.data('open(Is)').first()!.Is).toEqualTypeOf<string>();
  // @ts-expect-error: the pattern has no such variable
  engine.sessionData('cart(Item, _)').first()!.Qty;
  // @ts-expect-error: the pattern has no such variable
  engine.sessionData({ cart: [v('Item'), _] }).first()!.Qty;
  session.update('cart(book, N)', (found) => ({ cart: ['book', (found?.N ?? 0) + 1] }));
  // @ts-expect-error: a fact of another type
  session.update('cart(book, N)', (found) => ({ cart: ['book', `${found?.N}`] }));

  session.set({ user: 'alice', cart: ['book', 1], tags: [['a', 'b']] });
  session.set('colour', 'red');
  session.set('cart', ['book', 1]);
  // @ts-expect-error: no such functor
  session.set({ user: 'alice', card: 1 });
  // @ts-expect-error: no number
  session.set({ cart: ['book', 'one'] });
  // @ts-expect-error: no such colour
  session.set('colour', 'blue');
  expectTypeOf(session.get('user')).toEqualTypeOf<string | undefined>();
  expectTypeOf(session.get('colour')).toEqualTypeOf<'red' | 'green' | undefined>();
  expectTypeOf(session.get('cart')).toEqualTypeOf<[item: string, qty: number] | undefined>();
  // @ts-expect-error: no such functor
  session.get('card');
  // @ts-expect-error: no such functor
  session.has('card');
  // @ts-expect-error: no such functor
  session.delete('card');
  session.flash('cart', 'book', 1);
  expectTypeOf(session.flash('user')).toEqualTypeOf<string[]>();
  expectTypeOf(session.flash('user', 'alice')).toEqualTypeOf<void>();
  // @ts-expect-error: too few arguments
  session.flash('cart', 'book');
}

/** Never called: without types a handle takes everything that makes a term. */
function compiledUntyped(session: Session): void {
  session.set({ user: 'alice', cart: ['book', 1] });
  session.flash('line', 'book', 1);
  expectTypeOf(session.get('user')).toEqualTypeOf<Value | undefined>();
  // @ts-expect-error: no term
  session.set({ at: new Date() });
}

test('the compiler finds no other errors than those that are expected here', () => {
  expect([compiled, compiledUntyped]).toHaveLength(2);
});

test('without types everything that makes a term is a fact', () => {
  const untyped = new SessionEngine({ profile: 'swi' });
  expect(() => untyped.sessionAssert({ anything: [1, 'x', ['list']] }, 'nobody')).toThrow('nobody');
});
