/**
 * A server process of the tests of whole servers: an application with an engine and a storage on a port of its own. What it is to
 * be is its argument, as JSON; what it is asked over the channel to its parent, it answers there.
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeSession } from '../../src/http/node.ts';
import { SessionEngine, type SessionOptions } from '../../src/session/session-engine.ts';
import type { SessionStorage } from '../../src/session/storage.ts';
import type { LmdbStorageOptions } from '../../src/storage/lmdb.ts';
import type { RedisStorageOptions } from '../../src/storage/redis.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { type Atom, Compound, Var } from '../../src/term/term.ts';
import { heapInUse } from './garbage.ts';
import { answerOf } from './stack-site.ts';

/** What a server process is to be. */
export interface ServerConfig {
  readonly lmdb?: LmdbStorageOptions;
  readonly redis?: RedisStorageOptions;
  readonly framework?: 'node' | 'express';
  readonly options?: Omit<SessionOptions, 'storage'>;
}

/** What it can be asked. */
export interface ServerAnswers {
  /** The facts of each session in memory, in order. */
  memory: Readonly<Record<string, readonly string[]>>;
  /** Ends the sessions whose time is up. */
  sweep: undefined;
  /** The sessions whose end it has told, in order. */
  ended: readonly string[];
  stats: { readonly sessions: number; readonly facts: number; readonly megabytes: number };
  /** What was told to nobody else. */
  failures: readonly string[];
}

const { lmdb, redis, framework = 'node', options } = JSON.parse(process.argv[2]!) as ServerConfig;
const engine = new SessionEngine({ ...options, storage: await storageOf() });
const ended: string[] = [];
const failures: string[] = [];
engine.listen('http_session(end(Id, _))', ({ Id }) => void ended.push(String(Id)));
engine.listenToErrors((error) => void failures.push(String(error)));
process.on('unhandledRejection', (error) => void failures.push(`unhandled: ${String(error)}`));

const server = createServer(framework === 'node' ? onNode() : await onExpress());
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));

process.on('message', ({ id, what }: { id: number; what: keyof ServerAnswers }) => {
  void answer(what).then((answered) => process.send!({ id, answered }));
});
process.on('disconnect', () => process.exit());

async function storageOf(): Promise<SessionStorage> {
  if (lmdb !== undefined) return (await import('../../src/storage/lmdb.ts')).lmdbStorage(lmdb);
  return (await import('../../src/storage/redis.ts')).redisStorage(redis);
}

function onNode(): RequestListener {
  return nodeSession(engine)(async (req, res) => {
    try {
      const { status, body } = await answerOf(req.session, req.url!, {
        text: async () => Buffer.concat(await req.toArray()).toString(),
      });
      res.writeHead(status, { 'Content-Length': Buffer.byteLength(body) }).end(body);
    } catch (error) {
      res.writeHead((error as { status?: number }).status ?? 500).end(String(error));
    }
  }) as RequestListener;
}

async function onExpress(): Promise<RequestListener> {
  const [{ default: express }, { expressSession }] = await Promise.all([
    import('express'),
    import('../../src/http/express.ts'),
  ]);
  const app = express();
  app.set('env', 'test');
  app.use(expressSession(engine));
  app.use(async (req, res) => {
    const text = async () => Buffer.concat(await req.toArray()).toString();
    const { status, body } = await answerOf(engine.session(), req.url, { text });
    res.status(status).send(body);
  });
  return app as unknown as RequestListener;
}

async function answer(what: keyof ServerAnswers): Promise<unknown> {
  switch (what) {
    case 'memory':
      return memory();
    case 'sweep':
      return engine.gcSessions();
    case 'ended':
      return ended;
    case 'failures':
      return failures;
    case 'stats': {
      const megabytes = await heapInUse();
      const { open: sessions, facts } = engine.stats();
      return { sessions, facts, megabytes };
    }
  }
}

function memory(): Record<string, string[]> {
  const sessions: Record<string, string[]> = {};
  for (const { terms } of engine.store.query('current_session(S, _)')) {
    const { name } = terms.S as Atom;
    const facts = engine.store.query(new Compound('session_data', [terms.S!, new Var('F')]));
    sessions[name] = [...facts].map((each) => writeTerm(each.terms.F!));
  }
  return sessions;
}
