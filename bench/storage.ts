/**
 * The suite `storage`: sessions that last or are shared, by clausal and by express-session, over HTTP. A counter in a session
 * that has nine other facts or keys, as in the suite `http`.
 */
import type { Suite, Trial } from './suite.ts';

const all = [
  'lmdb-batch',
  'lmdb',
  'redis',
  'memory',
  'express-lmdb',
  'file-store',
  'express-redis',
  'connect-redis',
];
const byRedis = ['redis', 'express-redis', 'connect-redis'];

/** `change_64_4`: requests that change the session, on 64 connections, to 4 processes. */
function rates(
  id: string,
  name: string,
  contestants: readonly string[],
): readonly [rate: Trial, slowest: Trial] {
  const check = { what: 'the sum of the counters as a share of the requests', expected: () => 1 };
  const common = { contestants, check, operationsPerFact: 0.5 };
  return [
    { ...common, id: `rate_${id}`, name, unit: 'requests/s', better: 'higher' },
    { ...common, id: `p99_${id}`, name: `99% within, ${name}`, unit: 's', better: 'lower', of: `rate_${id}` },
  ];
}

const ratesOfAll = ['change', 'read'].flatMap((request) =>
  [1, 4].flatMap((processes) =>
    [64, 1].flatMap((connections) =>
      rates(
        `${request}_${connections}_${processes}`,
        `${request}, ${count(connections, 'connection')}, ${count(processes, 'process', 'processes')}`,
        // Memory is not shared.
        processes === 1 ? all : all.filter((name) => name !== 'memory'),
      ),
    ),
  ),
);

/** What goes between a server and Redis for one request; it is the same each time. */
function traffic(request: string, name: string): readonly Trial[] {
  const common = {
    better: 'lower',
    contestants: ['redis', 'connect-redis', 'swipl'],
    check: { what: 'the requests that were answered right', expected: () => 1 },
    factsFactor: 0.1,
    once: true,
  } as const;
  const of = `trips_${request}`;
  return [
    { ...common, id: of, name: `round trips to Redis, ${name}`, unit: 'a request' },
    { ...common, id: `sent_${request}`, name: `bytes to Redis, ${name}`, unit: 'a request', of },
    { ...common, id: `received_${request}`, name: `bytes from Redis, ${name}`, unit: 'a request', of },
  ];
}

const starting = {
  better: 'lower',
  contestants: ['lmdb'],
  check: { what: 'the first requests that were answered right', expected: () => 1 },
  factsFactor: 500,
} as const;

export const suite: Suite = {
  name: 'storage',
  // All have the same client, which is told the server and what it needs.
  contestants: [...all, 'swipl'].map((name) => ({
    name,
    program: 'contestants/storage/client',
    args: [`contestants/storage/${name}`, ...(/redis|swipl/.test(name) ? ['redis'] : [])],
  })),
  reference: 'memory',
  ratios: [
    ['lmdb-batch', 'memory'],
    ['lmdb', 'memory'],
    ['redis', 'memory'],
    ['express-redis', 'connect-redis'],
    ['redis', 'connect-redis'],
    ['express-lmdb', 'file-store'],
    ['redis', 'swipl'],
  ],
  trials: [
    ...ratesOfAll,
    ...rates('change_64_1_aof', 'change, 64 connections, durable Redis', byRedis),
    ...traffic('begin', 'a session begins'),
    ...traffic('note', 'one more fact'),
    ...traffic('read', 'a fact is read'),
    ...traffic('replace', 'a fact is replaced'),
    { ...starting, id: 'start', name: 'start to first answer, LMDB', unit: 's' },
    { ...starting, id: 'memory', name: 'memory after the first answer, LMDB', unit: 'bytes', of: 'start' },
  ],
  notes: [
    'Redis keeps nothing on the disk, but for durable Redis, which writes each change before it answers (appendfsync always)',
    'LMDB answers when it is on the disk; session-file-store writes a file for each change; connect-redis and session-file-store with Express',
    'LMDB starts with 500 times as many sessions, of three facts each; round trips are counted for a tenth as many',
  ],
  counted: 'sessions',
  facts: 2000,
  quickFacts: 100,
};

function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}
