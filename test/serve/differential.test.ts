/**
 * Web applications of SWI-Prolog, unmodified, served by SWI-Prolog and by `clausal serve`: the same requests get the
 * same status, headers, cookies and body. What differs is in a table, and a difference that is gone is an error too.
 */
import { expect, test } from 'vitest';
import { describeWithSwipl } from '../support/swipl.ts';
import { applications, withoutExamples } from './applications.ts';
import { deviations, deviationText, played, requestsOf, surprises } from './differential.ts';
import { Known } from './known.ts';
import { WITHHELD } from './known-differences.ts';
import { CLAUSAL, SWIPL } from './server.ts';

if (withoutExamples !== undefined) {
  if (process.env.CI === 'true') throw new Error(withoutExamples);
  console.log(withoutExamples);
}

describeWithSwipl('web applications', () => {
  const known = new Known();

  for (const application of applications) {
    const { name, script } = application;
    test(`${name}: ${script.length} requests`, { timeout: 300_000 }, async () => {
      const theirs = await played(SWIPL, application);
      expect(surprises(application, theirs).join('\n')).toBe('');
      const why = WITHHELD.get(name);
      if (why !== undefined) return console.log(`not compared with clausal: ${name}: ${why}`);
      const found = deviations(application, theirs, await played(CLAUSAL, application));
      const unknown = found.filter((deviation) => !known.explains(deviation));
      expect(unknown.map(deviationText).join('\n')).toBe('');
    });
  }

  test.skipIf(withoutExamples !== undefined)('differ only in what is known, and in all of that', () => {
    expect(known.unused()).toEqual([]);
    expect([...WITHHELD.keys()].filter((name) => !applications.some((app) => app.name === name))).toEqual([]);
  });
});

test('each request of a script has a name of its own', () => {
  for (const application of applications) {
    const names = requestsOf(application);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  }
});
