/**
 * A program that opens sessions in LMDB and says so in a line. As `stay` it does nothing more; as `reopen` it closes them and opens
 * them again, as often as its name says; as `write` it begins one session after the other, `Name-1`, `Name-2` and so on, until its
 * input ends, and prints how many there are. Its arguments: the path, what it is, and its name.
 */
import { once } from 'node:events';
import { type LmdbStorage, lmdbStorage } from '../../src/storage/lmdb.ts';
import { begin } from './session-changes.ts';

const [path = '', kind = '', name = ''] = process.argv.slice(2);

let storage = open();
process.stdout.write('opened\n');
if (kind === 'stay') process.stdin.resume();
if (kind === 'reopen') void reopen();
if (kind === 'write') void write();

function open(): LmdbStorage {
  const opened = lmdbStorage({ path });
  opened.open(() => undefined);
  return opened;
}

async function reopen(): Promise<void> {
  for (let i = 0; i < Number(name); i++) {
    await storage.close();
    storage = open();
  }
  await storage.close();
}

async function write(): Promise<void> {
  let isOver = false;
  void once(process.stdin.resume(), 'end').then(() => (isOver = true));
  let written = 0;
  while (!isOver) {
    await storage.commit(begin(`${name}-${written + 1}`));
    written++;
  }
  process.stdout.write(`${written}\n`);
  await storage.close();
}
