/** Every character of Unicode is to the reader what it is in SWI-Prolog. */
import { expect, test } from 'vitest';
import { CONTINUE, classOf, LAYOUT, START, SYMBOL, UPPER } from '../../src/syntax/characters.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';

/** `Code Classes` for every character that may stand outside of quotes; nothing is assigned above. */
const program = `
main :- forall(( between(256, 0x3ffff, C) ; between(0xe0000, 0xe0fff, C) ), class(C)).
class(C) :- C >= 0xd800, C =< 0xdfff, !. % half a pair is no character
class(C) :- '$code_class'(C, invalid), !.
class(C) :- write(C), write(' '), forall(letter(L, C), write(L)), nl.
letter(l, C) :- '$code_class'(C, layout).
letter(s, C) :- '$code_class'(C, id_start).
letter(u, C) :- '$code_class'(C, upper).
letter(c, C) :- '$code_class'(C, id_continue).
letter(y, C) :- '$code_class'(C, graphic).
`;

const letters = [LAYOUT, START, UPPER, CONTINUE, SYMBOL].map((bit, i) => [bit, 'lsucy'[i]!] as const);

describeWithSwipl('the characters of Unicode', () => {
  test('have the classes that SWI-Prolog gives them', async () => {
    const theirs = new Map<number, string>();
    for (const line of (await runSwipl(program)).trimEnd().split('\n')) {
      const [code, classes] = line.split(' ') as [string, string];
      theirs.set(Number(code), classes);
    }
    const different: string[] = [];
    let later = 0;
    for (let code = 256; code < 0xe1000; code++) {
      if (code === 0x40000) code = 0xe0000;
      if (code === 0xd800) code = 0xe000; // half a pair is no character
      const kind = classOf(code);
      const ours = letters.map(([bit, letter]) => (kind & bit ? letter : '')).join('');
      const answer = theirs.get(code);
      if (answer === undefined && kind !== 0) later++;
      else if ((answer ?? '') !== ours)
        different.push(`U+${code.toString(16)}: ${answer} there, ${ours} here`);
    }
    console.log(`${theirs.size} characters alike, ${later} of a later Unicode than SWI-Prolog’s`);
    expect(different).toEqual([]);
    expect(theirs.size).toBeGreaterThan(100_000);
  });
});
