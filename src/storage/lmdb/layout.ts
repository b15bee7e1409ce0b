/** What the databases of a file mean, as a number in it. */
import type { RootDatabase } from 'lmdb';
import { upgradeFrom1 } from './layout-1.ts';

/** A file with a later one is left alone. */
const LAYOUT = 2;

/**
 * Lets a file have this layout: a new one, and one of an earlier layout, with all that is in it or not at all.
 * @throws Error when the file is not ours, or of a later layout
 */
export function settleLayout(root: RootDatabase<Buffer, string>): void {
  const names = [...root.getKeys()].map(String);
  if (names.length > 0 && !names.includes('layout')) {
    throw new Error(`it has the databases ${names.slice(0, 5).join(', ')}; those of clausal were expected`);
  }
  const layout = root.openDB<Buffer, string>('layout', { encoding: 'binary' });
  const note = () => layout.putSync('version', Buffer.from(String(LAYOUT)));
  const found = layout.get('version')?.toString();
  if (found === undefined) note();
  else if (found === '1') upgradeFrom1(root, note);
  else if (found !== String(LAYOUT)) {
    throw new Error(`its layout is version ${found}; 1 to ${LAYOUT} were expected, as this release reads`);
  }
}
