/** The suite `prolog`: programs on the tau-prolog host, against tau-prolog by itself and SWI-Prolog. */
import { REVERSED } from './data.ts';
import type { Suite } from './suite.ts';

const contestants = ['clausal', 'tau', 'swipl'];

export const suite: Suite = {
  name: 'prolog',
  contestants: [
    { name: 'clausal', program: 'contestants/prolog/clausal' },
    { name: 'tau', program: 'contestants/prolog/tau', mostFacts: 20_000 },
    { name: 'swipl', program: 'contestants/prolog/swipl' },
  ],
  reference: 'tau',
  ratios: [['clausal', 'tau']],
  trials: [
    {
      id: 'assert',
      name: 'http_session_assert/2 in a loop (tau: assertz/1)',
      unit: 'facts/s',
      better: 'higher',
      contestants,
      check: { what: 'the facts that are there in the end', expected: (facts) => facts },
      growth: true,
    },
    {
      id: 'reverse',
      name: 'naive reverse, step by step',
      unit: 'inferences/s',
      better: 'higher',
      contestants,
      check: { what: 'the last of the reversed list', expected: () => REVERSED },
    },
    {
      id: 'join',
      name: 'a join over all sessions',
      unit: 'sessions/s',
      better: 'higher',
      contestants: ['clausal', 'swipl'],
      check: {
        what: 'the sessions with more than six of something',
        expected: (facts) => Math.floor(facts / 7),
      },
      fewestFacts: 7,
    },
  ],
  counted: 'facts',
  facts: 20_000,
  quickFacts: 700,
  growthSizes: [1, 5],
};
