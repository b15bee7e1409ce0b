/** The library in the host: what programs may do to it, and what it leaves behind. */
import { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { TauProlog } from '../../../src/prolog/tau.ts';

const host = () => new TauProlog(new SessionEngine({ profile: 'swi' }));

test('clauses of a program come before those of the library', async () => {
  const prolog = host();
  await prolog.consult('append(X, Y, mine(X, Y)). last(X, [X|_]).');
  expect(await prolog.query('append([1], [2], Z)').toArray()).toMatchObject([{ Z: { mine: [[1], [2]] } }]);
  // The library itself does not stumble over them.
  expect(await prolog.query('max_member(Max, [1, 3, 2])').toArray()).toMatchObject([{ Max: 3 }]);
});

test('a module in front of a goal of the library is let pass', async () => {
  expect(await host().query('lists:append(X, [c], [a, b, c])').toArray()).toMatchObject([{ X: ['a', 'b'] }]);
});

test('solutions are found as they are asked for', async () => {
  const prolog = host();
  expect(await prolog.query('limit(3, (repeat, true))').count()).toBe(3);
  expect(await prolog.query('call_nth(between(1, inf, X), 4)').toArray()).toMatchObject([{ X: 4 }]);
  expect(await prolog.query('distinct(X, (between(1, inf, N), X is N mod 3))').first()).toMatchObject({
    X: 1,
  });
  expect(await prolog.query('findnsols(2, X, between(1, inf, X), L)').first()).toMatchObject({ L: [1, 2] });
});

test('what counts solutions leaves nothing behind', async () => {
  const prolog = host();
  for (const goal of [
    'limit(2, repeat)',
    'limit(2, fail)',
    'once(limit(5, repeat))',
    'call_nth(repeat, 3)',
  ]) {
    await prolog.query(goal).toArray();
  }
  await prolog.query('catch(limit(2, throw(no)), _, true)').toArray();
  await prolog.query('limit(9, repeat)').first();
  const left = await prolog.query("nb_current(Key, _), Key \\== '$keys'").toArray();
  expect(left.map(({ Key }) => Key)).toEqual([]);
});

test('aggregate_all/3 calls goals with side effects and cuts', async () => {
  const prolog = host();
  await prolog.consult('p(1). p(2). p(3). first(X) :- p(X), !. seen(_) :- fail. :- dynamic(noted/1).');
  expect(await prolog.query('aggregate_all(count, (p(X), assertz(noted(X))), N)').toArray()).toMatchObject([
    { N: 3 },
  ]);
  expect(await prolog.query('aggregate_all(sum(X), noted(X), S)').toArray()).toMatchObject([{ S: 6 }]);
  expect(await prolog.query('aggregate_all(bag(X), (p(X), !), L)').toArray()).toMatchObject([{ L: [1] }]);
  expect(await prolog.query('aggregate_all(max(X), first(X), M)').toArray()).toMatchObject([{ M: 1 }]);
});

test('a program may have types of its own', async () => {
  const prolog = host();
  await prolog.consult(':- multifile error:has_type/2. error:has_type(even, X) :- integer(X), 0 is X mod 2.');
  expect(await prolog.query('must_be(even, 2)').exists()).toBe(true);
  await expect(prolog.query('must_be(even, 3)').exists()).rejects.toThrow('Type error: `even');
  await expect(prolog.query('must_be(odd, 3)').exists()).rejects.toThrow('type `odd');
});

test('debug/3 is silent until its topic is asked for', async () => {
  let written = '';
  const prolog = new TauProlog(new SessionEngine({ profile: 'swi' }), {
    errorOutput: (text) => {
      written += text;
    },
  });
  const say = () => prolog.query('debug(shop(cart), "~w items", [3])').exists();
  expect(await say()).toBe(true);
  expect(written).toBe('');
  await prolog.query('debug(shop(_))').exists();
  await say();
  expect(written).toBe('% 3 items\n');
  await prolog.query('nodebug(shop(_))').exists();
  await say();
  expect(written).toBe('% 3 items\n');
});

test('assertion/1 says which goal was not true, and throws', async () => {
  let written = '';
  const prolog = new TauProlog(new SessionEngine({ profile: 'swi' }), {
    errorOutput: (text) => {
      written += text;
    },
  });
  expect(await prolog.query('assertion(X = 1), var(X)').exists()).toBe(true);
  await expect(prolog.query('assertion(1 > 2)').exists()).rejects.toThrow();
  expect(written).toContain('Assertion failed: user:(1>2)');
});
