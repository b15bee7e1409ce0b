/** The suite `session`: the session engine against SWI-Prolog's library(http/http_session), operation by operation. */
import { cartOf, expired } from './data.ts';
import type { Suite, Trial } from './suite.ts';

const both = ['clausal', 'swipl'];

/** All work of a trial that is done one by one was right. */
const share = (what: string) => ({ what, expected: () => 1 });

const trials: readonly Trial[] = [
  {
    id: 'open',
    name: 'open, from none on',
    unit: 'sessions/s',
    better: 'higher',
    contestants: both,
    check: { what: 'the sessions that are there in the end', expected: (sessions) => sessions },
  },
  {
    id: 'visit',
    name: 'request without a cookie: open, and gc that is due',
    unit: 'requests/s',
    better: 'higher',
    contestants: both,
    check: share('requests that opened a session'),
    // SWI-Prolog looks at all sessions each time.
    operationsPerFact: 1 / 2000,
  },
  {
    id: 'assert',
    name: 'assert, a fact into each session',
    unit: 'facts/s',
    better: 'higher',
    contestants: both,
    check: share('sessions that have the right user'),
  },
  {
    id: 'data',
    name: 'data, first fact of a session',
    unit: 'lookups/s',
    better: 'higher',
    contestants: both,
    check: share('lookups that found the right user'),
  },
  {
    id: 'hot',
    name: 'data, the same session again and again',
    unit: 'lookups/s',
    better: 'higher',
    contestants: both,
    check: share('lookups that found the right user'),
  },
  {
    id: 'replace',
    name: 'replace (retractall, assert)',
    unit: 'facts/s',
    better: 'higher',
    contestants: both,
    check: share('facts that have the new user'),
  },
  {
    id: 'touch',
    name: 'request with a cookie: validate and touch',
    unit: 'requests/s',
    better: 'higher',
    contestants: both,
    check: share('requests that were in their session'),
  },
  {
    id: 'enumerate',
    name: 'enumerate a fact of all sessions',
    unit: 'facts/s',
    better: 'higher',
    contestants: both,
    check: {
      what: 'the sum of the quantities',
      expected: (sessions) =>
        Array.from({ length: sessions }, (_, i) => cartOf(i).quantity).reduce((a, b) => a + b, 0),
    },
  },
  {
    id: 'find',
    name: 'find the session that has a fact',
    unit: 'lookups/s',
    better: 'higher',
    contestants: both,
    check: share('lookups that found the right session'),
  },
  {
    id: 'gc',
    name: 'gc of all sessions, 1 % have expired',
    unit: 'sessions/s',
    better: 'higher',
    contestants: both,
    check: {
      what: 'the sessions, and facts, that are left',
      expected: (sessions) => 2 * (sessions - expired(sessions)),
    },
  },
  {
    id: 'memory',
    name: 'memory of a session with three facts',
    unit: 'bytes',
    better: 'lower',
    contestants: [...both, 'express-session'],
    check: { what: 'the facts that are there in the end', expected: (sessions) => 3 * sessions },
    once: true,
    fewestFacts: 20_000,
  },
];

export const suite: Suite = {
  name: 'session',
  contestants: [
    { name: 'clausal', program: 'contestants/session/clausal' },
    { name: 'swipl', program: 'contestants/session/swipl' },
    { name: 'express-session', program: 'contestants/session/express-session' },
  ],
  reference: 'swipl',
  trials,
  counted: 'sessions',
  facts: 200_000,
  quickFacts: 200,
};
