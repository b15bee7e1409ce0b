/** Whatever text the reader is given, it answers with a term or a syntax error, and says where that is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Reader, readTerm } from '../../src/syntax/reader.ts';
import { PrologSyntaxError } from '../../src/syntax/syntax-error.ts';
import { isTerm } from '../../src/term/term.ts';
import { pickedTexts } from '../support/tricky-texts.ts';

const program = `
:- module(cart, [add/2, total//1]).
:- dynamic cart/2.
% Adds an item.
add(Id, Item-Count) :- \\+ cart(Id, Item), !, assertz(cart(Id, [Item|"text"], 0'a, 'it''s', \`codes\`)).
total(N) --> { N is 1_000 + 0x1F * 1.5e3 / 16'FF ** -2 }, [a, B, C|T], ( x -> y ; \\+ z ), /* c */ {}.
`;

function check(text: string): void {
  let term: unknown;
  try {
    term = readTerm(text);
  } catch (error) {
    expect(error).toBeInstanceOf(PrologSyntaxError);
    const { line, column, message } = error as PrologSyntaxError;
    const lines = text.split('\n');
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual(Array.from(lines[line - 1]!).length + 1);
    expect(message).toMatch(new RegExp(`^line ${line}, column ${column}: `));
    return;
  }
  expect(isTerm(term)).toBe(true);
}

/** Reads on behind every error: each clause is read or refused once, and the end is reached. */
function checkProgram(text: string): void {
  const reader = new Reader(text);
  let at = 0;
  for (let clauses = 0; ; clauses++) {
    expect(clauses).toBeLessThanOrEqual(text.length);
    try {
      const result = reader.read();
      if (result === undefined) return;
      expect(result.start).toBeGreaterThanOrEqual(at);
      expect(result.end).toBeGreaterThan(result.start);
      expect(result.line).toBe(text.slice(0, result.start).split('\n').length);
      at = result.end;
    } catch (error) {
      expect(error).toBeInstanceOf(PrologSyntaxError);
    }
  }
}

const bytes = fc.uint8Array({ maxLength: 60 }).map((all) => new TextDecoder('latin1').decode(all));
const ascii = fc.string({ unit: 'binary-ascii', maxLength: 60 });
const unicode = fc.string({ unit: 'binary', maxLength: 40 });
const tokens = fc.array(fc.constantFrom(...pickedTexts), { maxLength: 6 }).map((parts) => parts.join(''));

/** A program with a few of its parts taken out, doubled, or replaced. */
const mutated = fc
  .array(fc.tuple(fc.nat(program.length), fc.nat(8), fc.oneof(ascii, fc.constantFrom(...pickedTexts))), {
    minLength: 1,
    maxLength: 4,
  })
  .map((changes) => {
    let text = program;
    for (const [at, length, inserted] of changes)
      text = text.slice(0, at) + inserted + text.slice(at + length);
    return text;
  });

describe('a term or a syntax error', () => {
  for (const [name, texts] of Object.entries({ bytes, ascii, unicode, tokens, mutated })) {
    test(`for ${name}`, () => {
      fc.assert(fc.property(texts, check), { numRuns: 4000 });
    });
  }
});

describe('clause after clause to the end', () => {
  for (const [name, texts] of Object.entries({ ascii, unicode, tokens, mutated })) {
    test(`for ${name}`, () => {
      fc.assert(fc.property(texts, checkProgram), { numRuns: 2000 });
    });
  }
});
