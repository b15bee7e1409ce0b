/** The file of a socket: made so that from the beginning only its user may connect, and taken over from servers that died. */
import { chmodSync, linkSync, lstatSync, mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { dirname, join } from 'node:path';

/** What tells a socket from another one that has its path now. */
export function inodeOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.ino;
}

/** Takes away a socket that nobody serves any more. */
export async function clear(path: string): Promise<void> {
  const kind = lstatSync(path, { throwIfNoEntry: false });
  if (kind === undefined) return;
  if (!kind.isSocket()) throw new Error(`serveRepl: ${path} is there, and is no socket`);
  const isServed = await new Promise<boolean>((resolve) => {
    const probe = connect(path)
      .on('connect', () => {
        probe.destroy();
        resolve(true);
      })
      .on('error', () => resolve(false));
  });
  if (isServed) throw new Error(`serveRepl: somebody serves at ${path} already`);
  unlinkSync(path);
}

/**
 * Listens at a path where from the beginning nobody else may connect: the socket is made in a folder that only this user
 * may enter, and given its name when its mode is set. (With `umask` instead, threads could not serve.)
 */
export async function listen(server: Server, path: string): Promise<void> {
  // Short names, since the paths of sockets may not be long
  const folder = mkdtempSync(join(dirname(path), '.c-'));
  const hidden = join(folder, 's');
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(hidden, () => {
        server.off('error', reject);
        resolve();
      });
    });
    chmodSync(hidden, 0o600);
    linkSync(hidden, path); // which takes nobody else's name
  } catch (error) {
    server.close();
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
