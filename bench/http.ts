/** The suite `http`: a counter that is kept in the session, on servers with clausal, with others, and without sessions. */
import type { Suite } from './suite.ts';

/** All have the same client, which is told the server. */
const contestant = (name: string) => ({
  name,
  program: 'contestants/http/client',
  args: [`contestants/http/${name}`],
});

export const suite: Suite = {
  name: 'http',
  contestants: ['clausal-node', 'swipl', 'node', 'clausal-express', 'express', 'express-session'].map(
    contestant,
  ),
  reference: 'swipl',
  ratios: [
    ['clausal-node', 'node'],
    ['clausal-express', 'express'],
    ['clausal-express', 'express-session'],
    ['clausal-node', 'swipl'],
  ],
  trials: [
    {
      id: 'counter',
      name: 'a counter in the session',
      unit: 'requests/s',
      better: 'higher',
      contestants: ['clausal-node', 'swipl', 'node', 'clausal-express', 'express', 'express-session'],
      check: { what: 'the sum of the counters as a share of the answers', expected: () => 1 },
      operationsPerFact: 100,
    },
  ],
  counted: 'sessions',
  facts: 200,
  quickFacts: 100,
};
