/** SWI-Prolog's example of what handlers can do, demo_body, on the server of demo_threads. */
import type { Application } from '../application.ts';
import { example } from './swi-examples.ts';

const LONG = 'x'.repeat(200_000);

export const demoThreads: Application = {
  name: 'demo_threads',
  file: example('demo_threads'),
  goal: 'server(PORT, [])',
  script: [
    { ask: 'GET /' },
    { ask: 'HEAD /' },
    { ask: 'GET /quit' },
    { ask: 'GET /quit', headers: { Connection: 'Keep-Alive' } },
    { ask: 'GET /upload' },
    {
      ask: 'POST /upload_reply',
      parts: [
        { name: 'datafile', value: 'one line\n' },
        { name: 'sent', value: 'Send' },
      ],
    },
    {
      ask: 'POST /upload_reply',
      parts: [{ name: 'datafile', value: 'a\r\n\r\nb\r\n--\r\n', filename: 'a "b".txt', type: 'text/plain' }],
    },
    {
      ask: 'POST /upload_reply',
      parts: [{ name: 'datafile', value: 'Grüße', type: 'text/plain; charset=UTF-8' }],
    },
    { ask: 'POST /upload_reply', parts: [{ name: 'datafile', value: '' }] },
    { ask: 'POST /upload_reply', parts: [{ name: 'datafile', value: LONG, filename: 'long.txt' }] },
    { ask: 'POST /upload_reply', form: { datafile: 'a b+c&d=é%', '': '' } },
    { ask: 'POST /upload_reply', body: 'plain', headers: { 'Content-Type': 'text/plain' } },
    { ask: 'POST /upload_reply', body: 'Grüße', headers: { 'Content-Type': 'text/plain; charset=UTF-8' } },
    { ask: 'POST /upload_reply', body: '<a href=b>c</a>', headers: { 'Content-Type': 'text/html' } },
    { ask: 'POST /upload_reply', body: 'none' },
    { ask: 'GET /xml' },
    { ask: 'GET /foreign' },
    { ask: 'GET /error', status: 500 },
    { ask: 'HEAD /error', status: 500 },
    { ask: 'GET /error', headers: { Accept: 'application/json' }, status: 500 },
    { ask: 'GET /otherwise' },
    { ask: 'GET /otherwise?a=1&b=%C3%BC+x&c' },
    { ask: 'GET /other%20wise/%C3%A9?q=%22#part' },
    {
      ask: 'GET /all/headers',
      headers: {
        'User-Agent': 'clausal <b>',
        Accept: 'text/html;level=1, text/*;q=0.5',
        'Accept-Language': 'en, de;q=0.5',
        Cookie: 'a=b; c=d e; f="g"',
        Referer: 'http://localhost/x?y',
        'If-Modified-Since': 'Fri, 27 Nov 2020 00:00:00 GMT',
        Range: 'bytes=1-2',
        'X-Forwarded-For': '10.0.0.1, 10.0.0.2',
        'X-Empty': '',
        'Accept-Encoding': 'gzip',
      },
    },
    { ask: 'POST /otherwise', form: { a: 'b' } },
    { ask: 'OPTIONS /otherwise' },
    { ask: 'PUT /otherwise', body: 'x' },
    { ask: 'DELETE /otherwise' },
    { ask: 'GET http://localhost/absolute?a=b' },
    { ask: 'without Host', raw: 'GET /h HTTP/1.0\n\n' },
    { ask: 'with one header twice', raw: 'GET /h HTTP/1.1\nHost: a\nX-A: 1\nX-A: 2\nConnection: close\n\n' },
  ],
};
