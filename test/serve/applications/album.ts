/** Files that are uploaded to the album, of several types and names, and asked back. */
import type { Application } from '../application.ts';
import type { Part } from '../visit.ts';
import { own } from './own.ts';

const file = (filename: string, value: string | Uint8Array, type = 'text/plain'): Part => ({
  name: 'file',
  filename,
  value,
  type,
});

export const album: Application = {
  name: 'album',
  file: own('album'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /album/' },
    { ask: 'GET /album', status: 301 },
    { ask: 'POST /album/upload', parts: [file('a.txt', 'one\ntwo\n'), { name: 'title', value: 'First' }] },
    {
      ask: 'POST /album/upload',
      parts: [{ name: 'title', value: '' }, file('b c.csv', 'x,y\r\n1,2\r\n', 'text/csv')],
    },
    { ask: 'POST /album/upload', parts: [file('ü.txt', 'Grüße, 学\n'), { name: 'title', value: '<i>' }] },
    { ask: 'POST /album/upload', parts: [file('empty.txt', '')] },
    { ask: 'POST /album/upload', parts: [file('long.txt', 'abcdefghij\n'.repeat(20_000))] },
    { ask: 'POST /album/upload', parts: [file('dashes.txt', '--\r\n----\r\n--')] },
    { ask: 'POST /album/upload', parts: [{ name: 'title', value: 'no file' }], status: 500 },
    { ask: 'POST /album/upload', form: { file: 'x' }, status: 500 },
    { ask: 'POST /album/upload', body: '', status: 500 },
    { ask: 'GET /album/upload', status: 405 },
    { ask: 'GET /album/' },
    { ask: 'GET /album/files/a.txt' },
    { ask: 'HEAD /album/files/a.txt' },
    { ask: 'GET /album/files/b%20c.csv' },
    { ask: 'GET /album/files/%C3%83%C2%BC.txt' },
    { ask: 'GET /album/files/empty.txt' },
    { ask: 'GET /album/files/long.txt' },
    { ask: 'GET /album/files/none', status: 404 },
    { ask: 'GET /album/files/', status: 404 },
    { ask: 'GET /album/files', status: 301 },
    { as: 'berta', ask: 'GET /album/files/a.txt', status: 404 },
    { ask: 'GET /source' },
    { ask: 'GET /source', headers: { Range: 'bytes=2-9' }, status: 206 },
    { ask: 'GET /nowhere', status: 404 },
  ],
};
