/**
 * Web applications of SWI-Prolog that need no more than tau-prolog has, served by SWI-Prolog and as `clausal serve --engine
 * tau` does it, one by that command itself: the same requests get the same replies. The others say what they need.
 */
import { SessionEngine } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { describe, expect, test } from 'vitest';
import { tauReport } from '../../src/serve/index.ts';
import { describeWithSwipl } from '../support/swipl.ts';
import type { Application } from './application.ts';
import { applications, withoutExamples } from './applications.ts';
import {
  type Answered,
  type Deviation,
  deviations,
  deviationText,
  played,
  playedOn,
  surprises,
} from './differential.ts';
import { Known } from './known.ts';
import { CLAUSAL_TAU, SWIPL } from './server.ts';
import { COMPLAINTS, TAU_DIFFERENCES } from './tau-known-differences.ts';
import { startTau } from './tau-server.ts';

/** By the command, which the others are spared: it takes its time to start. */
const BY_COMMAND = 'quiz';

async function served(application: Application): Promise<readonly Answered[]> {
  if (application.name === BY_COMMAND) return played(CLAUSAL_TAU, application);
  return playedOn(await startTau(application), application);
}

const running = applications.filter(({ name }) => !(name in COMPLAINTS));

describeWithSwipl('small web applications on tau-prolog', () => {
  const known = new Known();
  const listed = new Set<string>();
  const keysOf = (app: string, request: string, what: readonly string[]) =>
    what.map((each) => `${app} › ${request}: ${each}`);
  const all = TAU_DIFFERENCES.flatMap(({ app, requests, what }) =>
    requests.flatMap((request) => keysOf(app, request, what)),
  );
  const isListed = ({ app, request, what }: Deviation) => {
    const [key] = keysOf(app, request, [what]) as [string];
    if (all.includes(key)) listed.add(key);
    return all.includes(key);
  };

  for (const application of running) {
    test(`${application.name}: ${application.script.length} requests`, { timeout: 120_000 }, async () => {
      const [theirs, ours] = await Promise.all([played(SWIPL, application), served(application)]);
      expect(surprises(application, theirs).join('\n')).toBe('');
      const found = deviations(application, theirs, ours).filter((deviation) => !known.explains(deviation));
      expect(
        found
          .filter((deviation) => !isListed(deviation))
          .map(deviationText)
          .join('\n'),
      ).toBe('');
    });
  }

  test.skipIf(withoutExamples !== undefined)('differ only in what is known, and in all of that', () => {
    expect(all.filter((key) => !listed.has(key))).toEqual([]);
    expect(running.length).toBeGreaterThanOrEqual(8);
  });
});

describe('an application that needs more says so when it is loaded', () => {
  test.each(
    applications
      .filter(({ name }) => name in COMPLAINTS)
      .map((app): [string, Application] => [app.name, app]),
  )('%s', async (name, { file }) => {
    let told = '';
    const prolog = new TauProlog(new SessionEngine({ profile: 'swi' }), {
      output: () => {},
      errorOutput: (text) => {
        told += text;
      },
    });
    await prolog.consult({ file }).catch((error: Error) => {
      told += error.message;
    });
    await prolog.close();
    expect(told).toContain(COMPLAINTS[name]);
    expect(told).toContain(file);
  });
});

/** Has parts that are for a library with windows, of which nothing is asked. */
const WITH_WINDOWS = 'demo_threads';

test('clausal check --engine tau tells them apart', async () => {
  for (const { name, file } of applications) {
    if (name === WITH_WINDOWS) continue;
    const { problems } = await tauReport([file]);
    expect({ name, runs: problems.length === 0 }).toEqual({ name, runs: !(name in COMPLAINTS) });
  }
});
