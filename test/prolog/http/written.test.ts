/** What a handler writes, as bytes come in: how much is done with them, and what becomes of what cannot be sent. */
import { PrologError } from 'clausal';
import { afterEach, expect, test, vi } from 'vitest';
import type { Head } from '../../../src/prolog/http/header.ts';
import { Written } from '../../../src/prolog/http/written.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const bytes = (text: string) => Buffer.from(text);

function written({
  connection,
  begin,
}: {
  connection?: string;
  begin?: (head: Head) => never;
} = {}): Written {
  return new Written({ connection, isModern: true }, { sent: [] }, begin ?? (() => () => true));
}

test('the end of the header is found wherever the pieces end', () => {
  for (const ends of ['\n\n', '\r\n\r\n', '\n\r\n']) {
    const text = `Status: 201${ends}\n\ncontent`;
    for (let at = 1; at < text.length; at++) {
      const reply = written();
      for (const part of [text.slice(0, at), text.slice(at)]) expect(reply.take(bytes(part))).toBe(true);
      const { head, content } = reply.reply()!;
      expect([head.status, content.toString()]).toEqual([201, '\n\ncontent']);
    }
  }
});

test('content without a header is not put together anew for each piece', () => {
  const concat = vi.spyOn(Buffer, 'concat');
  const reply = written();
  for (let i = 0; i < 100; i++) reply.take(Buffer.alloc(4096, 'x'));
  const copied = concat.mock.calls.flatMap(([parts]) => parts).reduce((sum, part) => sum + part.length, 0);
  expect(copied).toBeLessThan(2 * 100 * 4096);
  expect(reply.reply()).toBeUndefined();
});

test('what keeps a reply from being sent is told at the end, not to who writes', () => {
  const failing = written({
    begin: () => {
      throw new RangeError('status');
    },
  });
  expect(failing.take(bytes('Transfer-Encoding: chunked\n\nx'))).toBe(false);
  expect(failing.take(bytes('y'))).toBe(false);
  expect(() => failing.check()).toThrow(RangeError);
  const garbage = written();
  expect(garbage.take(bytes('no field\nTransfer-Encoding: chunked\n\n'))).toBe(false);
  expect(() => garbage.check()).toThrow(PrologError);
});

test('what one client says of its connection is not what all others get', () => {
  const connectionOf = (connection?: string) => {
    const reply = written(connection === undefined ? {} : { connection });
    reply.take(bytes('X-Text: of this test\n\n'));
    const { lines } = reply.reply()!.head;
    return lines[lines.indexOf('Connection') + 1];
  };
  expect(connectionOf('undefined')).toBe('close');
  expect(connectionOf()).toBe('Keep-Alive');
});
