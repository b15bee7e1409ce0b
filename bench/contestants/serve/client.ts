/**
 * The client of both servers: starts the one that the command line names in a process of its own, and asks it on a few
 * connections at once. What counts is the time that goes by: the work is the server's.
 */
import { readFileSync } from 'node:fs';
import { Connection } from '../../connection.ts';
import { askedPlan } from '../../measure.ts';
import type { Serving } from '../../serving.ts';
import { measureServer } from '../../serving-client.ts';
import type { Measured } from '../../suite.ts';

/** As many as SWI-Prolog's server has workers: a connection that is kept alive keeps one. */
const CONNECTIONS = 4;
/** Requests after which memory is looked at. */
const REQUESTS = 1000;

const { trial, operations, warmups, samples } = askedPlan();
const begun = performance.now();
await measureServer(measured);

async function measured({ port, version }: Serving, server: number): Promise<Measured> {
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(port));
  try {
    if (trial === 'start') {
      const result = rowsIn((await connections[0]!.get('/plain')).body);
      return { version, operations: 1, samples: [(performance.now() - begun) / 1e3], result };
    }
    if (trial === 'memory') {
      const result = await ask(connections, '/plain', REQUESTS);
      return { version, operations: 1, samples: [residentBytes(server)], result };
    }
    const seconds: number[] = [];
    let result = Number.NaN;
    for (let sample = -warmups; sample < samples; sample++) {
      const start = performance.now();
      result = await ask(connections, `/${trial}`, operations);
      if (sample >= 0) seconds.push((performance.now() - start) / 1e3);
    }
    return { version, operations, samples: seconds, result };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Asks so many times; the rows in an answer. */
async function ask(connections: readonly Connection[], path: string, times: number): Promise<number> {
  let left = times;
  let rows = 0;
  await Promise.all(
    connections.map(async (connection) => {
      let cookie: string | undefined;
      while (left-- > 0) {
        const answered = await connection.get(path, cookie);
        cookie ??= answered.cookie;
        rows += rowsIn(answered.body);
      }
    }),
  );
  return rows / times;
}

function rowsIn(body: string): number {
  return body.split('row').length - 1;
}

/** The memory of the server: of the process that was started for it, or of what that has started in its place. */
function residentBytes(server: number): number {
  const pid = childrenOf(server)[0] ?? server;
  const [, kibibytes] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kibibytes) * 1024;
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
