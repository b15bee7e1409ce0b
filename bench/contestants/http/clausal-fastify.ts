/** clausal with Fastify. */
import Fastify from 'fastify';
import { fastifySession } from '../../../src/http/fastify.ts';
import { SessionEngine } from '../../../src/index.ts';
import { counted, total } from '../../counter.ts';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

const engine = new SessionEngine({ create: 'auto' });
const app = Fastify();
app.register(fastifySession(engine));
app.get('/', (_, reply) => reply.type('text/plain').send(String(counted(engine))));
app.get('/total', (_, reply) => reply.type('text/plain').send(String(total(engine))));

await app.ready();
serve(app.routing, { version: versionOf(), hasSessions: true });
