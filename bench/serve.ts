/** The suite `serve`: one web application in Prolog, by clausal and by SWI-Prolog's own server. */
import type { Suite, Trial } from './suite.ts';

const names = ['clausal', 'swipl'];

/** Both have the same client, which is told the server. */
const contestants = names.map((name) => ({
  name,
  program: 'contestants/serve/client',
  args: [`contestants/serve/${name}`],
}));

const requests = (id: string, name: string, rows: number): Trial => ({
  id,
  name,
  unit: 'requests/s',
  better: 'higher',
  contestants: names,
  check: { what: 'the rows in an answer', expected: () => rows },
  operationsPerFact: 50,
});

export const suite: Suite = {
  name: 'serve',
  contestants,
  reference: 'swipl',
  ratios: [['clausal', 'swipl']],
  trials: [
    requests('plain', 'plain text', 1),
    requests('counter', 'a counter in the session', 1),
    requests('page', 'a page of 20 table rows', 20),
    requests('json', 'a JSON reply', 1),
    {
      id: 'start',
      name: 'from the start to the first reply',
      unit: 's',
      better: 'lower',
      contestants: names,
      check: { what: 'the rows in an answer', expected: () => 1 },
      once: true,
    },
    {
      id: 'memory',
      name: 'memory after 1,000 requests',
      unit: 'bytes',
      better: 'lower',
      contestants: names,
      check: { what: 'the rows in an answer', expected: () => 1 },
      once: true,
    },
  ],
  counted: 'sessions',
  facts: 100,
  quickFacts: 100,
};
