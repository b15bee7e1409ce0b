/**
 * Goals and programs in the tau-prolog host and in SWI-Prolog: the same solutions in the same order, the same output,
 * warnings and errors. What differs on purpose is in two tables, and a difference that is gone is an error too.
 */
import { expect, test } from 'vitest';
import { TauProlog } from '../../src/prolog/tau.ts';
import {
  goalsOf,
  hostOutcomes,
  mainText,
  outcomeText,
  swiplOutcomes,
  type Topic,
} from '../support/prolog-outcomes.ts';
import { describeWithSwipl } from '../support/swipl.ts';
import { CONTEXTS, DIFFERENCES, type Difference } from './prolog-goals/differences.ts';
import { topics } from './prolog-goals/topics.ts';

/** Goals and programs are named by the topic too: one may be asked in several. */
const textsOf = (topic: Topic): string[] => [...goalsOf(topic), ...(topic.programs ?? [])];
const goalsIn = (table: readonly Difference[]): string[] => table.flatMap(({ goals }) => goals);

const mayDiffer = new Set(goalsIn(DIFFERENCES));
const mayDifferInContext = new Set(goalsIn(CONTEXTS));

describeWithSwipl('the tau-prolog host answers as SWI-Prolog does', () => {
  /** What of the tables did differ. */
  const differed = new Set<string>();

  for (const topic of topics) {
    test(`${textsOf(topic).length} goals and programs: ${topic.name}`, { timeout: 300_000 }, async () => {
      const different: string[] = [];
      const inContext: string[] = [];
      for (const { text, ours, theirs } of await bothOutcomes(topic)) {
        const report = `${text}\nhere:\n${outcomeText(ours)}\nin SWI-Prolog:\n${outcomeText(theirs)}`;
        const isSame = mainText(ours) === mainText(theirs);
        if (isSame && ours.context === theirs.context) continue;
        if ((isSame ? mayDifferInContext : mayDiffer).has(text)) differed.add(text);
        else (isSame ? inContext : different).push(report);
      }
      expect.soft(`${different.length} different`).toBe('0 different');
      expect.soft(`${inContext.length} different in context`).toBe('0 different in context');
      expect.soft(different.join('\n\n')).toBe('');
      expect.soft(inContext.join('\n\n')).toBe('');
    });
  }

  test('except for what is in the tables, and all of that', () => {
    const listed = [...goalsIn(DIFFERENCES), ...goalsIn(CONTEXTS)];
    expect(listed.filter((text) => !differed.has(text))).toEqual([]);
    expect(listed.filter((text, i) => listed.indexOf(text) !== i)).toEqual([]);
  });
});

async function bothOutcomes(topic: Topic) {
  const theirs = await swiplOutcomes(topic);
  const ours = await hostOutcomes(
    topic,
    (engine, output, errorOutput) => new TauProlog(engine, { output, errorOutput }),
  );
  const pairs = [...ours.goals, ...ours.programs].map((outcome, i) => ({
    ours: outcome,
    theirs: [...theirs.goals, ...theirs.programs][i]!,
  }));
  return textsOf(topic).map((text, i) => ({ text, ...pairs[i]! }));
}
