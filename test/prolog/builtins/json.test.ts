/** JSON in the tau-prolog host: random values as in SWI-Prolog, and values deep within others. `SEED=n` repeats a run. */
import { list, nil, SessionEngine, type Term } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { expect, test } from 'vitest';
import { jsonTerm } from '../../../src/prolog/json/json-reader.ts';
import { CONSTANTS, type JsonStyle, jsonStyle } from '../../../src/prolog/json/json-style.ts';
import { jsonText } from '../../../src/prolog/json/json-text.ts';
import { describeDifferential } from '../../support/prolog-differential.ts';
import { Random, seedOfRun } from '../../support/random.ts';
import { JSON_WRITERS, RandomJson } from '../../support/random-json.ts';

const seed = seedOfRun();
const random = new RandomJson(new Random(seed));

describeDifferential(`random JSON is written as in SWI-Prolog, with the seed ${seed}`, {
  topics: [
    {
      name: 'JSON terms',
      program: JSON_WRITERS,
      goals: Array.from({ length: 200 }, () => random.writesTerm()).join('\n'),
    },
  ],
  makeHost: (engine, output, errorOutput) => new TauProlog(engine, { output, errorOutput }),
  differences: [],
});

const LEVELS = 100_000;

const OTHERS = { text: () => '', length: () => 0, known: () => undefined };

function written(term: Term, style: Partial<JsonStyle>): string {
  return jsonText(term, { ...jsonStyle(nil, 'terms'), ...style }, 0, OTHERS);
}

test('values may be as deep within others as they like', () => {
  const text = `${'[{"a":'.repeat(LEVELS)}1${'}]'.repeat(LEVELS)}`;
  const { term, end } = jsonTerm(text, CONSTANTS.terms)!;
  expect(end).toBe(text.length);
  expect(written(term, { width: 0 }).replaceAll(' ', '')).toBe(text);
  expect(written(term, { width: 10 * LEVELS }).replaceAll(' ', '')).toBe(text);
});

test('text that would take too much memory is an error', () => {
  let term: Term = nil;
  for (let i = 0; i < LEVELS; i++) term = list([term]);
  for (const [value, step] of [
    [term, 2],
    [list([nil]), 1e9],
  ] as const)
    expect(() => written(value, { width: 1, step })).toThrow('Not enough resources: memory');
});

test('json_write_dict/2,3 have their own constants, and tags', async () => {
  let output = '';
  const prolog = new TauProlog(new SessionEngine(), { output: (text) => (output += text) });
  await prolog.query(`json_write_dict(current_output, [true, null, json([a=false])])`).first();
  await prolog.query(`json_write_dict(current_output, '$dict'(t, [a-1.0, b-"x"]), [tag(type)])`).first();
  await prolog.close();
  expect(output).toBe('[true, null,  {"a":false} ] {"type":"t", "a":1.0, "b":"x"}');
});
