/** The application of the tests of whole servers in every framework, each with an error handler of its own. */
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import express, { type ErrorRequestHandler } from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { expressSession } from '../../src/http/express.ts';
import { fastifySession } from '../../src/http/fastify.ts';
import { fetchSession } from '../../src/http/fetch.ts';
import { honoSession } from '../../src/http/hono.ts';
import { koaSession } from '../../src/http/koa.ts';
import { nodeSession } from '../../src/http/node.ts';
import type { SessionEngine } from '../../src/session/session-engine.ts';
import { answerOf, type SiteMeans } from './stack-site.ts';

/** What a host is given: `pause` for the site, and `failed`, which is told what the error handler of the application sees. */
export interface Hosting {
  readonly engine: SessionEngine;
  readonly pause: () => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** A framework with the site. Where the application handles the error of a session that can't be loaded, it answers `sorry`. */
type Host = (hosting: Hosting) => Promise<RequestListener>;

const noText = async (): Promise<string> => '';

function meansOf({ pause }: Hosting): SiteMeans {
  return { text: noText, pause };
}

const statusOf = (error: unknown): number => (error as { readonly status?: number }).status ?? 500;

export const hosts: readonly (readonly [name: string, seesEntrance: boolean, host: Host])[] = [
  [
    'node:http',
    false,
    async (hosting) =>
      nodeSession(hosting.engine)(async (req, res) => {
        const { status, body } = await answerOf(req.session, req.url!, meansOf(hosting));
        res.writeHead(status).end(body);
      }) as RequestListener,
  ],
  [
    'Express',
    true,
    async (hosting) => {
      const app = express();
      app.use(expressSession(hosting.engine));
      app.use(async (req, res) => {
        const { status, body } = await answerOf(hosting.engine.session(), req.url, meansOf(hosting));
        res.status(status).send(body);
      });
      const handle: ErrorRequestHandler = (error, _req, res, _next) => {
        hosting.failed(error);
        res.status(statusOf(error)).send('sorry');
      };
      app.use(handle);
      return app as unknown as RequestListener;
    },
  ],
  [
    'Fastify',
    true,
    async (hosting) => {
      const app = Fastify();
      app.register(fastifySession(hosting.engine));
      app.setErrorHandler((error, _request, reply) => {
        hosting.failed(error);
        return reply.code(statusOf(error)).send('sorry');
      });
      app.get('/*', async (request, reply) => {
        const { status, body } = await answerOf(hosting.engine.session(), request.url, meansOf(hosting));
        return reply.code(status).send(body);
      });
      await app.ready();
      return (req, res) => app.routing(req, res);
    },
  ],
  [
    'Koa',
    true,
    async (hosting) => {
      const app = new Koa();
      app.silent = true;
      app.use(async (ctx, next) => {
        try {
          await next();
        } catch (error) {
          hosting.failed(error);
          ctx.status = statusOf(error);
          ctx.body = 'sorry';
        }
      });
      app.use(koaSession(hosting.engine)).use(async (ctx) => {
        const { status, body } = await answerOf(hosting.engine.session(), ctx.url, meansOf(hosting));
        ctx.status = status;
        ctx.body = body;
      });
      return app.callback();
    },
  ],
  [
    'Hono',
    true,
    async (hosting) => {
      const app = new Hono().use(honoSession(hosting.engine));
      app.onError((error, c) => {
        hosting.failed(error);
        return c.text('sorry', statusOf(error) as 503);
      });
      app.get('/*', async (c) => {
        const { status, body } = await answerOf(c.get('session' as never), c.req.url, meansOf(hosting));
        return c.text(body, status as 200);
      });
      return getRequestListener(app.fetch);
    },
  ],
  [
    'Fetch',
    false,
    async (hosting) =>
      getRequestListener(
        fetchSession(hosting.engine)(async (request: Request) => {
          const { status, body } = await answerOf(hosting.engine.session(), request.url, meansOf(hosting));
          return new Response(body, { status });
        }) as never,
      ),
  ],
];
