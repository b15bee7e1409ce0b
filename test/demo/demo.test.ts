/** The demo as its visitors have it: the shop is started in this process and visited by fetch, each visitor with cookies. */
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../src/demo/catalogue.ts';
import { busyEngine } from '../../src/demo/customers.ts';
import type { ShopEngine } from '../../src/demo/facts.ts';
import { serve } from '../../src/demo/server.ts';

const LOCAL = '127.0.0.1';

let engine: ShopEngine;
let server: Server;
let url: string;

beforeAll(async () => {
  engine = busyEngine();
  ({ server, url } = await serve(engine, { host: LOCAL, port: 0 }));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  engine.close();
});

/** A browser without JavaScript: keeps the cookie, and goes where it is sent. */
class Visitor {
  cookie = '';
  /** The page it looks at. */
  page = '';
  path = '';

  async get(path: string): Promise<Response> {
    return this.#load(path, {});
  }

  async post(path: string, fields: Record<string, string>): Promise<Response> {
    return this.#load(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  async ask(question: string): Promise<string> {
    await this.get(`/facts?q=${encodeURIComponent(question)}`);
    return /<section class="answer".*?<\/section>/s.exec(this.page)?.[0] ?? '';
  }

  /** The values in the table of the answer. */
  async solutions(question: string): Promise<string[][]> {
    const answer = await this.ask(question);
    return [...answer.matchAll(/<tr>((?:<td>.*?<\/td>)+)<\/tr>/g)].map(([, values]) =>
      [...values!.matchAll(/<td>(.*?)<\/td>/g)].map(([, value]) => value!),
    );
  }

  async #load(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url + path, {
      ...init,
      redirect: 'manual',
      headers: { cookie: this.cookie },
    });
    for (const header of response.headers.getSetCookie()) this.cookie = header.split(';')[0]!;
    this.page = await response.text();
    this.path = path;
    if (response.status !== 303) return response;
    return this.#load(response.headers.get('location')!.replace(/#.*/, ''), {});
  }
}

async function visitor(name: string): Promise<Visitor> {
  const someone = new Visitor();
  await someone.post('/login', { name });
  return someone;
}

describe('a visit', () => {
  test('leads from the catalogue through cart and login to an order', async () => {
    const ada = new Visitor();
    await ada.get('/');
    for (const { name } of catalogue) expect(ada.page).toContain(`<h2>${name}</h2>`);
    expect(ada.cookie).toBe('');

    await ada.post('/cart', { item: 'pencil', quantity: '3' });
    expect(ada.page).toContain('3 in the cart');
    await ada.post('/cart', { item: 'lamp', quantity: '1' });
    await ada.post('/cart/change', { item: 'pencil', by: '1' });
    await ada.post('/cart/change', { item: 'lamp', by: '-1' });
    expect(ada.path).toBe('/cart');
    expect(ada.page).toContain('<output>4</output>');
    expect(ada.page).toContain('€5.00');
    expect(ada.page).not.toContain('Desk lamp');

    await ada.post('/checkout', {});
    expect(ada.path).toBe('/login?next=cart');
    const before = ada.cookie;
    await ada.post('/login', { name: '  Ada   L. ', next: 'cart' });
    expect(ada.path).toBe('/cart');
    expect(ada.page).toContain('Welcome, Ada L.');
    expect(ada.page).toContain('<output>4</output>');
    expect(ada.cookie).not.toBe(before);

    await ada.post('/checkout', {});
    expect(ada.path).toBe('/orders');
    expect(ada.page).toMatch(/Thank you! Order \d+/);
    expect(ada.page).toContain('4 × €1.25');
    await ada.get('/orders');
    expect(ada.page).not.toContain('Thank you!');
    await ada.get('/cart');
    expect(ada.page).toContain('There is nothing in it yet');

    await ada.post('/logout', {});
    expect(ada.page).toContain('Log in');
    expect(await ada.solutions("user('Ada L.')")).toEqual([]);
  });

  test('is nobody else’s', async () => {
    const [one, two] = [await visitor('one'), await visitor('two')];
    await one.post('/cart', { item: 'mug', quantity: '7' });
    await two.post('/cart', { item: 'ruler', quantity: '2' });
    await one.get('/cart');
    expect(one.page).toContain('Mug');
    expect(one.page).not.toContain('Ruler');
    await two.get('/cart');
    expect(two.page).toContain('Ruler');
    expect(two.page).not.toContain('Mug');
  });

  test('ends for the id that was there before the login', async () => {
    const guest = new Visitor();
    await guest.post('/cart', { item: 'mug', quantity: '1' });
    const stolen = new Visitor();
    stolen.cookie = guest.cookie;
    await guest.post('/login', { name: 'guest' });
    await stolen.get('/cart');
    expect(stolen.page).toContain('There is nothing in it yet');
    await guest.get('/cart');
    expect(guest.page).toContain('Mug');
  });

  test('never has more than 99 of a thing', async () => {
    const greedy = await visitor('greedy');
    await greedy.post('/cart', { item: 'mug', quantity: '99' });
    await greedy.post('/cart', { item: 'mug', quantity: '99' });
    await greedy.get('/cart');
    expect(greedy.page).toContain('<output>99</output>');
  });
});

