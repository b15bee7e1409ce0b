/**
 * The client of all servers: starts the one that the command line names in a process of its own, and asks it on one or on
 * several connections at once, each time for another session. What counts is the time that goes by, of all requests or of
 * the slowest hundredth: the work is the server's, which is measured when it has long been running.
 */
import { Connection } from '../../connection.ts';
import { askedPlan } from '../../measure.ts';
import type { Serving } from '../../serving.ts';
import { measureServer } from '../../serving-client.ts';
import { quantile } from '../../statistics.ts';
import type { Measured } from '../../suite.ts';

/** One of those who use the server: cookies, and how often it has been counted. */
interface Visitor {
  cookie: string | undefined;
  count: number;
}

/** Warming up and sampling go on for so many milliseconds for each operation of the plan, unless nothing is warmed up. */
const WARM_UP = 4;
const SAMPLE = 0.7;

const { trial, facts: sessions, operations, warmups, samples } = askedPlan();
/** `rate_64`: so many connections. */
const [wanted, most] = trial.split('_');
await measureServer(load);

async function load({ port, version, hasSessions }: Serving): Promise<Measured> {
  const connections = Array.from({ length: Math.min(Number(most), sessions) }, () => new Connection(port));
  const visitors = Array.from({ length: sessions }, (): Visitor => ({ cookie: undefined, count: 0 }));
  const seconds: number[] = [];
  let answered = 0;
  for (let sample = -warmups; sample < samples; sample++) {
    const each: number[] = [];
    let left = operations;
    const start = performance.now();
    const end = warmups === 0 ? start : start + operations * (sample < 0 ? WARM_UP : SAMPLE);
    const isWanted = (): boolean => left-- > 0 || performance.now() < end;
    await Promise.all(connections.map((connection, i) => ask(connection, i, isWanted, each)));
    const whole = ((performance.now() - start) * operations) / each.length;
    if (sample >= 0) seconds.push((wanted === 'rate' ? whole : quantile(each.sort(ascending), 0.99)) / 1e3);
    answered += each.length;
  }
  const { body } = await connections[0]!.get('/total');
  for (const connection of connections) connection.close();
  const result = Number(body) / answered;
  return { version, operations: wanted === 'rate' ? operations : 1, samples: seconds, result };

  /** Asks for one of the connection's own visitors after the other: none has two requests at once. */
  async function ask(
    connection: Connection,
    first: number,
    isWanted: () => boolean,
    each: number[],
  ): Promise<void> {
    for (let i = first; isWanted(); i = i + connections.length < sessions ? i + connections.length : first) {
      const visitor = visitors[i]!;
      const start = performance.now();
      const { body, cookie } = await connection.get('/', visitor.cookie);
      each.push(performance.now() - start);
      if (!hasSessions) continue;
      visitor.cookie = cookie ?? visitor.cookie;
      const count = ++visitor.count;
      if (Number(body) !== count) throw new Error(`visitor ${i} should be at ${count}: ${body}`);
    }
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
