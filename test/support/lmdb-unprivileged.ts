/**
 * A program that opens sessions in LMDB as a user that is not root, as root may write everywhere: prints what goes wrong, or `open`.
 * It gives its rights away when all is loaded, as the packages may be where only root can read them. Its argument is the path.
 */
import { writeSync } from 'node:fs';
import { lmdbStorage } from '../../src/storage/lmdb.ts';

/** Of `nobody`, who owns no files. */
const NOBODY = 65_534;

if (process.getuid!() === 0) {
  process.setgroups!([]);
  process.setgid!(NOBODY);
  process.setuid!(NOBODY);
}
const storage = lmdbStorage({ path: process.argv[2]! });
try {
  storage.open(() => undefined);
  writeSync(1, 'open');
} catch (error) {
  writeSync(1, String(error));
}
await storage.close();
