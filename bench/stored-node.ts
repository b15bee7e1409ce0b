/** clausal on node:http, with sessions in a storage: a counter in each. It does not even load Express, since its start is measured too. */
import type { RequestListener } from 'node:http';
import { nodeSession } from '../src/http/node.ts';
import type { SessionEngine } from '../src/index.ts';
import { serveShared } from './shared-serving.ts';
import { answers, engineAt, type MakeStorage, storedTotal } from './stored-counter.ts';
import { versionOf } from './version.ts';

/** Serves until the standard input ends. */
export async function serveNode(makeStorage: MakeStorage): Promise<void> {
  await serveShared((place) => listener(engineAt(place, makeStorage)), { version: versionOf() });
}

function listener(engine: SessionEngine): RequestListener {
  const withSession = nodeSession(engine);
  return withSession((request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    const answer = answers[request.url!];
    if (answer !== undefined) response.end(String(answer(engine)));
    else storedTotal(engine).then((sum) => response.end(String(sum)));
  });
}
