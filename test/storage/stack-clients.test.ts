/** Clients as they are: they go in the middle of requests, send slowly, send several at once. No session stays half done, nothing leaks. */
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Program, type ServerProcess, Visitor } from '../support/stack.ts';
import type { ServerAnswers } from '../support/stack-server.ts';
import { type Place, stackStorages, storedFacts } from '../support/stack-storages.ts';

const CACHED = 100;
const VISITORS = 400;
const REQUESTS = 3000;

let program: Program;
beforeAll(async () => {
  program = await Program.make();
});
afterAll(() => program.remove());

describe.each(stackStorages)('a server with sessions in %s', (_, open) => {
  let place: Place;
  let server: ServerProcess;
  beforeAll(async () => {
    place = await open();
    [server] = (await program.start(1, { ...place.config, options: { cachedSessions: CACHED } })) as [
      ServerProcess,
    ];
  });
  afterAll(async () => {
    expect(await server.ask('failures')).toEqual([]);
    await program.killAll();
    await place.remove();
  });

  async function begun(_ = 0, agent?: Agent): Promise<Visitor> {
    const visitor = new Visitor('', agent);
    expect(await visitor.get(server.port, '/begin?tokens=0')).toMatchObject({ status: 200 });
    return visitor;
  }

  /** Sends texts one after the other, with a wait in between, and is gone. */
  async function leaving(texts: readonly string[], wait: number): Promise<void> {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    for (const text of texts) {
      socket.write(text);
      await setTimeout(wait);
    }
    socket.destroy();
  }

  const head = (visitor: Visitor, path: string, length?: number) =>
    `${length === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\nHost: a\r\nCookie: ${visitor.cookie}\r\n${
      length === undefined ? '' : `Content-Length: ${length}\r\n`
    }\r\n`;

  test('does all of what clients asked for that are gone before the answer', async () => {
    const visitors = await Promise.all(Array.from({ length: 4 }, () => begun()));
    const going = Array.from({ length: 120 }, (_, n) => {
      const visitor = visitors[n % 4]!;
      const query = `client=c${n % 4}&n=${n}`;
      const wait = Math.random() * 8;
      if (n % 3 === 0) return leaving([head(visitor, `/pair?${query}`)], wait);
      if (n % 3 === 1) return leaving([head(visitor, `/slow?${query}`, 4), 'ab', 'cd'], wait);
      return leaving([head(visitor, `/slow?${query}`, 1000), 'cut off'], wait);
    });
    await Promise.all(going);
    await expectWhole(visitors);
    // They are as good as others afterwards.
    for (const visitor of visitors) {
      expect((await visitor.get(server.port, '/pair?client=x&n=0')).status).toBe(200);
    }
    await expectWhole(visitors);
  });

  /** What is stored in the end is whole, and the process has the same. */
  async function expectWhole(visitors: readonly Visitor[]): Promise<void> {
    await vi.waitFor(
      async () => {
        const stored = await storedFacts(place.storage);
        const memory = await server.ask('memory');
        for (const { id } of visitors) {
          const named = (name: string) => stored[id]!.filter((fact) => fact.startsWith(`${name}(`));
          const [before, after] = ['before', 'after'].map((name) =>
            named(name).map((fact) => fact.slice(name.length)),
          );
          expect(before!.sort()).toEqual(after!.sort());
          expect(named('counter')).toEqual([`counter(${before!.length})`]);
          expect(memory[id]).toEqual(stored[id]);
        }
      },
      { timeout: 10_000 },
    );
  }

  test('answers requests that come all at once on one connection, in order', async () => {
    const visitor = await begun();
    const socket = connect(server.port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    const count = head(visitor, '/count');
    socket.write(count.repeat(10));
    socket.write(head(visitor, '/slow?client=p&n=1', 4));
    await setTimeout(20);
    socket.write(`body${count.repeat(9)}`);
    socket.write(count.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    await once(socket, 'close');
    const answers = text.split(/HTTP\/1\.1 200 OK\r\n/).slice(1);
    const bodies = answers.map((answer) => answer.split('\r\n\r\n')[1]);
    expect(answers).toHaveLength(21);
    expect(bodies[10]).toBe('body');
    const counts = bodies.filter((body) => body !== 'body').map(Number);
    // Those that come later see what those before them have done, and maybe more.
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect((await visitor.get(server.port, '/read')).body).toContain('{"counter":21}');
  });

  /** What is in memory when what nobody needs has left it, which is looked for when a request comes. */
  function settled(ask: () => Promise<unknown>): Promise<ServerAnswers['stats']> {
    return vi.waitFor(
      async () => {
        await ask();
        const stats = await server.ask('stats');
        expect(stats.sessions).toBeLessThanOrEqual(CACHED + 50);
        return stats;
      },
      { timeout: 20_000 },
    );
  }

  test('has no more sessions and no more memory after many requests of many visitors', async () => {
    // A connection that stays holds the session of its last request.
    const agent = new Agent({ keepAlive: true, maxSockets: 50 });
    const visitors = await several(VISITORS, 50, (n) => begun(n, agent));
    const ask = (n: number) =>
      visitors[n % VISITORS]!.get(server.port, PAGES[n % PAGES.length]!.replace('$', String(n)));
    await several(2 * VISITORS, 50, ask);
    const before = await settled(() => ask(0));
    const wrong = new Set<string>();
    await several(REQUESTS, 50, async (n) => {
      const { status } = await ask(n);
      if (status !== 200) wrong.add(`${status} ${PAGES[n % PAGES.length]}`);
    });
    expect([...wrong]).toEqual([]);
    const after = await settled(() => ask(0));
    expect(after.megabytes - before.megabytes).toBeLessThan(8);
  }, 300_000);
});

const PAGES = ['/count', '/set?to=$', '/read', '/login?as=$', '/front?client=a&n=1'];

/** Does something so many times, at most some at once. */
async function several<T>(times: number, atOnce: number, what: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < times) {
      const n = next++;
      results[n] = await what(n);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
