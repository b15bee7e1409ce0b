/**
 * Tests that ask the same goals and programs of a Prolog host and of SWI-Prolog: the same solutions in the same order,
 * the same output, warnings and errors. What differs is in tables, and a difference that is gone is an error too.
 */
import { expect, test } from 'vitest';
import {
  goalsOf,
  type HostMaker,
  hostOutcomes,
  mainText,
  outcomeText,
  swiplOutcomes,
  type Topic,
} from './prolog-outcomes.ts';
import { describeWithSwipl } from './swipl.ts';

export interface Difference {
  readonly why: string;
  /** Goals and programs of the topics, as they are there. */
  readonly goals: readonly string[];
}

export interface Comparison {
  readonly topics: readonly Topic[];
  readonly makeHost: HostMaker;
  /** What differs in more than the context of an error. */
  readonly differences: readonly Difference[];
  /** What differs in the context of an error only; contexts are not compared without it. */
  readonly contexts?: readonly Difference[];
}

/** Defines a test for each topic, and one for the tables. */
export function describeDifferential(name: string, comparison: Comparison): void {
  const { topics, differences, contexts } = comparison;
  const mayDiffer = new Set(goalsIn(differences));
  const mayDifferInContext = new Set(goalsIn(contexts ?? []));

  describeWithSwipl(name, () => {
    /** What of the tables did differ. */
    const differed = new Set<string>();

    for (const topic of topics) {
      test(`${textsOf(topic).length} goals and programs: ${topic.name}`, { timeout: 300_000 }, async () => {
        const different: string[] = [];
        const inContext: string[] = [];
        for (const { text, ours, theirs } of await bothOutcomes(topic, comparison.makeHost)) {
          const report = `${text}\nhere:\n${outcomeText(ours)}\nin SWI-Prolog:\n${outcomeText(theirs)}`;
          const isSame = mainText(ours) === mainText(theirs);
          if (isSame && (ours.context === theirs.context || contexts === undefined)) continue;
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
      const listed = [...goalsIn(differences), ...goalsIn(contexts ?? [])];
      expect(listed.filter((text) => !differed.has(text))).toEqual([]);
      expect(listed.filter((text, i) => listed.indexOf(text) !== i)).toEqual([]);
    });
  });
}

/** Goals and programs are named by the topic too: one may be asked in several. */
function textsOf(topic: Topic): string[] {
  return [...goalsOf(topic), ...(topic.programs ?? [])];
}

function goalsIn(table: readonly Difference[]): string[] {
  return table.flatMap(({ goals }) => goals);
}

async function bothOutcomes(topic: Topic, makeHost: HostMaker) {
  const theirs = await swiplOutcomes(topic);
  const ours = await hostOutcomes(topic, makeHost);
  const pairs = [...ours.goals, ...ours.programs].map((outcome, i) => ({
    ours: outcome,
    theirs: [...theirs.goals, ...theirs.programs][i]!,
  }));
  return textsOf(topic).map((text, i) => ({ text, ...pairs[i]! }));
}
