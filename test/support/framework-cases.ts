/** What every adapter does, whatever the framework: sessions as people use them, over real connections. */
import { afterEach, describe } from 'vitest';
import type { Framework } from './framework.ts';
import { sessionCases } from './framework-session-cases.ts';
import { socketCases } from './framework-socket-cases.ts';
import { streamCases } from './framework-stream-cases.ts';
import { Trials } from './framework-trials.ts';
import { troubleCases } from './framework-trouble-cases.ts';
import { closeServers } from './http.ts';

/** Defines the tests for an adapter. */
export function testFramework(framework: Framework): void {
  describe(framework.name, () => {
    afterEach(closeServers);
    const trials = new Trials(framework);
    sessionCases(trials);
    streamCases(trials);
    troubleCases(trials);
    socketCases(trials);
    trials.checkGaps();
  });
}
