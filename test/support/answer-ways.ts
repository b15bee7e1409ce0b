/** The ways in which an application on node:http can answer, and what it sees of its response then. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Notes what the application sees. */
export type Note = (seen: unknown) => void;

interface AnswerWay {
  readonly way: string;
  readonly send: (res: ServerResponse, note: Note, req: IncomingMessage) => unknown;
}

const LARGE = 'x'.repeat(300_000);

/** What a response looks like. */
export function stateOf(res: ServerResponse): unknown {
  const { headersSent, writableEnded, finished, statusCode, writable } = res;
  return { headersSent, writableEnded, finished, statusCode, writable };
}

/** The code of what is thrown. */
export function codeOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
}

export const answerWays: readonly AnswerWay[] = [
  { way: 'end', send: (res) => res.end() },
  { way: 'end with a text', send: (res) => res.end('bödy') },
  { way: 'end with bytes', send: (res) => res.end(Buffer.from([1, 2, 255])) },
  { way: 'end with an encoding', send: (res) => res.end('Ym9keQ==', 'base64') },
  { way: 'end with much', send: (res) => res.end(LARGE) },
  { way: 'end with a callback', send: (res, note) => res.end('body', () => note('ended')) },
  { way: 'write and end', send: (res) => res.write('a') && res.end('b') },
  { way: 'write of bytes, and end', send: (res) => res.write(Buffer.from('a')) && res.end() },
  {
    way: 'write with callbacks',
    send(res, note) {
      res.write('a', () => note('a'));
      res.write('b', 'utf8', () => note('b'));
      res.end('c', 'utf8', () => note('c'));
    },
  },
  {
    way: 'write of nothing',
    send(res) {
      res.write('');
      res.end('');
    },
  },
  {
    way: 'write with Content-Length',
    send(res) {
      res.setHeader('Content-Length', 4);
      res.write('bo');
      res.write('dy');
      res.end();
    },
  },
  {
    way: 'strictContentLength',
    send(res, note) {
      res.strictContentLength = true;
      res.writeHead(200, { 'Content-Length': 2 });
      note(codeOf(() => res.write('too long')));
      res.end('ab');
    },
  },
  {
    way: 'writeHead',
    send: (res) => res.writeHead(201, 'Made', { 'X-Other': '1', ETag: '"1"' }).end('body'),
  },
  {
    way: 'flushHeaders, and the rest later',
    async send(res) {
      res.flushHeaders();
      await sleep(5);
      res.end('body');
    },
  },
  {
    way: 'several headers of one name',
    send: (res) => res.setHeader('X-Other', ['1', '2']).appendHeader('Set-Cookie', ['a=1', 'b=2']).end('a'),
  },
  {
    way: 'removed headers',
    send: (res) => {
      res.removeHeader('Date');
      res.end('body');
    },
  },
  {
    way: 'no Connection header',
    send: (res) => {
      res.removeHeader('Connection');
      res.end('body');
    },
  },
  { way: 'a closed connection', send: (res) => res.setHeader('Connection', 'close').end('body') },
  {
    way: 'neither length nor chunks',
    send(res) {
      res.removeHeader('Transfer-Encoding');
      res.write('a');
      res.end('b');
    },
  },
  {
    way: 'trailers',
    send(res, _note, req) {
      if (req.method === 'HEAD' || req.httpVersion === '1.0') return res.end();
      res.setHeader('Trailer', 'X-Sum');
      res.write('a');
      res.addTrailers({ 'X-Sum': '7' });
      return res.end('b');
    },
  },
  { way: 'no content', send: (res) => res.writeHead(204).end() },
  { way: 'no content, with a body all the same', send: (res) => res.writeHead(204).end('body') },
  { way: 'not modified', send: (res) => res.writeHead(304, { ETag: '"1"' }).end() },
  { way: 'a redirect', send: (res) => res.writeHead(302, { Location: '/a' }).end() },
  {
    way: 'informational answers before',
    async send(res, note) {
      res.writeContinue(() => note('continue'));
      res.writeProcessing();
      res.writeEarlyHints({ link: '</a.css>; rel=preload; as=style' });
      note(stateOf(res));
      await sleep(2);
      res.end('body');
    },
  },
  {
    way: 'cork and uncork',
    send(res) {
      res.cork();
      res.write('a');
      res.write('b');
      res.uncork();
      res.end('c');
    },
  },
  { way: 'pipe', send: (res) => Readable.from(['a', 'b', 'c']).pipe(res) },
  {
    way: 'pipeline of much',
    async send(res, note) {
      await pipeline(Readable.from(Array.from({ length: 30 }, (_, i) => String(i % 10).repeat(10_000))), res);
      note('piped');
    },
  },
  {
    way: 'write when it has drained',
    async send(res) {
      for (let i = 0; i < 20; i++) {
        if (!res.write(String(i % 10).repeat(10_000)))
          await new Promise<void>((resolve) => void res.once('drain', resolve));
      }
      res.end();
    },
  },
  {
    way: 'part by part',
    async send(res) {
      for (let i = 0; i < 5; i++) {
        res.write(`part ${i}`);
        await sleep(3);
      }
      res.end();
    },
  },
  {
    way: 'the body of the request',
    send: (res, _note, req) => req.pipe(res),
  },
  {
    way: 'events',
    send(res, note) {
      for (const event of ['prefinish', 'finish', 'close']) res.on(event, () => note(event));
      res.end('body');
    },
  },
  {
    way: 'an error that is caught, and another answer',
    send(res, note) {
      note(codeOf(() => res.setHeader('X-Other', 'b\nd')));
      note(codeOf(() => res.writeHead(200, { 'X-Other': 'b\nd' })));
      note(codeOf(() => res.writeHead(99)));
      note(codeOf(() => res.write(7 as never)));
      note(codeOf(() => res.write(null as never)));
      note(stateOf(res));
      res.end('body');
    },
  },
  {
    way: 'what comes too late',
    async send(res, note) {
      res.on('error', (error) => note((error as { readonly code?: unknown }).code));
      res.write('a');
      note(stateOf(res));
      for (const run of [
        () => res.setHeader('a', '1'),
        () => res.appendHeader('a', '1'),
        () => res.removeHeader('a'),
        () => res.writeHead(200),
      ])
        note(codeOf(run));
      res.end('b');
      note(stateOf(res));
      note(codeOf(() => res.end()));
      const code = await new Promise<unknown>((resolve) => {
        res.write('c', (error) => resolve((error as { readonly code?: unknown } | undefined)?.code));
      });
      note(code);
    },
  },
];
