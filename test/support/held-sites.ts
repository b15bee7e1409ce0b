/** The same small application in every framework: for the tests of what adapters do while sessions are loaded and stored. */
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import express4 from 'express4';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { expressSession } from '../../src/http/express.ts';
import { fastifySession } from '../../src/http/fastify.ts';
import { fetchSession } from '../../src/http/fetch.ts';
import { honoSession } from '../../src/http/hono.ts';
import { koaSession } from '../../src/http/koa.ts';
import { nodeSession } from '../../src/http/node.ts';
import type { SessionEntrance } from '../../src/http/session-entrance.ts';

/** Answers `/` with JSON, `/stream` part by part, and `/sum` with the length and a hash of what was sent. */
type Site = (engine: SessionEntrance) => RequestListener;

/** What a body is. */
export function sumOf(body: Uint8Array | string): string {
  return `${body.length} ${createHash('sha1').update(body).digest('hex')}`;
}

async function* parts(): AsyncGenerator<string> {
  for (let i = 0; i < 3; i++) {
    await null;
    yield `part ${i} `;
  }
}

function expressSite(make: typeof express | typeof express4): Site {
  return (engine) => {
    const app = (make as typeof express)();
    app.set('env', 'test');
    app.use(expressSession(engine), make.raw({ type: () => true, limit: '9mb' }) as never);
    app.get('/', (_req, res) => void res.cookie('mine', '1').json({ a: 1 }));
    app.get('/stream', async (_req, res) => {
      for await (const part of parts()) res.write(part);
      res.end();
    });
    app.post('/sum', (req, res) => void res.send(sumOf(req.body)));
    return app as unknown as RequestListener;
  };
}

const node: Site = (engine) =>
  nodeSession(engine)(async (req, res) => {
    if (req.url === '/') {
      res.setHeader('Set-Cookie', 'mine=1').setHeader('ETag', '"1"').end('{"a":1}');
    } else if (req.url === '/sum') {
      res.end(sumOf(Buffer.concat(await req.toArray())));
    } else {
      for await (const part of parts()) res.write(part);
      res.end();
    }
  });

const fastify: Site = (engine) => {
  const app = Fastify({ bodyLimit: 9_000_000 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.register(fastifySession(engine));
  app.get('/', (_request, reply) => void reply.header('Set-Cookie', 'mine=1').send({ a: 1 }));
  app.get(
    '/stream',
    (_request, reply) => void reply.send(new Response(ReadableStream.from(parts()) as never)),
  );
  app.post('/sum', async (request) => sumOf(request.body as Buffer));
  const ready = app.ready();
  return async (req, res) => {
    await ready;
    app.routing(req, res);
  };
};

const koa: Site = (engine) => {
  const app = new Koa().use(koaSession(engine));
  app.silent = true;
  app.use(async (ctx) => {
    if (ctx.path === '/') {
      ctx.cookies.set('mine', '1');
      ctx.body = { a: 1 };
    } else if (ctx.path === '/sum') {
      ctx.body = sumOf(Buffer.concat(await ctx.req.toArray()));
    } else {
      ctx.body = ReadableStream.from(parts()).pipeThrough(new TextEncoderStream() as never);
    }
  });
  return app.callback();
};

const hono: Site = (engine) => {
  const app = new Hono().use(honoSession(engine));
  app.get('/', (c) => c.json({ a: 1 }, 200, { 'Set-Cookie': 'mine=1' }));
  app.get('/stream', (c) => c.body(streamOf()));
  app.post('/sum', async (c) => c.text(sumOf(new Uint8Array(await c.req.arrayBuffer()))));
  return getRequestListener(app.fetch);
};

const fetchSite: Site = (engine) =>
  getRequestListener(
    fetchSession(engine)(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/') return Response.json({ a: 1 }, { headers: { 'Set-Cookie': 'mine=1' } });
      if (pathname === '/sum') return new Response(sumOf(new Uint8Array(await request.arrayBuffer())));
      return new Response(streamOf());
    }) as never,
  );

function streamOf(): ReadableStream<Uint8Array> {
  return ReadableStream.from(parts()).pipeThrough(new TextEncoderStream() as never);
}

export const heldSites: readonly [name: string, site: Site][] = [
  ['node:http', node],
  ['Express', expressSite(express)],
  ['Express 4', expressSite(express4)],
  ['Fastify', fastify],
  ['Koa', koa],
  ['Hono', hono],
  ['Fetch', fetchSite],
];