describe('what visitors type', () => {
  test('is text and never markup, nor Prolog', async () => {
    const name = `<script>alert("1")</script>'), x`;
    const mallory = await visitor(name);
    await mallory.post('/cart', { item: 'mug', quantity: '1' });
    for (const path of [
      '/',
      '/cart',
      '/facts',
      '/facts?q=user(Name)',
      `/facts?q=${encodeURIComponent(`"${name}`)}`,
    ]) {
      await mallory.get(path);
      expect(mallory.page).not.toContain('<script');
      expect(mallory.page).toContain('&lt;script&gt;alert(');
    }
    expect(
      await mallory.solutions('session_data(S, user(U)), session_data(S, cart(mug, 1)), U @< a'),
    ).toHaveLength(1);
  });

  test.each(['', '   ', 'x'.repeat(41), 'a\u202eb'])('is refused as a name: %j', async (name) => {
    const nobody = new Visitor();
    expect((await nobody.post('/login', { name })).status).toBe(422);
    expect(nobody.page).toContain('aria-invalid="true"');
    expect(nobody.cookie).toBe('');
  });

  test.each([
    { item: 'unicorn', quantity: '1' },
    { item: 'mug', quantity: '0' },
    { item: 'mug', quantity: '-1' },
    { item: 'mug', quantity: '1e1' },
    { item: 'mug', quantity: '100' },
    { item: '__proto__', quantity: '1' },
    {},
  ])('is refused as a thing to buy: %j', async (fields) => {
    const nobody = new Visitor();
    expect((await nobody.post('/cart', fields as Record<string, string>)).status).toBe(422);
    expect(nobody.cookie).toBe('');
  });

  test('is limited in length and kind', async () => {
    expect((await new Visitor().post('/login', { name: 'x'.repeat(10_000) })).status).toBe(413);
    const json = await fetch(`${url}/login`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(json.status).toBe(415);
  });
});

describe('requests', () => {
  test('for unknown pages and by other methods are refused', async () => {
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${url}/__proto__`)).status).toBe(404);
    const put = await fetch(`${url}/cart`, { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect((await fetch(`${url}/`, { method: 'HEAD' })).status).toBe(200);
  });

  test('are answered without scripts and styles of others', async () => {
    const { headers } = await fetch(`${url}/`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'");
    expect((await fetch(`${url}/style.css`)).headers.get('content-type')).toContain('text/css');
  });

  test('go to the next port where one is taken', async () => {
    const port = Number(new URL(url).port);
    const next = await serve(engine, { host: LOCAL, port });
    next.server.close();
    expect(Number(new URL(next.url).port)).toBeGreaterThan(port);
  });
});

describe('/facts', () => {
  const someone = new Visitor();

  test('shows the facts of all sessions', async () => {
    await someone.get('/facts');
    expect(someone.page).toContain('cart(pencil, 12).');
    expect(someone.page).toContain('192.0.2.17 · idle for 22 minutes');
    expect(someone.page).not.toContain('$setting');
  });

  test('asks a pattern of all sessions', async () => {
    const solutions = await someone.solutions('cart(prolog_book, Qty)');
    expect(solutions).toEqual([[expect.stringMatching(/^[0-9a-f]{4}…$/), '1']]);
  });

  test('asks goals', async () => {
    const goal = 'session_data(S, user(alice)), session_data(S, cart(I, N)), N > 2';
    expect(await someone.solutions(goal)).toEqual([[expect.any(String), 'pencil', '12']]);
    expect(await someone.solutions('session_data(S, user(bob)), total(S, Cents)')).toEqual([
      [expect.any(String), '645'],
    ]);
    expect(await someone.solutions('aggregate_all(count, session_data(_, user(alice)), N)')).toEqual([['2']]);
    expect(await someone.ask('session_data(_, user(bob))')).toContain('The goal is true');
    expect(await someone.ask('session_data(_, user(nobody))')).toContain('The goal is false');
    expect(await someone.ask('likes(X, Y)')).toContain('No session has a fact that matches');
  });

  test('has examples that all have an answer', async () => {
    await someone.get('/facts');
    const links = [...someone.page.matchAll(/href="\/facts\?q=([^"]+)"/g)].map(([, q]) =>
      decodeURIComponent(q!),
    );
    expect(links.length).toBeGreaterThan(5);
    for (const question of links.slice(0, -1)) {
      expect((await someone.solutions(question)).length, question).toBeGreaterThan(0);
    }
    expect(await someone.ask(links.at(-1)!)).toContain('went too far');
  });

  test.each([
    ['cart(Item', 'could not be read', 'unexpected end of the text'],
    ['session_data(S, cart(I, N)), likes(I)', 'no such predicate', 'Unknown procedure: likes/1'],
    ['p :- q', 'no such predicate', 'A rule is a clause'],
    ['session_data(S, X), Y is X + 1', 'met an error', 'is not a function'],
    ['N > 2', 'no value yet', 'not sufficiently instantiated'],
    ['X', 'no value yet', 'not sufficiently instantiated'],
    ['42', 'met an error', 'callable'],
    ['between(1, inf, N), N < 0', 'went too far', 'Not enough resources'],
    ['between(1, 300, N)', 'There are more', 'solutions'],
    ['x'.repeat(1001), 'long question', '1000'],
  ])('says what is wrong with %.40s', async (question, title, message) => {
    const answer = await someone.ask(question);
    expect(answer).toContain(title);
    expect(answer).toContain(message);
  });

  test('shows solutions that came before an error', async () => {
    expect(await someone.solutions('between(1, 300, N)')).toHaveLength(200);
  });

  test.each([
    ['X is 7 ** 1000000', 'an integer of'],
    ['X = f(X)', 'f(f('],
    ['numbers(X) = numbers(L), length(L, 5000)', ' …'],
    ['A = f(B,B,B), B = f(C,C,C), C = f(D,D,D), D = f(E,E,E), E = f(F,F,F), F = f(A,A,A)', '…'],
    ['functor(X, f, 10000)', '…'],
  ])('shows the beginning of what has no end: %s', async (goal, text) => {
    const answer = await someone.ask(goal);
    expect(answer).toContain(text);
    expect(answer.length).toBeLessThan(5000);
  });

  test('gives no ids of sessions away', async () => {
    const ids = engine
      .query('current_session(Id, _)')
      .toArray()
      .map(({ Id }) => String(Id));
    expect(ids.length).toBeGreaterThan(4);
    for (const question of [
      'current_session(Id, P)',
      'findall(I-I, current_session(I, _), L)',
      'last_used(I, _), X is I',
    ]) {
      await someone.ask(question);
      for (const id of ids) expect(someone.page).not.toContain(id);
    }
  });
});
