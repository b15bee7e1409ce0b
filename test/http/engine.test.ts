/** The session engine behind the adapters: what can't be seen with an engine that only sets cookies. */
import { SessionEngine } from 'clausal';
import { expressSession } from 'clausal/express';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { ask, closeServers, serve } from '../support/http.ts';

afterEach(closeServers);

test('a middleware that is mounted twice has one session', async () => {
  const engine = new SessionEngine({ gc: 'passive' });
  const app = express();
  app.use(expressSession(engine));
  app.use((_request, _response, next) => {
    engine.sessionAssert({ seen: 1 });
    next();
  });
  app.use('/shop', expressSession(engine), (_request, response) => {
    engine.sessionAssert({ seen: 2 });
    response.json(
      engine
        .sessionData('seen(N)')
        .toArray()
        .map(({ N }) => N),
    );
  });
  const { port } = await serve(app);
  const { body, headers } = await ask(port, { path: '/shop' });
  expect(body).toBe('[1,2]');
  expect(headers['set-cookie']?.length).toBe(1);
  expect(engine.size).toBe(1);
});

test('trust proxy decides whose address the peer is', async () => {
  const engine = new SessionEngine({ gc: 'passive' });
  for (const [trust, first] of [
    [false, 127],
    [true, 10],
  ] as const) {
    const app = express();
    app.set('trust proxy', trust);
    app.use(expressSession(engine));
    app.use((_request, response) => {
      engine.sessionAssert({ a: 1 });
      response.json(engine.session().peer?.toString());
    });
    const { port } = await serve(app);
    const { body } = await ask(port, { headers: { 'X-Forwarded-For': '10.0.0.7' } });
    expect(body).toContain(`ip(${first},`);
  }
});
