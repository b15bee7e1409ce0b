/** Express with express-session and session-file-store, which writes a file for each session. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import session from 'express-session';
import makeFileStore from 'session-file-store';
import type { SessionData } from '../../session-data.ts';
import { serveShared } from '../../shared-serving.ts';
import { storeApp } from '../../store-server.ts';
import { versionOf } from '../../version.ts';

await serveShared(
  ({ folder }) => {
    const FileStore = makeFileStore(session);
    return storeApp(new FileStore({ path: folder, logFn: () => {} }), () => sessionsIn(folder));
  },
  { version: versionOf('session-file-store') },
);

/** The store has no function for that. */
async function sessionsIn(folder: string): Promise<SessionData[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as SessionData),
  );
}
