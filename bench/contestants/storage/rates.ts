/**
 * How many requests a server answers, and how soon, for visitors who have sessions already. The next to ask is whoever has
 * waited longest, on whatever connection is free: with several processes a session is in one after the other.
 */
import { Connection } from '../../connection.ts';
import { load } from '../../load.ts';
import { withServer } from '../../serving-client.ts';
import type { Place } from '../../shared-serving.ts';
import type { Absent, Measured, Plan } from '../../suite.ts';
import { visitors } from './visitors.ts';

/** `change_64_4`: what is asked for, on how many connections, of how many processes. */
export async function measureRates(
  plan: Plan,
  [request, most, processes]: readonly string[],
  where: Omit<Place, 'processes'>,
): Promise<Measured | Absent> {
  const place: Place = { ...where, processes: Number(processes) };
  return withServer([JSON.stringify(place)], async ({ port, version }) => {
    const connections = Array.from({ length: Number(most) }, () => new Connection(port));
    const waiting = await visitors(connections, plan.facts);
    const path = request === 'read' ? '/read' : '/';
    // Each of several processes has to be warm, and gets a part of the requests.
    const warmer = { ...plan, warmups: plan.warmups * place.processes };
    const { all, slowest, answered } = await load(warmer, connections.length, async (number) => {
      const next = waiting.shift()!;
      await next.visit(connections[number]!, path);
      waiting.push(next);
    });
    const { body } = await connections[0]!.get('/total');
    for (const connection of connections) connection.close();
    const counted = plan.facts + (path === '/' ? answered : 0);
    const { operations } = plan;
    const also = { [plan.trial.replace('rate', 'p99')]: { operations: 1, samples: slowest } };
    return { version, operations, samples: all, result: Number(body) / counted, also };
  });
}
