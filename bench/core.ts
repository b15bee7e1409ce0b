/** The suite `core`: the clause store, queries, the reader and the writer, against other homes for the same facts. */
import { carts, chainLength, ITEMS } from './data.ts';
import type { Suite, Trial } from './suite.ts';

const all = ['clausal', 'swipl', 'tau', 'map'];
const prologs = ['clausal', 'swipl', 'tau'];
const clausalAndSwipl = ['clausal', 'swipl'];

/** All work of a trial that is done one by one was right. */
const share = (what: string) => ({ what, expected: () => 1 });
const sum = (what: string) => ({ what, expected: (facts: number) => (facts * (facts - 1)) / 2 });
const orderValue = {
  what: 'the price of all carts',
  expected: (facts: number) =>
    carts(facts).reduce((total, { quantity }, i) => total + quantity * ((i % ITEMS) + 1), 0),
};
/** The atoms, numbers, variables and functors in terms.txt; counted by each contestant in terms of its own. */
const termParts = { what: 'the parts of the terms', expected: () => 133 };

const trials: readonly Trial[] = [
  {
    id: 'assertz',
    name: 'assertz',
    unit: 'facts/s',
    better: 'higher',
    contestants: all,
    check: { what: 'the facts that are there in the end', expected: (facts) => facts },
    growth: true,
  },
  {
    id: 'assertz_text',
    name: 'assertz, fact as text',
    unit: 'facts/s',
    better: 'higher',
    contestants: clausalAndSwipl,
    check: { what: 'the facts that are there in the end', expected: (facts) => facts },
  },
  {
    id: 'lookup',
    name: 'first-argument lookup',
    unit: 'lookups/s',
    better: 'higher',
    contestants: all,
    check: share('lookups that found the right user'),
    growth: true,
  },
  {
    id: 'lookup_text',
    name: 'first-argument lookup, goal as text',
    unit: 'lookups/s',
    better: 'higher',
    contestants: clausalAndSwipl,
    check: share('lookups that found the right user'),
  },
  {
    id: 'content',
    name: 'content lookup',
    unit: 'lookups/s',
    better: 'higher',
    contestants: all,
    check: share('lookups that found the right session'),
    growth: true,
  },
  {
    id: 'replace',
    name: 'replace',
    unit: 'facts/s',
    better: 'higher',
    contestants: all,
    check: share('facts that have the new user'),
    growth: true,
  },
  {
    id: 'retract',
    name: 'retract one by one',
    unit: 'facts/s',
    better: 'higher',
    contestants: all,
    check: share('facts that were retracted, less those that are left'),
    growth: true,
  },
  {
    id: 'enumerate',
    name: 'enumerate',
    unit: 'facts/s',
    better: 'higher',
    contestants: all,
    check: sum('the sum of the values'),
  },
  {
    id: 'aggregate',
    name: 'enumerate, by aggregate_all',
    unit: 'facts/s',
    better: 'higher',
    contestants: clausalAndSwipl,
    check: sum('the sum of the values'),
  },
  {
    id: 'join',
    name: 'three-way join',
    unit: 'solutions/s',
    better: 'higher',
    contestants: all,
    check: orderValue,
  },
  {
    id: 'join_aggregate',
    name: 'three-way join, by aggregate_all',
    unit: 'solutions/s',
    better: 'higher',
    contestants: clausalAndSwipl,
    check: orderValue,
  },
  {
    id: 'path',
    name: 'recursive path query',
    unit: 'solutions/s',
    better: 'higher',
    contestants: prologs,
    check: { what: 'the places that are reached', expected: chainLength },
  },
  {
    id: 'reverse',
    name: 'naive reverse',
    unit: 'inferences/s',
    better: 'higher',
    contestants: prologs,
    check: share('lists that were reversed'),
    operationsPerFact: 10,
  },
  {
    id: 'read',
    name: 'read terms',
    unit: 'terms/s',
    better: 'higher',
    contestants: prologs,
    check: termParts,
  },
  {
    id: 'write',
    name: 'write terms',
    unit: 'terms/s',
    better: 'higher',
    contestants: prologs,
    check: termParts,
  },
];

export const suite: Suite = {
  name: 'core',
  contestants: [
    { name: 'clausal', program: 'contestants/core/clausal' },
    { name: 'swipl', program: 'contestants/core/swipl' },
    { name: 'tau', program: 'contestants/core/tau', mostFacts: 500 },
    { name: 'map', program: 'contestants/core/map' },
  ],
  reference: 'swipl',
  trials,
  counted: 'facts',
  facts: 200_000,
  quickFacts: 200,
  growthSizes: [0.05, 0.2, 0.8, 3.2],
};
