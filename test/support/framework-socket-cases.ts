/** What every adapter does for WebSockets. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { SessionEngine } from 'clausal';
import { upgradeSession } from 'clausal/node';
import { describe, expect } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { Browser } from './browser.ts';
import { items, textOfCall } from './framework-shop.ts';
import type { Trials } from './framework-trials.ts';

/** Defines the tests for an adapter. */
export function socketCases({ check, start }: Trials): void {
  describe('a WebSocket', () => {
    /** What the socket is told, one message after the other. */
    async function open(server: Server, engine: SessionEngine) {
      const sockets = new WebSocketServer({ noServer: true });
      const upgrade = upgradeSession(engine)((incoming, socket, head) => {
        sockets.handleUpgrade(incoming, socket, head, (client) => {
          client.on('message', (data) => {
            const answered = textOfCall(() => {
              if (String(data) !== '?') engine.sessionAssert({ cart: String(data) });
              return `${incoming.session.get('user')}: ${items(incoming.session)}`;
            });
            client.send(answered);
          });
        });
      });
      server.on('upgrade', upgrade);
    }

    async function talk(port: number, { headers }: Browser, ...messages: string[]): Promise<string[]> {
      const client = new WebSocket(`ws://127.0.0.1:${port}/socket`, { headers });
      await once(client, 'open');
      const answers: string[] = [];
      for (const message of messages) {
        client.send(message);
        answers.push(String((await once(client, 'message'))[0]));
      }
      client.terminate();
      return answers;
    }

    check('has the session of the request that asked for it, and adds to it', async () => {
      const { server, engine, port, visitor } = await start();
      await open(server, engine);
      const alice = visitor();
      await alice.get('/login', { method: 'POST', body: 'alice' });
      expect(await talk(port, alice, '?', 'book', 'lamp')).toEqual([
        'alice: ',
        'alice: book',
        'alice: book,lamp',
      ]);
      expect((await alice.get('/')).body).toBe('alice: book,lamp');
    });

    check('cannot begin a session, and has none that has ended', async () => {
      const { server, engine, port, visitor } = await start();
      await open(server, engine);
      const alice = visitor();
      expect((await talk(port, alice, 'book'))[0]).toMatch(/No permission to open http_session/);
      await alice.get('/login', { method: 'POST', body: 'alice' });
      const stale = new Browser(port, alice.cookie);
      await alice.get('/logout');
      expect(await talk(port, stale, '?')).toEqual(['undefined: ']);
      expect(engine.size).toBe(0);
    });
  });
}
