/** Tests of built-in predicates: goals whose outcomes in the tau-prolog host are those in SWI-Prolog. */
import { beforeAll, expect, test } from 'vitest';
import { TauProlog } from '../../src/prolog/tau.ts';
import { goalsOf, hostOutcomes, outcomeText, swiplOutcomes, type TopicOutcomes } from './prolog-outcomes.ts';
import { describeWithSwipl } from './swipl.ts';

export interface GoalOptions {
  /** Consulted before the goals. */
  readonly program?: string;
  /** Whether what a goal writes is compared as a term, so that each begins with a line of its own. */
  readonly isCaptured?: boolean;
}

/** Declares a test for each goal: one a line, of which those that begin with `%` are for the reader. */
export function describeGoals(name: string, goals: string, { program, isCaptured }: GoalOptions = {}): void {
  const lines = goalsOf({ name, goals });
  const asked = isCaptured ? lines.map((line) => `with_output_to(string(Output), ( ${line} ))`) : lines;
  const topic = { name, goals: asked.join('\n'), ...(program !== undefined && { program }) };
  describeWithSwipl(name, () => {
    let here: TopicOutcomes;
    let swipl: TopicOutcomes;
    beforeAll(async () => {
      here = await hostOutcomes(
        topic,
        (engine, output, errorOutput) => new TauProlog(engine, { output, errorOutput }),
      );
      swipl = await swiplOutcomes(topic);
    });
    test.each(lines.map((line, i) => [line, i] as const))('%s', (_line, i) => {
      expect(outcomeText(here.goals[i]!)).toBe(outcomeText(swipl.goals[i]!));
    });
  });
}
