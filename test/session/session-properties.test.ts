/** A session whose facts are properties: what passport and other code for express-session make of it. */
import { type Session, SessionEngine } from 'clausal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withProperties } from '../../src/session/session-properties.ts';
import { holds } from '../support/property.ts';
import { SessionClient } from '../support/session-client.ts';

/** What code without types knows of it. */
interface Bag {
  [key: string]: unknown;
  items?: string[];
  user?: { name: string; address?: { street: string; at?: number[] } };
}

/** Runs something in a request, with the handle, the same with properties, and the ones that come after it. */
function visit(fn: (session: Session, bag: Bag, next: Session[]) => void): void {
  const engine = new SessionEngine({ gc: 'passive' });
  new SessionClient(engine).request(() => {
    const session = engine.session();
    const next: Session[] = [];
    fn(session, withProperties(session, (each) => next.push(each)) as unknown as Bag, next);
  });
}

function factsOf(session: Session): string[] {
  return [...session.data('Fact')].map(({ term }) => String(term));
}

test('properties are facts', () => {
  visit((session, bag) => {
    bag.views = 1;
    bag.name = 'Alice';
    bag.isOpen = true;
    bag.items = ['a', 'true'];
    bag.views = 2;
    expect(factsOf(session)).toEqual(["name('Alice')", 'isOpen(true)', 'items([a,"true"])', 'views(2)']);
    session.set('views', 3);
    session.assert('cart(pencil, 12)');
    expect([bag.views, bag.name, bag.isOpen, bag.items, bag.cart, bag.nothing]).toEqual([
      3,
      'Alice',
      true,
      ['a', 'true'],
      undefined,
      undefined,
    ]);
    delete bag.views;
    bag.name = undefined;
    bag.cart = undefined;
    expect(factsOf(session)).toEqual(['isOpen(true)', 'items([a,"true"])', 'cart(pencil,12)']);
  });
});

test('whatever is JSON comes back', () => {
  visit((_session, bag) => {
    holds(fc.jsonValue(), 300, (value) => {
      bag.value = value;
      expect(bag.value).toEqual(JSON.parse(JSON.stringify(value)));
    });
  });
});

test('what is changed inside of one is changed in the fact', () => {
  visit((session, bag) => {
    bag.items = [];
    bag.items.push('a', 'b');
    bag.items[0] = 'c';
    expect(factsOf(session)).toEqual(['items([c,b])']);
    bag.user = { name: 'alice' };
    bag.user.address = { street: 'High Street' };
    bag.user.address.at = [1];
    bag.user.address.at.push(2);
    delete (bag.user as { name?: string }).name;
    expect(factsOf(session)[1]).toBe("user(json([address=json([street='High Street',at=[1,2]])]))");
    bag.items.length = 0;
    expect(bag.items).toEqual([]);
  });
});

test('reading begins no session, and writing does', () => {
  visit((session, bag) => {
    expect([bag.views, 'views' in bag, Object.keys(bag), JSON.stringify(bag)]).toEqual([
      undefined,
      false,
      [],
      '{}',
    ]);
    delete bag.views;
    expect(session.id).toBeUndefined();
    bag.views = 1;
    expect(session.isAlive).toBe(true);
  });
});

test('they can be listed and copied; facts that are no JSON are not among them', () => {
  visit((session, bag) => {
    bag.views = 1;
    bag.items = ['a'];
    for (const fact of ['admin', 'cart(pencil, 12)', 'at(point(1, 2))', 'open(X)']) session.assert(fact);
    session.setSession({ timeout: 60 });
    expect({ ...bag }).toEqual({ views: 1, items: ['a'] });
    expect(JSON.parse(JSON.stringify(bag))).toEqual({ views: 1, items: ['a'] });
    expect(['views' in bag, 'admin' in bag, 'cart' in bag]).toEqual([true, false, false]);
  });
});

test.each(['id', 'get', 'data', 'regenerate', 'constructor', '__proto__', 'toString'])(
  'the name %s is taken',
  (name) => {
    visit((_session, bag) => {
      expect(() => {
        bag[name] = 'x';
      }).toThrow(TypeError);
      expect(() => {
        delete bag[name];
      }).toThrow(TypeError);
    });
  },
);

test('it is a session still', () => {
  visit((session, bag) => {
    const handle = bag as unknown as Session;
    handle.set({ user: 'alice' });
    expect([handle.id === session.id, handle.get('user'), handle.data('user(U)').count()]).toEqual([
      true,
      'alice',
      1,
    ]);
  });
});

test('after regenerate there is another one, into which all facts can be copied', () => {
  visit((session, bag, next) => {
    bag.views = 1;
    session.assert('cart(pencil, 12)');
    (bag as unknown as Session).regenerate();
    expect(factsOf(session)).toEqual([]);
    expect(next.length).toBe(1);
    Object.assign(next[0]!, bag);
    expect(factsOf(session)).toEqual(['views(1)', 'cart(pencil,12)']);
    expect({ ...next[0] }).toEqual({ views: 1 });
  });
});

test('a regenerate that fails leaves things as they are', () => {
  const engine = new SessionEngine({ gc: 'passive' });
  new SessionClient(engine).request((request) => {
    const session = engine.session();
    const next: Session[] = [];
    const bag = withProperties(session, (each) => next.push(each)) as unknown as Bag;
    bag.views = 1;
    request.send();
    expect(() => (bag as unknown as Session).regenerate()).toThrow('the headers are sent');
    expect([next.length, bag.views]).toEqual([0, 1]);
  });
});
