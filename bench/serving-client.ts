/** What the clients of the suites `http`, `storage` and `serve` have in common: they start their server in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { answer } from './measure.ts';
import type { Serving } from './serving.ts';
import type { Absent, Measured } from './suite.ts';

/** Starts the server that the command line names, measures it, and answers what was measured. */
export async function measureServer(
  measured: (serving: Serving, pid: number) => Promise<Measured>,
): Promise<void> {
  answer(await withServer([], measured));
}

/** Starts the server that the command line names, with what it is told, for as long as it is used. */
export async function withServer<T>(
  args: readonly string[],
  use: (serving: Serving, pid: number) => Promise<T>,
): Promise<T | Absent> {
  const server = spawn(process.execPath, [join(import.meta.dirname, `${process.argv[3]}.js`), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close').then(([status]): never => {
    throw new Error(`the server ended with status ${status}`);
  });
  try {
    const [line] = await Promise.race([once(createInterface(server.stdout), 'line'), ended]);
    const serving = JSON.parse(line) as Serving | Absent;
    return 'absent' in serving ? serving : await Promise.race([use(serving, server.pid!), ended]);
  } finally {
    ended.catch(() => {});
    server.stdin.end();
  }
}
