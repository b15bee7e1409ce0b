/** The oracle tells the truth: text survives both ways, and nothing that goes wrong in Prolog passes for an answer. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeWithSwipl, runSwipl, swiplHome, swiplTests } from './swipl.ts';

describeWithSwipl('runSwipl', () => {
  test('carries Unicode in the program, the input, the arguments and the output', async () => {
    const program = `
      main :-
          read_term(T, []),
          current_prolog_flag(argv, [A]),
          atom_length(A, L),
          format("~w ~w ~w ~w~n", ['ñ→𝒳', T, A, L]).`;
    expect(await runSwipl(program, { input: "'žluťoučký 𝔨ůň'.", args: ['λ🙂'] })).toBe(
      'ñ→𝒳 žluťoučký 𝔨ůň λ🙂 2\n',
    );
  });

  test('gives canonical text', async () => {
    const program = String.raw`main :- write_canonical(f('A b', "s", [1,2|_], 'it''s', - 1, '\n', [], '[]')).`;
    expect(await runSwipl(program)).toBe(String.raw`f('A b',"s",[1,2|_],'it\'s',-(1),'\n',[],'[]')`);
  });

  test('passes large input and output whole', async () => {
    const program = 'main :- read_term(T, []), length(T, L), forall(member(X, T), writeln(X)), writeln(L).';
    const count = 100_000;
    const input = `[${Array.from({ length: count }, (_, i) => i).join(',')}].`;
    const lines = (await runSwipl(program, { input })).split('\n');
    expect(lines).toHaveLength(count + 2);
    expect(lines.at(-2)).toBe(String(count));
  });

  test('rejects on an uncaught error, with its message', async () => {
    await expect(runSwipl('main :- atom_length(_, _).')).rejects.toThrow(
      'Arguments are not sufficiently instantiated',
    );
  });

  test('rejects when main fails', async () => {
    await expect(runSwipl('main :- fail.')).rejects.toThrow('status 1');
  });

  test('rejects on a syntax error in the program, and tells its line', async () => {
    await expect(runSwipl('main :- true.\na b c.')).rejects.toThrow(/program\.pl:2:\d+: Syntax error/);
  });

  test('ignores warnings', async () => {
    expect(await runSwipl('main :- p(1, X), write(yes).\np(1, Y).')).toBe('yes');
  });

  test('ends a program that does not end', async () => {
    await expect(runSwipl('main :- repeat, fail.', { timeout: 500 })).rejects.toThrow('500 ms');
  });
});

describeWithSwipl('the folders of SWI-Prolog', () => {
  test('hold its library and, where they are installed, its tests', () => {
    expect(existsSync(join(swiplHome(), 'library', 'lists.pl'))).toBe(true);
    const tests = swiplTests();
    if (tests !== undefined) expect(existsSync(join(tests, 'core', 'test_read.pl'))).toBe(true);
  });
});
