/** An application on tau-prolog as `clausal serve --engine tau` serves it, within the process of the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionEngine } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { Listeners } from '../../src/serve/listeners.ts';
import { ProgramSessions } from '../../src/serve/program-sessions.ts';
import { freePort } from '../support/free-port.ts';
import type { Application } from './application.ts';
import type { Serving } from './differential.ts';

export async function startTau({ name, file, goal }: Application): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'clausal-tau-'));
  const engine = new SessionEngine({ profile: 'swi' });
  const prolog = new TauProlog(engine, { output: () => {}, errorOutput: () => {} });
  const sessions = new ProgramSessions(prolog, engine);
  const port = await freePort();
  let isServing = false;
  const listeners = new Listeners({
    answer: (asked) => sessions.around(prolog.handler(asked)),
    refuse: prolog.refuser(),
    port,
    started: () => {
      isServing = true;
    },
  });
  await prolog.consult({ file });
  const begin = goal?.replaceAll('PORT', String(port)).replaceAll('FOLDER', folder) ?? prolog.main;
  if (begin !== undefined) await prolog.begin(begin);
  await sessions.look();
  await listeners.follow(prolog.servers);
  if (!isServing) throw new Error(`${name} asks for no server`);
  return {
    port,
    async stop() {
      await listeners.close();
      await prolog.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
