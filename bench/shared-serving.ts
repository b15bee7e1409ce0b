/** Servers of the suite `storage`: one process, or several that share a port. */
import cluster from 'node:cluster';
import { createServer, type RequestListener } from 'node:http';
import { type Serving, serve, tell } from './serving.ts';

/** What the client tells a server. */
export interface Place {
  readonly processes: number;
  /** Where files can be kept. */
  readonly folder: string;
  /** The URL of a Redis server, where one was started. */
  readonly redis: string;
}

/** What the command line says. */
export function askedPlace(): Place {
  return JSON.parse(process.argv[2] ?? '') as Place;
}

/** Serves until the standard input ends; each process makes a listener of its own. */
export async function serveShared(
  makeListener: (place: Place) => RequestListener | Promise<RequestListener>,
  about: Omit<Serving, 'port' | 'hasSessions'>,
): Promise<void> {
  const place = askedPlace();
  const serving = { ...about, hasSessions: true };
  if (place.processes === 1) {
    serve(await makeListener(place), serving);
  } else if (cluster.isWorker) {
    createServer(await makeListener(place)).listen(0, '127.0.0.1');
  } else {
    let listening = 0;
    cluster.on('listening', (_, { port }) => {
      if (++listening === place.processes) tell({ port, ...serving });
    });
    // Without one of them there would be nothing to measure.
    cluster.on('exit', () => process.exit(1));
    for (let i = 0; i < place.processes; i++) cluster.fork();
    process.stdin.resume().on('end', () => process.exit());
  }
}
