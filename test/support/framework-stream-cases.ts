/** What every adapter does while bodies stream. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, expect } from 'vitest';
import { ID, items, textOfCall } from './framework-shop.ts';
import type { Trials } from './framework-trials.ts';
import { textOf } from './http.ts';

/** Defines the tests for an adapter. */
export function streamCases({ check, start, answer }: Trials): void {
  describe('a body that streams', () => {
    check('comes after the cookie, part by part', async () => {
      let finish = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const { port } = await start(({ session }) => {
        session.set({ user: 'alice' });
        return {
          async stream(write) {
            await write('first');
            await finished;
            await write('second');
          },
        };
      });
      const response = await responseOf(port);
      expect(response.headers['set-cookie']).toEqual([expect.stringMatching(ID)]);
      expect(String((await once(response, 'data'))[0])).toBe('first');
      finish();
      expect(await textOf(response)).toBe('second');
    });

    check('has the session while it is written: events that a server sends', async () => {
      let note = () => {};
      const noted = new Promise<void>((resolve) => {
        note = resolve;
      });
      const { visitor } = await start(async ({ path, session, text }, engine) => {
        if (path === '/add') {
          session.assert({ cart: await text() });
          if (session.data('cart(_)').count() > 1) note();
          return {};
        }
        return {
          headers: { 'Content-Type': 'text/event-stream' },
          async stream(write) {
            await write(`data: ${engine.sessionData('cart(_)').count()}\n\n`);
            await noted;
            engine.sessionAssert({ cart: 'sent' });
            await write(`data: ${items(session)}\n\n`);
          },
        };
      });
      const alice = visitor();
      await alice.get('/add', { method: 'POST', body: 'book' });
      const events = alice.get('/events');
      await alice.get('/add', { method: 'POST', body: 'lamp' });
      const { headers, body } = await events;
      expect(headers['content-type']).toMatch(/^text\/event-stream/);
      expect(body).toMatch(/^data: [12]\n\ndata: book,lamp,sent\n\n$/);
    });

    check('cannot begin a session: the headers are sent', async () => {
      const { cookies, body, engine } = await answer(({ session }) => ({
        async stream(write) {
          await write('first ');
          await new Promise((resolve) => setTimeout(resolve, 20));
          await write(textOfCall(() => session.set({ user: 'alice' })));
        },
      }));
      expect(body).toBe(
        "first PrologError: No permission to open http_session `header' (the headers are sent)",
      );
      expect({ cookies, size: engine.size }).toEqual({ cookies: [], size: 0 });
    });

    check('has the session of the handle when it is asked for piece by piece', async () => {
      const { body } = await answer(({ session }) => {
        session.set({ user: 'alice' });
        return {
          async *pulled() {
            yield '1 ';
            await null;
            yield `${session.get('user')}`;
          },
        };
      });
      expect(body).toBe('1 alice');
    });

    check('has the current session when it is asked for piece by piece', async () => {
      const { body } = await answer(({ session }, engine) => {
        session.set({ user: 'alice' });
        return {
          async *pulled() {
            yield '1 ';
            yield textOfCall(() => engine.sessionData('user(_)').count());
          },
        };
      });
      expect(body).toBe('1 1');
    });
  });
}

async function responseOf(port: number): Promise<IncomingMessage> {
  const sent = request({ host: '127.0.0.1', port, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}
