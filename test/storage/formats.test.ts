/**
 * What earlier releases have written is read as what it was. The files in formats/ are never written anew: a change that
 * would need it is another format.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeSession, encodeSession } from '../../src/storage/session-bytes.ts';
import { decodeTerm, encodeTerm } from '../../src/storage/term-bytes.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { isVariant } from '../../src/term/walk.ts';
import { sessionInFormat1, termInFormat1 } from '../support/format-1-writer.ts';
import { sessionInFormat2 } from '../support/format-2-session.ts';
import { sameSession, sessionOf } from '../support/stored-sessions.ts';

/** The writer of each format; the newest one is that of the release. */
const FORMATS = [
  { format: 1, writeTerm: termInFormat1, writeSession: sessionInFormat1 },
  { format: 2, writeTerm: encodeTerm, writeSession: sessionInFormat2 },
  { format: 3, writeTerm: undefined, writeSession: encodeSession },
];

describe.each(FORMATS)('format $format', ({ format, writeTerm, writeSession }) => {
  test.each(writeTerm === undefined ? [] : golden(`terms-${format}.txt`))(
    'has the term $text',
    ({ text, bytes }) => {
      expect(bytes[0]).toBe(format);
      expect(isVariant(decodeTerm(bytes), readTerm(text))).toBe(true);
      expect(writeTerm!(readTerm(text)).toString('hex')).toBe(bytes.toString('hex'));
    },
  );

  test.each(golden(`sessions-${format}.txt`))('has the $text', ({ text, bytes }) => {
    expect(bytes[0]).toBe(format);
    expect(sameSession(decodeSession('s', bytes), sessionOf('s', text))).toBe(true);
    expect(writeSession(sessionOf('s', text)).toString('hex')).toBe(bytes.toString('hex'));
  });
});

test('the formats that are written are the last of those that are tested here', () => {
  expect(encodeTerm(readTerm('a'))[0]).toBe(FORMATS.findLast(({ writeTerm }) => writeTerm)!.format);
  const { text } = golden('sessions-3.txt')[0]!;
  expect(encodeSession(sessionOf('s', text))[0]).toBe(FORMATS.at(-1)!.format);
});

/** The lines of a file: Prolog text, and below it the bytes in hexadecimal digits. */
function golden(name: string): { text: string; bytes: Buffer }[] {
  const lines = readFileSync(join(import.meta.dirname, 'formats', name), 'utf8')
    .trimEnd()
    .split('\n');
  const pairs = [];
  for (let i = 0; i < lines.length; i += 2) {
    pairs.push({ text: lines[i]!, bytes: Buffer.from(lines[i + 1]!, 'hex') });
  }
  return pairs;
}
