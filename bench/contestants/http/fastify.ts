/** Fastify without sessions: one counter for all. */
import Fastify from 'fastify';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

let count = 0;

const app = Fastify();
app.get('/', (_, reply) => reply.type('text/plain').send(String(++count)));
app.get('/total', (_, reply) => reply.type('text/plain').send(String(count)));

await app.ready();
serve(app.routing, { version: versionOf('fastify'), hasSessions: false });
