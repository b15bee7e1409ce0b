/** Answers that a program's portray/1 has a say in, as SWI-Prolog prints them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLAUSAL, launch } from '../support/clausal-command.ts';
import { describeWithSwipl } from '../support/swipl.ts';

const PROGRAM = `
:- multifile portray/1.
:- dynamic portray/1.
portray(secret) :- write('<hidden>').
portray(p(X)) :- write('P<'), print(X), write('>').
portray(5) :- write(five).
portray([a|_]) :- write(list_of_a).
`;

const GOALS = `
X = f(secret), Y = p(5), Z = [1, secret|T].
A = secret, B = secret, C = f(B).
X = f(Y, Z, Y).
X = (secret :- 5), Y = (- 5) - secret, Z = {secret}.
X = [b, a], Y = [a, b], Z = "secret", W = 'a b'.
X = _.
true.
numlist(1, 20, L).
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-portrayed-'));
  writeFileSync(join(folder, 'portray.pl'), PROGRAM);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function answers(...words: readonly string[]): Promise<string> {
  const child = launch([...words, 'portray.pl'], { cwd: folder });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stdin.end(GOALS);
  return new Promise((resolve) => child.on('close', () => resolve(output.trim())));
}

describeWithSwipl('as in SWI-Prolog', () => {
  test('values and parts of them are portrayed', async () => {
    const [mine, swipl] = await Promise.all([
      answers(...CLAUSAL, 'repl', '-q'),
      answers('swipl', '-q', '-f', 'none'),
    ]);
    // There a goal whose answer is not known to be the last ends in ` .`
    expect(mine).toBe(swipl.replace(/ \.$/gm, '.'));
  });
});
