/** What sessions in LMDB have answered is on disk: what the system is asked for tells that, before each answer. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../support/bundle.ts';
import { describeWithStrace, type SystemCall, systemCalls } from '../support/system-calls.ts';

const SYNCS = ['fsync', 'fdatasync'];
const WRITES = ['write', 'writev', 'pwrite64', 'pwritev', 'pwritev2'];

/** What was asked for. */
interface Answer {
  readonly asked: string;
  /** How often the file was written meanwhile; of a transaction first its pages, and then the header that lets them count. */
  readonly writes: number;
  /** What is wrong with that. */
  readonly wrong: readonly string[];
}

/** What was done to a file for each answer that a program has given. */
function answersOf(calls: readonly SystemCall[], file: string): Answer[] {
  const answers: Answer[] = [];
  /** Those through which whatever is written goes to disk at once. */
  const direct = new Set<string>();
  let isWritten = false;
  let asked = '';
  let writes = 0;
  let wrong: string[] = [];
  for (const { name, args, result } of calls) {
    if (name === 'openat') {
      if (/O_D?SYNC/.test(args)) direct.add(`${result}`);
      else direct.delete(`${result}`);
      continue;
    }
    const said = /^1<.*>, "(asked: |answered)(.*)\\n"/.exec(args);
    if (said?.[1] === 'asked: ') {
      [asked, writes, wrong] = [said[2]!, 0, []];
    } else if (said !== null) {
      if (writes < 2) wrong.push('no transaction was written');
      if (isWritten) wrong.push('what was written last was not synced');
      answers.push({ asked, writes, wrong });
    }
    const [, descriptor, path] = /^(\d+)<([^>]*)>/.exec(args) ?? [];
    if (path !== file || result < 0) continue;
    if (SYNCS.includes(name)) {
      isWritten = false;
    } else if (WRITES.includes(name)) {
      writes++;
      if (!direct.has(descriptor!)) isWritten = true;
      else if (isWritten) wrong.push('the header was written before its pages were synced');
    }
  }
  return answers;
}

describeWithStrace('what sessions in LMDB answer', () => {
  let folder = '';
  let program = '';
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'clausal-durable-')));
    program = await bundle('lmdb-commits.ts', folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['commit', 'batch'])('is written and synced before, with the durability %s', (durability) => {
    const file = join(folder, `${durability}.mdb`);
    const calls = systemCalls(['openat', ...SYNCS, ...WRITES], [program, file, durability]);
    const answers = answersOf(calls, file);
    expect(answers.map(({ asked }) => asked)).toEqual([
      'a session that begins',
      'a change',
      'several at once',
      'one after several',
      'a use',
      'an end',
    ]);
    expect(answers.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  });
});
