/** What every adapter does when handlers fail, clients leave, and proxies tell of others. */
import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import { type EngineHandler, ID, shop } from './framework-shop.ts';
import type { Trials } from './framework-trials.ts';

/** Defines the tests for an adapter. */
export function troubleCases({ check, start, answer }: Trials): void {
  describe('a handler that fails', () => {
    check('leaves the cookie and the facts that it had added', async () => {
      for (const isAsync of [false, true]) {
        const { status, cookies, engine } = await answer(({ session }) => {
          session.set({ user: 'alice' });
          const error = new Error('failed on purpose');
          if (isAsync) return Promise.reject(error);
          throw error;
        });
        expect(status).toBe(500);
        expect(cookies).toEqual([expect.stringMatching(ID)]);
        expect(engine.query('session_data(_, user(alice))').count()).toBe(1);
      }
    });

    check('does not disturb the next request', async () => {
      const { visitor } = await start((visit, engine) => {
        if (visit.path === '/fail') throw new Error('failed on purpose');
        return shop(visit, engine);
      });
      const alice = visitor();
      await alice.get('/add', { method: 'POST', body: 'book' });
      expect(await alice.get('/fail')).toMatchObject({ status: 500, cookies: [] });
      expect((await alice.get('/')).body).toBe('nobody: book');
    });
  });

  check('a client that has gone cannot be given a session', async () => {
    let tried = (_error: unknown) => {};
    const outcome = new Promise<unknown>((resolve) => {
      tried = resolve;
    });
    const { port, engine } = await start(async ({ session }) => {
      client.destroy();
      await new Promise((resolve) => setTimeout(resolve, 50));
      try {
        session.set({ user: 'alice' });
      } catch (error) {
        tried(error);
      }
      tried(undefined);
      return { body: 'late' };
    });
    const client = connect(port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await outcome).toMatchObject({ message: expect.stringContaining('open http_session') });
    expect(engine.size).toBe(0);
  });

  describe('behind a proxy', () => {
    const headers = { 'X-Forwarded-For': '10.0.0.7', 'X-Forwarded-Proto': 'https' };
    const peer: EngineHandler = ({ session }) => {
      session.set({ user: 'alice' });
      return { body: String(session.peer) };
    };

    check('that is not trusted the client is the proxy', async () => {
      const { body, cookies } = await answer(peer, {}, { headers });
      expect(body).toBe('ip(127,0,0,1)');
      expect(cookies).toEqual([expect.stringMatching(/^clausal_session=/)]);
    });

    check('that the framework trusts, address and encryption are what it says', async () => {
      const { body, cookies } = await answer(peer, { trusts: true }, { headers });
      expect(body).toBe('ip(10,0,0,7)');
      expect(cookies).toEqual([
        expect.stringMatching(/^__Host-clausal_session=.*; HttpOnly; Secure; SameSite=Lax$/),
      ]);
    });

    check('that the engine trusts, the address is what it says', async () => {
      const { body } = await answer(peer, { proxyEnabled: true }, { headers });
      expect(body).toBe('ip(10,0,0,7)');
    });
  });
}
