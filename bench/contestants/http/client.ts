/**
 * The client of all servers: starts the one that the command line names in a process of its own, and asks it on one or on
 * several connections at once, each time for another session.
 */
import { Connection } from '../../connection.ts';
import { load } from '../../load.ts';
import { askedPlan } from '../../measure.ts';
import type { Serving } from '../../serving.ts';
import { measureServer } from '../../serving-client.ts';
import type { Measured } from '../../suite.ts';

/** One of those who use the server: cookies, and how often it has been counted. */
interface Visitor {
  cookie: string | undefined;
  count: number;
}

const plan = askedPlan();
/** `rate_64`: so many connections. */
const [wanted, most] = plan.trial.split('_');
await measureServer(measured);

async function measured({ port, version, hasSessions }: Serving): Promise<Measured> {
  const sessions = plan.facts;
  const connections = Array.from({ length: Math.min(Number(most), sessions) }, () => new Connection(port));
  const visitors = Array.from({ length: sessions }, (): Visitor => ({ cookie: undefined, count: 0 }));
  /** Each connection has visitors of its own, and asks for one after the other: none has two requests at once. */
  const next = connections.map((_, first) => first);
  const { all, slowest, answered } = await load(plan, connections.length, async (number) => {
    const i = next[number]!;
    next[number] = i + connections.length < sessions ? i + connections.length : number;
    const visitor = visitors[i]!;
    const { body, cookie } = await connections[number]!.get('/', visitor.cookie);
    if (!hasSessions) return;
    visitor.cookie = cookie ?? visitor.cookie;
    const count = ++visitor.count;
    if (Number(body) !== count) throw new Error(`visitor ${i} should be at ${count}: ${body}`);
  });
  const { body } = await connections[0]!.get('/total');
  for (const connection of connections) connection.close();
  const result = Number(body) / answered;
  return wanted === 'rate'
    ? { version, operations: plan.operations, samples: all, result }
    : { version, operations: 1, samples: slowest, result };
}
