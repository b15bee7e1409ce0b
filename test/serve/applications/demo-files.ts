/** SWI-Prolog's example of a server of files. */
import { fileURLToPath } from 'node:url';
import type { Application } from '../application.ts';
import { example } from './swi-examples.ts';

const FILES = fileURLToPath(new URL('../files', import.meta.url));
const LONG_AGO = 'Fri, 27 Nov 1998 00:00:00 GMT';

export const demoFiles: Application = {
  name: 'demo_files',
  file: example('demo_files'),
  goal: `server(PORT, '${FILES}')`,
  script: [
    { ask: 'GET /index.html', take: { modified: /^last-modified: (.*)\r$/im } },
    { ask: 'HEAD /index.html' },
    { ask: 'GET /index.html', headers: { 'If-Modified-Since': '{modified}' }, status: 304 },
    { ask: 'GET /index.html', headers: { 'If-Modified-Since': LONG_AGO } },
    { ask: 'GET /index.html', headers: { 'If-Modified-Since': 'yesterday' } },
    { ask: 'GET /notes.txt' },
    { ask: 'GET /style.css' },
    { ask: 'GET /script.js' },
    { ask: 'GET /data.json' },
    { ask: 'GET /dot.svg' },
    { ask: 'GET /table.csv' },
    { ask: 'GET /README' },
    { ask: 'GET /pages/inside.html' },
    { ask: 'GET /a%20b.txt' },
    { ask: 'GET /notes.txt?v=2' },
    { ask: 'POST /notes.txt', form: { a: 'b' } },
    { ask: 'GET /notes.txt', headers: { Range: 'bytes=6-9' }, status: 206 },
    { ask: 'GET /notes.txt', headers: { Range: 'bytes=6-' }, status: 206 },
    { ask: 'GET /notes.txt', headers: { Range: 'lines=6-9' }, status: 500 },
    { ask: 'GET /', status: 500 },
    { ask: 'GET /pages', status: 500 },
    { ask: 'GET /pages/', status: 500 },
    { ask: 'GET /none.txt', status: 500 },
    { ask: 'GET /../files/notes.txt', status: 500 },
    { ask: 'GET /pages/../notes.txt', status: 500 },
    { ask: 'GET /..%2fdemo.ts', status: 500 },
    { ask: 'GET //etc/passwd', status: 500 },
    { ask: 'GET /%2fetc/passwd', status: 500 },
    { ask: 'GET /a%00b', status: 500 },
  ],
};
