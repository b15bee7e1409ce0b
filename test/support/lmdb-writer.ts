/**
 * A program that is to be killed: takes steps with several sessions in LMDB as fast as it can, and prints `Slot Step` after each
 * step that was answered. Its arguments: the path, its number, how many slots, and the durability.
 */
import { writeSync } from 'node:fs';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { takeSteps } from './writer-steps.ts';

const [path = '', program = '', slots = '', durability = 'commit'] = process.argv.slice(2);
const storage = lmdbStorage({ path, durability: durability === 'batch' ? 'batch' : 'commit' });
storage.open(() => undefined);

for (let slot = 0; slot < Number(slots); slot++) {
  void takeSteps(storage, Number(program), slot, (line) => writeSync(1, line));
}
