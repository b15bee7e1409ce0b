/** A thread that serves a prompt on an engine of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { SessionEngine } from '../../src/index.ts';
import { serveRepl } from '../../src/repl/index.ts';

const engine = new SessionEngine({ gc: 'passive' });
engine.store.assertz('color(red)');
await serveRepl(engine, { path: String(workerData) });
parentPort?.postMessage('serving');
// A server does not keep its process alive, nor its thread
setInterval(() => {}, 60_000);
