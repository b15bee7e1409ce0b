/** A long run over HTTP: 100,000 requests of 1,000 clients, whose sessions begin, are renewed, end and expire all along. */
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { expect, test } from 'vitest';
import { heapInUse } from '../support/garbage.ts';
import { Random, seedOfRun } from '../support/random.ts';

const REQUESTS = 100_000;
const CLIENTS = 1000;
const AT_ONCE = 64;

interface Client {
  cookie: string | undefined;
  /** What the client knows of its counter. */
  count: number;
}

test('no request fails, no count is wrong, and the heap stays as it was after the first quarter', async () => {
  const random = new Random(seedOfRun());
  const clock = { now: 1_000_000 };
  const engine = new SessionEngine({
    timeout: 100,
    absoluteTimeout: 1000,
    gc: 'passive',
    now: () => clock.now,
  });
  const server = createServer(
    nodeSession(engine)((request, response) => {
      if (request.url === '/leave') {
        if (engine.inSession() !== undefined) engine.session().close();
      } else {
        if (engine.inSession() === undefined) engine.sessionAssert({ count: 0 });
        if (request.url === '/renew') engine.session().renew();
        engine.session().update('count(N)', (found) => ({ count: (found!.N as number) + 1 }));
      }
      response.end(String(engine.inSession() === undefined ? 0 : engine.sessionData('count(N)').first()!.N));
    }),
  );
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  const ask = (client: Client, path: string) =>
    new Promise<void>((done, fail) => {
      const headers = client.cookie === undefined ? {} : { cookie: client.cookie };
      get({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          body += part;
        });
        response.on('end', () => {
          const [set] = response.headers['set-cookie'] ?? [];
          const isNew = set !== undefined && path !== '/renew';
          const expected = path === '/leave' ? 0 : isNew ? 1 : client.count + 1;
          // A session that expired and began again while it was renewed counts from the start.
          const isRight = Number(body) === expected || (path === '/renew' && body === '1');
          if (response.statusCode !== 200 || !isRight) {
            fail(new Error(`${path}: ${response.statusCode} ${body}, not ${expected}`));
          }
          if (set !== undefined) client.cookie = set.split(';')[0];
          client.count = Number(body);
          done();
        });
      }).on('error', fail);
    });

  const clients = Array.from({ length: CLIENTS }, (): Client => ({ cookie: undefined, count: 0 }));
  const free = clients.map((_client, i) => i);
  let sent = 0;
  const heaps: number[] = [];
  const worker = async (until: number) => {
    while (sent < until) {
      sent++;
      if (sent % 100 === 0) clock.now += 7; // a client comes back after about 70 s, or some minutes
      const at = random.below(free.length);
      const client = clients[free[at]!]!;
      const [index] = free.splice(at, 1);
      const path = random.chance(0.02) ? '/leave' : random.chance(0.05) ? '/renew' : '/';
      await ask(client, path);
      free.push(index!);
    }
  };
  for (let quarter = 1; quarter <= 4; quarter++) {
    await Promise.all(Array.from({ length: AT_ONCE }, () => worker((quarter * REQUESTS) / 4)));
    heaps.push(await heapInUse());
  }
  agent.destroy();
  server.close();
  const [first, ...later] = heaps as [number, ...number[]];
  // Megabytes.
  for (const heap of later) expect(heap).toBeLessThan(first + 2);
  expect(engine.size).toBeLessThanOrEqual(CLIENTS * 4);
  clock.now += 1001;
  engine.gcSessions();
  expect(engine.size).toBe(0);
  expect(engine.query('session_data(_, _)').exists()).toBe(false);
}, 300_000);
