/** All that adapters do they do as well where sessions are loaded first and answers wait for what was changed. */
import type { RequestListener } from 'node:http';
import express from 'express';
import express4 from 'express4';
import Fastify from 'fastify';
import Koa from 'koa';
import { expressSession } from '../../src/http/express.ts';
import { fastifySession } from '../../src/http/fastify.ts';
import { koaSession } from '../../src/http/koa.ts';
import { nodeSession } from '../../src/http/node.ts';
import { testAdapter } from '../support/adapter-cases.ts';
import { holding, storing } from '../support/holding-engine.ts';

for (const [how, held] of Object.entries({ holding, storing })) {
  testAdapter(`nodeSession, ${how}`, (engine, application) =>
    nodeSession(held(engine))((req, res) => application(req, res, engine.current!)),
  );

  testAdapter(`expressSession, ${how}`, (engine, application) => {
    const app = express().disable('x-powered-by');
    app.use(expressSession(held(engine)), (req, res) => application(req, res, engine.current!));
    return app as unknown as RequestListener;
  });

  testAdapter(`expressSession on Express 4, ${how}`, (engine, application) => {
    const app = express4().disable('x-powered-by');
    app.use(expressSession(held(engine)) as never, (req, res) => application(req, res, engine.current!));
    return app as unknown as RequestListener;
  });

  testAdapter(`koaSession, ${how}`, (engine, application) => {
    const app = new Koa().use(koaSession(held(engine)));
    app.use(async (ctx) => {
      ctx.respond = false;
      ctx.res.statusCode = 200;
      await application(ctx.req, ctx.res, engine.current!);
    });
    return app.callback();
  });

  testAdapter(`fastifySession, ${how}`, (engine, application) => {
    const app = Fastify();
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.register(fastifySession(held(engine)));
    app.all('*', (request, reply) => {
      reply.hijack();
      application(request.raw, reply.raw, engine.current!);
    });
    const ready = app.ready();
    return async (request, response) => {
      await ready;
      app.routing(request, response);
    };
  });
}
