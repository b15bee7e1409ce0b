/** What the comparison of servers makes of replies: what it masks, and what it does not. */
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { deviations } from './differential.ts';
import { exchange, type Reply } from './exchange.ts';
import { Known } from './known.ts';
import { Mask } from './mask.ts';
import { bytesOf } from './visit.ts';

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const reply = (body: string, headers: Reply['headers'] = []): Reply => ({
  status: 200,
  reason: 'OK',
  headers,
  body: Buffer.from(body),
  text: body,
});

const masked = (body: string): string | undefined =>
  new Mask(34567, new Map()).parts(reply(body), false).get('body');

/** What a server that answers with this text is understood to have said. */
async function answered(text: string, isHead = false): Promise<Reply> {
  const server = createServer((socket) => socket.once('data', () => socket.end(text)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return exchange((server.address() as { port: number }).port, Buffer.from('GET /'), isHead, false);
}

test('ids are numbers, in the order in which they are seen', () => {
  const mask = new Mask(34567, new Map());
  const seen = (body: string) => mask.parts(reply(body), false).get('body');
  expect(seen('8b1d-e95f-33ec-4501.vm and 0000-e95f-33ec-4501')).toBe('ID1 and ID2');
  expect(seen('77482392-e9e9-11f1-b68c-02fc00000001 8b1d-e95f-33ec-4501.vm')).toBe('ID3 ID1');
});

test.each([
  ['http://localhost:34567/', 'http://localhost:PORT/'],
  ['&lt;stream&gt;(0x55ad1ab6e400)', '&lt;stream&gt;(ADDRESS)'],
  ['_123 X_1 _G1', '_VAR X_1 _VAR'],
  ['Oh<br>\nIn:<br>\n  [2] a<br>\n  [1] b<br>\n<br>\nNote: c', 'Oh<br>\nIn:<br>\nBACKTRACE\n<br>\nNote: c'],
  ['Oh<br>\nIn:<br>\nnothing', 'Oh<br>\nIn:<br>\nnothing'],
])('%j is masked', (body, expected) => {
  expect(masked(body)).toBe(expected);
});

test('what was taken from a reply is named', () => {
  const parts = new Mask(34567, new Map([['token', 'a-long-token']])).parts(reply('x=a-long-token'), false);
  expect(parts.get('body')).toBe('x={token}');
});

test('a length is compared with the body that it is of', () => {
  const lengthOf = (length: string, isHead: boolean) =>
    new Mask(34567, new Map())
      .parts(reply('abc', [['Content-Length', length]]), isHead)
      .get('content-length');
  expect(lengthOf('3', false)).toBe('as long as the body');
  expect(lengthOf('4', false)).toBe('4');
  expect(lengthOf('3', true)).toBe('3');
});

test('bytes that are no text are not masked', () => {
  const parts = new Mask(37383, new Map()).parts(
    { ...reply(''), body: Buffer.from('ff37383839', 'hex') },
    false,
  );
  expect(parts.get('body')).toBe('bytes ff37383839');
});

test('replies are read to their end: by length, by chunks, or until the connection is closed', async () => {
  const head = 'HTTP/1.1 200 OK\r\nX-A: b\r\n';
  expect(String((await answered(`${head}Content-Length: 2\r\n\r\nab`)).body)).toBe('ab');
  expect(String((await answered(`${head}\r\nabc`)).body)).toBe('abc');
  const chunks = `${head}Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`;
  expect(String((await answered(chunks)).body)).toBe('abc');
  expect((await answered(`${head}Content-Length: 2\r\n\r\n`, true)).headers).toEqual([
    ['X-A', 'b'],
    ['Content-Length', '2'],
  ]);
  expect(await answered('')).toMatchObject({ status: 0, headers: [] });
});

test('a visit has the body that it says', () => {
  const text = (visit: object) =>
    String(bytesOf({ ask: 'POST /', ...visit }, 80, 'a=b', new Map([['id', '7']])));
  expect(text({ form: { id: '{id}', 'a b': 'ü&' } })).toMatch(/\r\n\r\nid=7&a\+b=%C3%BC%26$/);
  expect(text({ json: { id: '{id}' } })).toMatch(/Content-Type: application\/json\r\n.*\{"id":"7"\}$/s);
  expect(text({ parts: [{ name: 'a', value: 'b' }] })).toContain('name="a"\r\n\r\nb\r\n------clausal--\r\n');
  expect(text({})).toMatch(
    /^POST \/ HTTP\/1.1\r\nHost: localhost:80\r\nCookie: a=b\r\nConnection: close\r\n\r\n$/,
  );
  expect(text({ raw: 'x{id}\ny' })).toBe('x7\r\ny');
});

test('a difference is explained by a rule, or it is told', () => {
  const known = new Known();
  const parts = (cookie: string) => new Map([['set-cookie', cookie]]);
  const told = (theirs: string, ours: string) =>
    deviations(
      { name: 'app', file: '', script: [] },
      [{ request: 'GET /', reply: reply(''), parts: parts(theirs) }],
      [{ request: 'GET /', reply: reply(''), parts: parts(ours) }],
    ).filter((deviation) => !known.explains(deviation));
  const theirs = 's=ID1; path=/; version=1; samesite=lax';
  const rules = known.unused().length;
  expect(told(theirs, 's=ID2; Path=/; SameSite=Lax')).toHaveLength(1);
  expect(known.unused()).toHaveLength(rules);
  expect(told(theirs, 's=ID1; Path=/; SameSite=Lax')).toEqual([]);
  expect(known.unused()).toHaveLength(rules - 1);
});
