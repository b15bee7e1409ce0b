/**
 * A program that is to be killed: takes steps with several sessions in LMDB as fast as it can, and prints `Slot Step` after each
 * step that was answered. Its arguments: the path, its number, how many slots, and the durability.
 */
import { writeSync } from 'node:fs';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { type Expected, expectations, takeStep } from './lmdb-steps.ts';

const [path = '', program = '', slots = '', durability = 'commit'] = process.argv.slice(2);
const storage = lmdbStorage({ path, durability: durability === 'batch' ? 'batch' : 'commit' });
storage.open(() => undefined);

async function run(slot: number): Promise<void> {
  let before: Expected | undefined;
  let step = 0;
  for (const after of expectations(Number(program), slot)) {
    await takeStep(storage, step, before, after);
    writeSync(1, `${slot} ${step}\n`);
    before = after;
    step++;
  }
}

for (let slot = 0; slot < Number(slots); slot++) void run(slot);
