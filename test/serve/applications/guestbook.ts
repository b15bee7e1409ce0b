/** A guest book that is written in, leafed through and from which an entry is taken back. */
import type { Application } from '../application.ts';
import { own } from './own.ts';

const write = (text: string, name?: string) => ({
  ask: 'POST /sign',
  form: { text, ...(name !== undefined && { name }) },
  status: 303,
});

export const guestbook: Application = {
  name: 'guestbook',
  file: own('guestbook'),
  goal: "server(PORT, 'FOLDER/guestbook.db')",
  script: [
    { ask: 'GET /' },
    write('It was <b>nice</b> & warm', 'Anna "x"'),
    write('Zwei\r\nZeilen, Grüße 学', 'Ünal'),
    { as: 'berta', ...write('hello') },
    { as: 'berta', ...write('and again', 'Berta') },
    { ask: 'GET /' },
    { ask: 'GET /?page=2' },
    { ask: 'GET /?page=3' },
    { ask: 'GET /?page=0', status: 400 },
    { ask: 'GET /?page=last', status: 400 },
    { as: 'berta', ask: 'GET /' },
    { as: 'berta', ask: 'POST /revoke', form: { number: '1' }, status: 403 },
    { as: 'berta', ask: 'POST /revoke', form: { number: '4' }, status: 303 },
    { as: 'berta', ask: 'POST /revoke', form: { number: '4' }, status: 403 },
    { ask: 'POST /revoke', form: { number: 'one' }, status: 400 },
    { ask: 'POST /sign', form: { text: 'x' }, status: 400 },
    { ask: 'POST /sign', form: { name: 'y' }, status: 400 },
    { ask: 'GET /sign', status: 405 },
    write('{{{|}}} \\n \\ \'quoted\' "too"'),
    { ask: 'GET /' },
    { as: 'carla', ask: 'GET /' },
    { as: 'carla', ask: 'HEAD /' },
  ],
};
