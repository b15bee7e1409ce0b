/**
 * The client of all servers: starts the one that the command line names in a process of its own, and asks it on several
 * connections at once, each time for another session. What counts is the time that goes by: the work is the server's.
 */
import { Connection } from '../../connection.ts';
import { askedPlan } from '../../measure.ts';
import type { Serving } from '../../serving.ts';
import { measureServer } from '../../serving-client.ts';
import type { Measured } from '../../suite.ts';

const CONNECTIONS = 32;

/** One of those who use the server: a cookie, and how often it has been counted. */
interface Visitor {
  cookie: string | undefined;
  count: number;
}

const { facts: sessions, operations, warmups, samples } = askedPlan();
await measureServer(load);

async function load({ port, version, hasSessions }: Serving): Promise<Measured> {
  const connections = Array.from({ length: Math.min(CONNECTIONS, sessions) }, () => new Connection(port));
  const visitors = Array.from({ length: sessions }, (): Visitor => ({ cookie: undefined, count: 0 }));
  const seconds: number[] = [];
  let answered = 0;
  for (let sample = -warmups; sample < samples; sample++) {
    let left = operations;
    const start = performance.now();
    await Promise.all(connections.map((connection, i) => ask(connection, i, () => left-- > 0)));
    if (sample >= 0) seconds.push((performance.now() - start) / 1e3);
    answered += operations;
  }
  const { body } = await connections[0]!.get('/total');
  for (const connection of connections) connection.close();
  return { version, operations, samples: seconds, result: Number(body) / answered };

  /** Asks for one of the connection's own visitors after the other: none has two requests at once. */
  async function ask(connection: Connection, first: number, isWanted: () => boolean): Promise<void> {
    for (let i = first; isWanted(); i = i + connections.length < sessions ? i + connections.length : first) {
      const visitor = visitors[i]!;
      const { body, cookie } = await connection.get('/', visitor.cookie);
      if (!hasSessions) continue;
      visitor.cookie ??= cookie;
      const wanted = ++visitor.count;
      if (Number(body) !== wanted) throw new Error(`visitor ${i} should be at ${wanted}: ${body}`);
    }
  }
}
