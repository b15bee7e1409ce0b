/** The ways in which an application on node:http can send headers, and which cookies are its own then. */
import type { ServerResponse } from 'node:http';
import { expect } from 'vitest';

export const APP = 'theme=dark; Path=/';
export const APP2 = 'lang=en';

/** Does what comes before `res.end('body')`. */
interface Way {
  readonly way: string;
  readonly send: (res: ServerResponse) => unknown;
  readonly own: readonly string[];
}

export const ways: readonly Way[] = [
  { way: 'end', own: [], send: () => {} },
  { way: 'write', own: [], send: (res) => res.write('') },
  { way: 'flushHeaders', own: [], send: (res) => res.flushHeaders() },
  { way: 'setHeader', own: [APP], send: (res) => res.setHeader('Set-Cookie', APP) },
  {
    way: 'setHeader with several',
    own: [APP, APP2],
    send: (res) => res.setHeader('set-cookie', [APP, APP2]),
  },
  {
    way: 'setHeaders',
    own: [APP, APP2],
    send: (res) => res.setHeaders(new Map([['set-cookie', [APP, APP2]]])),
  },
  {
    way: 'appendHeader',
    own: [APP, APP2],
    send: (res) => res.appendHeader('Set-Cookie', APP).appendHeader('set-cookie', [APP2]),
  },
  {
    way: 'a header that is read, added to and set again',
    own: [APP, APP2],
    send(res) {
      res.setHeader('Set-Cookie', APP);
      res.setHeader('Set-Cookie', [String(res.getHeader('Set-Cookie')), APP2]);
    },
  },
  {
    way: 'all headers being removed',
    own: [],
    send(res) {
      res.setHeader('Set-Cookie', APP);
      for (const name of res.getHeaderNames()) res.removeHeader(name);
    },
  },
  {
    way: 'write after setHeader',
    own: [APP],
    send: (res) => res.setHeader('Set-Cookie', APP).write(''),
  },
  { way: 'writeHead without headers', own: [], send: (res) => res.writeHead(200) },
  { way: 'writeHead with other headers', own: [], send: (res) => res.writeHead(200, { 'X-Other': '1' }) },
  { way: 'writeHead with an empty list', own: [], send: (res) => res.writeHead(200, []) },
  { way: 'writeHead with a message', own: [], send: (res) => res.writeHead(200, 'Fine') },
  { way: 'writeHead', own: [APP], send: (res) => res.writeHead(200, { 'Set-Cookie': APP }) },
  {
    way: 'writeHead with several',
    own: [APP, APP2],
    send: (res) => res.writeHead(200, { 'set-cookie': [APP, APP2], 'X-Other': '1' }),
  },
  {
    way: 'writeHead with two spellings',
    own: [APP, APP2],
    send: (res) => res.writeHead(200, { 'set-cookie': APP, 'Set-Cookie': APP2 }),
  },
  {
    way: 'writeHead with a list',
    own: [APP, APP2],
    send: (res) => res.writeHead(200, ['X-Other', '1', 'Set-Cookie', APP, 'set-cookie', APP2]),
  },
  {
    way: 'writeHead with a message and headers',
    own: [APP],
    send: (res) => res.writeHead(200, 'Fine', { 'Set-Cookie': APP }),
  },
  {
    way: 'writeHead with a message and a list',
    own: [APP],
    send: (res) => res.writeHead(200, 'Fine', ['Set-Cookie', APP]),
  },
  {
    way: 'writeHead with headers and no message',
    own: [APP],
    send: (res) => res.writeHead(200, undefined, { 'Set-Cookie': APP }),
  },
  {
    way: 'writeHead in place of setHeader',
    own: [APP2],
    send: (res) => res.setHeader('Set-Cookie', APP).writeHead(200, { 'Set-Cookie': APP2 }),
  },
  {
    way: 'setHeader, then writeHead with other headers',
    own: [APP],
    send: (res) => res.setHeader('Set-Cookie', APP).writeHead(200, { 'X-Other': '1' }),
  },
  {
    way: 'setHeader for another header, then writeHead with a list',
    own: [APP, APP2],
    send: (res) => res.setHeader('X-Other', '1').writeHead(200, ['Set-Cookie', APP, 'Set-Cookie', APP2]),
  },
  {
    way: 'writeHead after others that failed',
    own: [APP],
    send(res) {
      res.setHeader('Set-Cookie', APP);
      const bad: unknown[][] = [
        [99],
        [200, 'b\nd'],
        [200, { 'X-Other': 'b\nd' }],
        [200, { 'Set-Cookie': undefined }],
        [200, ['Set-Cookie']],
      ];
      for (const args of bad) expect(() => Reflect.apply(res.writeHead, res, args)).toThrow();
      res.writeHead(200, 'Fine');
    },
  },
];
