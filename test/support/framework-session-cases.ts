/** What every adapter does: how sessions begin, go on and end, and what the cookie goes with. */
import { describe, expect } from 'vitest';
import { Browser } from './browser.ts';
import type { Reply } from './framework.ts';
import { type EngineHandler, ID } from './framework-shop.ts';
import type { Trials } from './framework-trials.ts';

/** Defines the tests for an adapter. */
export function sessionCases({ check, start, answer }: Trials): void {
  describe('a session', () => {
    check('begins with the first fact, and the cookie says so', async () => {
      const { visitor, engine } = await start();
      const alice = visitor();
      expect(await alice.get('/')).toMatchObject({ status: 200, cookies: [], body: 'nobody: ' });
      expect(engine.size).toBe(0);
      const { body, cookies, cacheControl } = await alice.get('/add', { method: 'POST', body: 'book' });
      expect({ body, cacheControl, size: engine.size }).toEqual({
        body: 'book',
        cacheControl: 'no-store',
        size: 1,
      });
      expect(cookies.map((cookie) => cookie.replace(ID, 'clausal_session=ID'))).toEqual([
        'clausal_session=ID; Path=/; HttpOnly; SameSite=Lax',
      ]);
      expect(cookies[0]).toMatch(ID);
    });

    check('is found by its cookie, which is not sent again', async () => {
      const { visitor } = await start();
      const [alice, bob] = [visitor(), visitor()];
      await alice.get('/add', { method: 'POST', body: 'book' });
      await bob.get('/add', { method: 'POST', body: 'lamp' });
      expect(await alice.get('/')).toMatchObject({ body: 'nobody: book', cookies: [] });
      expect(await bob.get('/')).toMatchObject({ body: 'nobody: lamp', cookies: [] });
      expect((await alice.get('/')).headers).not.toHaveProperty('cache-control');
    });

    check('begins with the first request where that is set', async () => {
      const { visitor, engine } = await start(undefined, { create: 'auto' });
      const alice = visitor();
      expect((await alice.get('/')).cookies).toHaveLength(1);
      expect((await alice.get('/')).cookies).toEqual([]);
      expect(engine.size).toBe(1);
    });

    check('can begin deep in asynchronous code, without the handle', async () => {
      const { cookies, engine } = await answer(async (_visit, engine) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        await Promise.all([1, 2].map(async (n) => engine.sessionAssert({ n })));
        return { body: 'done' };
      });
      expect(cookies).toHaveLength(1);
      expect(engine.query('session_data(S, n(1)), session_data(S, n(2))').count()).toBe(1);
    });

    check('has the facts that are set before it has begun, and nothing before', async () => {
      const seen: unknown[] = [];
      await answer(({ session }) => {
        seen.push(session.id, session.get('user'), session.data('user(_)').count(), session.isAlive);
        session.set({ user: 'alice' });
        seen.push(session.get('user'), session.isAlive);
        return {};
      });
      expect(seen).toEqual([undefined, undefined, 0, false, 'alice', true]);
    });

    check('has a new id after a login, and the old one is dead', async () => {
      const { visitor, port } = await start();
      const alice = visitor();
      await alice.get('/add', { method: 'POST', body: 'book' });
      const before = alice.cookie;
      expect((await alice.get('/login', { method: 'POST', body: 'alice' })).cookies).toHaveLength(1);
      expect(alice.cookie).not.toBe(before);
      expect((await alice.get('/')).body).toBe('alice: book');
      expect((await new Browser(port, before).get('/')).body).toBe('nobody: ');
    });

    check('is another and empty one when it is regenerated, with one cookie', async () => {
      const { visitor, port } = await start();
      const alice = visitor();
      await alice.get('/add', { method: 'POST', body: 'book' });
      const before = alice.cookie;
      expect(await alice.get('/again')).toMatchObject({ body: '', cookies: [expect.stringMatching(ID)] });
      expect((await new Browser(port, before).get('/')).body).toBe('nobody: ');
    });

    check('is over when it is closed, and the browser is told', async () => {
      const { visitor, port, engine } = await start();
      const alice = visitor();
      await alice.get('/add', { method: 'POST', body: 'book' });
      const before = alice.cookie;
      expect((await alice.get('/logout')).cookies).toEqual([
        'clausal_session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax',
      ]);
      expect({ cookie: alice.cookie, size: engine.size }).toEqual({ cookie: undefined, size: 0 });
      expect((await new Browser(port, before).get('/')).body).toBe('nobody: ');
    });

    check('expires when it is not used, and the next one has another id', async () => {
      const { visitor, clock } = await start(undefined, { timeout: 600 });
      const alice = visitor();
      await alice.get('/add', { method: 'POST', body: 'book' });
      const before = alice.cookie;
      clock.now += 599;
      expect((await alice.get('/')).body).toBe('nobody: book');
      clock.now += 601;
      expect((await alice.get('/')).body).toBe('nobody: ');
      await alice.get('/add', { method: 'POST', body: 'lamp' });
      expect(alice.cookie).not.toBe(before);
    });
  });

  describe('the cookie', () => {
    const begins =
      (reply: Reply): EngineHandler =>
      ({ session }) => {
        session.set({ user: 'alice' });
        return reply;
      };

    check('goes with those of the application, and leaves its Cache-Control', async () => {
      const { cookies, cacheControl } = await answer(
        begins({ cookies: ['theme=dark', 'lang=en'], headers: { 'Cache-Control': 'private' } }),
      );
      expect(cookies).toEqual(['theme=dark', 'lang=en', expect.stringMatching(ID)]);
      expect(cacheControl).toBe('private');
    });

    for (const [what, reply] of Object.entries<Reply>({
      'a redirect': { status: 302, headers: { Location: '/elsewhere' } },
      'an answer without content': { status: 204 },
      'an answer that nothing was modified': { status: 304 },
      'what is not found': { status: 404, body: 'no' },
      'an answer of the application’s own that it failed': { status: 500, body: 'no' },
    })) {
      check(`goes with ${what}`, async () => {
        const { status, cookies, body } = await answer(begins(reply));
        expect({ status, body }).toEqual({ status: reply.status, body: reply.body ?? '' });
        expect(cookies).toEqual([expect.stringMatching(ID)]);
      });
    }

    check('goes with the answer to HEAD', async () => {
      const { cookies, body } = await answer(begins({ body: 'body' }), {}, { method: 'HEAD' });
      expect(cookies).toEqual([expect.stringMatching(ID)]);
      expect(body).toBe('');
    });

    check('goes to each visitor by itself when many come at once', async () => {
      const { visitor, engine } = await start();
      const visitors = Array.from({ length: 40 }, visitor);
      await Promise.all(visitors.map((each, i) => each.get('/add', { method: 'POST', body: `thing${i}` })));
      const seen = await Promise.all(visitors.map((each) => each.get('/')));
      expect(seen.map(({ body }) => body)).toEqual(visitors.map((_each, i) => `nobody: thing${i}`));
      expect(engine.size).toBe(40);
    });
  });

  check('requests of one session that overlap lose nothing', async () => {
    const { visitor } = await start();
    const alice = visitor();
    await alice.get('/add', { method: 'POST', body: 'first' });
    const things = Array.from({ length: 40 }, (_each, i) => `thing${i}`);
    await Promise.all(things.map((body) => alice.get('/add', { method: 'POST', body })));
    const { body } = await alice.get('/');
    expect(body.replace('nobody: ', '').split(',').sort()).toEqual(['first', ...things].sort());
  });
}
