/**
 * The client of both servers: starts the one that the command line names in a process of its own, and asks it on a few
 * connections at once. What counts is the time that goes by: the work is the server's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Connection } from '../../connection.ts';
import { answer, askedPlan } from '../../measure.ts';
import type { Serving } from '../../serving.ts';
import type { Absent, Measured } from '../../suite.ts';

/** As many as SWI-Prolog's server has workers: a connection that is kept alive keeps one. */
const CONNECTIONS = 4;
/** Requests after which memory is looked at. */
const REQUESTS = 1000;

const { trial, operations, warmups, samples } = askedPlan();
const begun = performance.now();
const server = spawn(process.execPath, [join(import.meta.dirname, `../../${process.argv[3]}.js`)], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const ended = once(server, 'close').then(([status]): never => {
  throw new Error(`the server ended with status ${status}`);
});

try {
  const [line] = await Promise.race([once(createInterface(server.stdout), 'line'), ended]);
  const serving = JSON.parse(line) as Serving | Absent;
  answer('absent' in serving ? serving : await Promise.race([measured(serving), ended]));
} finally {
  ended.catch(() => {});
  server.stdin.end();
}

async function measured(serving: Serving): Promise<Measured> {
  const { port, version } = serving;
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(port));
  try {
    if (trial === 'start') {
      const result = rowsIn((await connections[0]!.get('/plain')).body);
      return { version, operations: 1, samples: [(performance.now() - begun) / 1e3], result };
    }
    if (trial === 'memory') {
      const result = await ask(connections, '/plain', REQUESTS);
      return { version, operations: 1, samples: [residentBytesOfServer()], result };
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
function residentBytesOfServer(): number {
  const pid = childrenOf(server.pid!)[0] ?? server.pid!;
  const [, kibibytes] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kibibytes) * 1024;
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
