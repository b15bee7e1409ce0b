/** Goals on the library, of which the tau-prolog host and SWI-Prolog are to say the same. */
import { expect, test } from 'vitest';
import { TauProlog } from '../../../src/prolog/tau.ts';
import {
  goalsOf,
  hostOutcomes,
  outcomeText,
  swiplOutcomes,
  type Topic,
} from '../../support/prolog-outcomes.ts';
import { describeWithSwipl } from '../../support/swipl.ts';

const LIBRARIES = `
:- use_module(library(lists)).
:- use_module(library(apply)).
:- use_module(library(pairs)).
:- use_module(library(error)).
:- use_module(library(ordsets)).
:- use_module(library(yall)).
:- use_module(library(aggregate)).
:- use_module(library(assoc)).
:- use_module(library(solution_sequences)).
:- use_module(library(dcg/basics)).
:- use_module(library(option)).
:- use_module(library(debug)).
:- use_module(library(gensym)).
p(1). p(2). p(3).
age(peter, 7). age(ann, 11). age(pat, 8). age(tom, 5). age(mike, 11).
class(a, 1, x). class(b, 2, x). class(c, 1, y). class(d, 2, y).
`;

/** Declares a test: solutions in their order, output and errors of each goal are those of SWI-Prolog. */
export function agree(name: string, goals: string, program = ''): void {
  describeWithSwipl(`library: ${name}`, () => {
    test('the host and SWI-Prolog agree', { timeout: 120_000 }, async () => {
      const topic: Topic = { name, goals, program: LIBRARIES + program };
      const [host, swipl] = await Promise.all([
        hostOutcomes(topic, (engine, output, errorOutput) => new TauProlog(engine, { output, errorOutput })),
        swiplOutcomes(topic),
      ]);
      const report = (outcomes: typeof host) =>
        goalsOf(topic).map((goal, i) => `?- ${goal}\n${outcomeText(outcomes.goals[i]!)}`);
      expect(report(host)).toEqual(report(swipl));
    });
  });
}
