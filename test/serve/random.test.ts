/** Requests that nobody thought of, sent to the same program on SWI-Prolog and on `clausal serve`. */
import { expect, test } from 'vitest';
import { Random, seedOfRun } from '../support/random.ts';
import { describeWithSwipl } from '../support/swipl.ts';
import { replies } from './applications/replies.ts';
import { deviations, deviationText, played } from './differential.ts';
import { Known } from './known.ts';
import { randomVisit } from './random-visits.ts';
import { CLAUSAL, SWIPL } from './server.ts';

const VISITS = 400;

describeWithSwipl('random requests', () => {
  const seed = seedOfRun();

  test(`${VISITS} of them are answered alike (SEED=${seed})`, { timeout: 300_000 }, async () => {
    const random = new Random(seed);
    const script = Array.from({ length: VISITS }, () => randomVisit(random));
    const application = { ...replies, name: 'random', script };
    const known = new Known();
    const theirs = await played(SWIPL, application);
    const found = deviations(application, theirs, await played(CLAUSAL, application));
    const unknown = found.filter((deviation) => !known.explains(deviation));
    expect(unknown.map(deviationText).join('\n')).toBe('');
  });
});
