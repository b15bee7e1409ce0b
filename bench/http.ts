/**
 * The suite `http`: a counter in a session that has nine other facts or keys, on servers with clausal, with other session
 * libraries, without sessions, and with clausal's store in another library.
 */
import type { Suite, Trial } from './suite.ts';

/** Those that are served by the same framework: without sessions, and with those of others. */
const rivals: Readonly<Record<string, readonly string[]>> = {
  node: ['iron-session', 'swipl'],
  express: ['express-session'],
  fastify: ['fastify-session'],
  koa: ['koa-session'],
  hono: ['hono-sessions'],
};

const names = [
  ...Object.entries(rivals).flatMap(([bare, others]) => [`clausal-${bare}`, bare, ...others]),
  'clausal-store',
];

const trial = (id: string, name: string, unit: string, better: Trial['better']): Trial => ({
  id,
  name,
  unit,
  better,
  contestants: names,
  check: { what: 'the sum of the counters as a share of the answers', expected: () => 1 },
  operationsPerFact: 5,
});

export const suite: Suite = {
  name: 'http',
  // All have the same client, which is told the server.
  contestants: names.map((name) => ({
    name,
    program: 'contestants/http/client',
    args: [`contestants/http/${name}`],
  })),
  reference: 'node',
  ratios: [
    ...Object.entries(rivals).flatMap(([bare, others]) =>
      [bare, ...others].map((other): [string, string] => [`clausal-${bare}`, other]),
    ),
    ['clausal-store', 'express-session'],
  ],
  trials: [
    trial('rate_64', 'a counter in the session, 64 connections', 'requests/s', 'higher'),
    trial('rate_1', 'a counter in the session, 1 connection', 'requests/s', 'higher'),
    trial('p99_64', '99% are answered within, 64 connections', 's', 'lower'),
    trial('p99_1', '99% are answered within, 1 connection', 's', 'lower'),
  ],
  counted: 'sessions',
  facts: 200,
  quickFacts: 100,
};
