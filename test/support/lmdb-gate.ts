/**
 * A program at the gate of an LMDB file. As `open` it goes through it many times, and prints a line when somebody else is inside at
 * the same time; as `commit` it asks to commit all the time, many times at once, and prints a line at first. Its arguments: the path,
 * what it is, and how often.
 */
import { closeSync, openSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { OpeningGate } from '../../src/storage/lmdb/opening-gate.ts';

const [path = '', kind = '', times = ''] = process.argv.slice(2);
const inside = `${path}-inside`;

if (kind === 'open') {
  for (let i = 0; i < Number(times); i++) {
    const gate = OpeningGate.of(path);
    gate.opening(alone);
    gate.close();
  }
} else {
  const gate = OpeningGate.of(path);
  gate.opening(() => undefined);
  process.stdout.write('committing\n');
  for (let i = 0; i < Number(times); i++) void commit(gate);
}

/** Takes as long as the opening of a file. */
function alone(): void {
  try {
    closeSync(openSync(inside, 'wx'));
  } catch {
    process.stdout.write('not alone\n');
  }
  for (const end = performance.now() + 0.5; performance.now() < end; );
  rmSync(inside, { force: true });
}

async function commit(gate: OpeningGate): Promise<void> {
  for (;;) {
    if (gate.enter()) {
      await setTimeout(Math.random() * 3);
      gate.leave();
    } else {
      await setTimeout(1);
    }
  }
}
