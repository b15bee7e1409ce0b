/** Fastify with @fastify/session and its MemoryStore. */
import fastifyCookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import Fastify from 'fastify';
import { serve } from '../../serving.ts';
import { counted, type SessionData, total } from '../../session-data.ts';
import { versionOf } from '../../version.ts';

const all = new Map<string, SessionData>();
const app = Fastify();
app.register(fastifyCookie);
app.register(fastifySession, {
  store: Reflect.construct(fastifySession.MemoryStore as never, [all]) as never,
  secret: 'clausal clausal clausal clausal clausal',
  cookie: { secure: false },
  saveUninitialized: false,
});
app.get('/', (request, reply) => {
  const data = request.session as unknown as SessionData;
  return reply.type('text/plain').send(String(counted(data)));
});
app.get('/total', (_, reply) => reply.type('text/plain').send(String(total(all.values()))));

await app.ready();
serve(app.routing, { version: versionOf('@fastify/session'), hasSessions: true });
