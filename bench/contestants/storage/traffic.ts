/** What a server and Redis say to each other for one request, which does one thing in a session that has ten facts. */
import { setTimeout } from 'node:timers/promises';
import { Connection } from '../../connection.ts';
import { countingProxy } from '../../counting-proxy.ts';
import { withServer } from '../../serving-client.ts';
import type { Absent, Measured, Plan } from '../../suite.ts';
import { Visitor, visitors } from './visitors.ts';

/** What a server does without being asked comes soon after. */
const SOON = 100;

export async function measureTraffic(
  plan: Plan,
  request: string,
  folder: string,
  redisPort: number,
): Promise<Measured | Absent> {
  const proxy = await countingProxy(redisPort);
  const place = { processes: 1, folder, redis: `redis://127.0.0.1:${proxy.port}` };
  try {
    return await withServer([JSON.stringify(place)], async ({ port, version }) => {
      const connection = new Connection(port);
      // The first request is not counted: before it there can be a connection to make, and a script to send.
      const [first, ...others] =
        request === 'begin'
          ? Array.from({ length: plan.facts + 1 }, () => new Visitor())
          : await visitors([connection], plan.facts + 1);
      await isRight(first!, connection, request);
      await setTimeout(SOON);
      proxy.take();
      let right = 0;
      for (const visitor of others) if (await isRight(visitor, connection, request)) right++;
      await setTimeout(SOON);
      const { trips, sent, received } = proxy.take();
      connection.close();
      const also = {
        [`sent_${request}`]: { operations: others.length, samples: [sent] },
        [`received_${request}`]: { operations: others.length, samples: [received] },
      };
      return { version, operations: others.length, samples: [trips], result: right / others.length, also };
    });
  } finally {
    proxy.close();
  }
}

/** Makes a request; whether its answer is right. */
async function isRight(visitor: Visitor, connection: Connection, request: string): Promise<boolean> {
  if (request === 'note') return (await visitor.note(connection)) === 1;
  await visitor.visit(connection, request === 'replace' ? '/' : `/${request}`);
  return true;
}
