/** The commands `clausal dump` and `clausal load`, from their arguments to what they print and their exit status. */
import { DamagedSession, type SessionStorage, type StoredSession, Var } from '../index.ts';
import type { DumpArguments, LoadArguments } from './arguments.ts';
import { DumpError, reasonOf } from './dump-error.ts';
import { type Dumped, dumpText } from './dump-text.ts';
import { type Loaded, loadSessions } from './load-sessions.ts';
import { openStorage } from './open-storage.ts';
import { showProgress } from './progress.ts';
import { readClauses } from './read-clauses.ts';
import { readSessions } from './read-sessions.ts';
import { openInput, writeFile, writeOutput } from './text-file.ts';

const FAILED = 1;

/** Writes the sessions, and answers the exit status. */
export function dump({ storage, file }: DumpArguments): Promise<number> {
  return telling(async () => {
    await withStorage(await openStorage(storage, true), async (opened) => {
      const dumped: Dumped = { sessions: 0 };
      const hide = showProgress(() => dumped.sessions);
      try {
        const text = dumpText(allSessions(opened, dumped), new Date(), dumped);
        await (file === undefined ? writeOutput(text) : writeFile(file, text));
      } finally {
        hide();
      }
      const { damage } = dumped;
      if (damage) throw new DumpError(`damaged, and not in the dump: ${reasonOf(damage)}`, { cause: damage });
    });
  });
}

/** Loads the sessions, says how many, and answers the exit status. */
export function load({ storage, file, ifThere, withExpired }: LoadArguments): Promise<number> {
  return telling(async () => {
    const input = await openInput(file);
    await withStorage(await openStorage(storage, false), async (opened) => {
      const loaded: Loaded = { sessions: 0, replaced: 0, skipped: 0, expired: 0 };
      const hide = showProgress(() => loaded.sessions);
      try {
        const sessions = readSessions(readClauses(input));
        const now = () => Date.now() / 1000;
        await loadSessions(opened, sessions, { ifThere, withExpired, now }, loaded);
      } catch (error) {
        if (!(error instanceof DumpError)) throw error;
        throw new DumpError(`${named(file)}${error.message}\n${loadedText(loaded)}`, { cause: error });
      } finally {
        hide();
      }
      process.stdout.write(`${loadedText(loaded)}\n`);
    });
  });
}

async function withStorage(storage: SessionStorage, work: (storage: SessionStorage) => Promise<void>) {
  try {
    await work(storage);
  } finally {
    await storage.close();
  }
}

/** All that can be read. */
async function* allSessions(storage: SessionStorage, dumped: Dumped): AsyncGenerator<StoredSession> {
  try {
    yield* storage.find(new Var());
  } catch (error) {
    if (!(error instanceof DamagedSession)) {
      throw new DumpError(`cannot read the sessions: ${reasonOf(error)}`, { cause: error });
    }
    dumped.damage = error;
  }
}

/** Does it, and tells of what goes wrong. */
async function telling(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof DumpError)) throw error;
    process.stderr.write(`clausal: ${error.message}\n`);
    return FAILED;
  }
}

function named(file: string | undefined): string {
  return file === undefined ? '' : `${file}: `;
}

function loadedText({ sessions, replaced, skipped, expired }: Loaded): string {
  const parts = [
    `${count(sessions)} loaded`,
    ...(replaced > 0 ? [`${replaced} of them in place of others`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(expired > 0 ? [`${expired} left out, whose time is up`] : []),
  ];
  return parts.join(', ');
}

function count(sessions: number): string {
  return sessions === 1 ? '1 session' : `${sessions} sessions`;
}
