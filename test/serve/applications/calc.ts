/** SWI-Prolog's example of a session: a calculator with one closure for all paths. */
import type { Application } from '../application.ts';
import { example } from './swi-examples.ts';

export const calc: Application = {
  name: 'calc',
  file: example('calc'),
  goal: 'server(PORT, [])',
  script: [
    { ask: 'GET /' },
    { ask: 'GET /calc?operation=%2B&value=5' },
    { ask: 'GET /calc?operation=%2B&value=5' },
    { ask: 'GET /calc?operation=*&value=2.5' },
    { ask: 'GET /calc?operation=-&value=1' },
    { ask: 'GET /calc?operation=/&value=7' },
    // Another visitor has a formula of her own
    { as: 'berta', ask: 'GET /' },
    { as: 'berta', ask: 'GET /calc?value=9&operation=%2B&more=1' },
    { ask: 'GET /calc?operation=%2B&value=100000000000000000000' },
    // The formula is gone when its value cannot be told
    { ask: 'GET /calc?operation=/&value=0', status: 500 },
    { ask: 'GET /calc?operation=%2B&value=1', status: 500 },
    { ask: 'GET /' },
    { ask: 'GET /calc', status: 500 },
    { ask: 'GET /calc?operation=%2B', status: 500 },
    { ask: 'GET /calc?value=1', status: 500 },
    { ask: 'GET /calc?operation=%2B&value=one', status: 500 },
    { ask: 'GET /' },
    { ask: 'GET /calc?operation=foo&value=1', status: 500 },
    { ask: 'GET /' },
    { ask: 'GET /calc?operation=%3Cb%3E&value=1', status: 500 },
    { ask: 'GET /' },
    { ask: 'GET /calc?operation=min&value=-3' },
    { ask: 'HEAD /' },
    { ask: 'POST /', form: { a: 'b' } },
    { ask: 'GET /nowhere', status: 500 },
    { ask: 'DELETE /' },
    { ask: 'GET /%63alc?operation=%2B&value=1' },
    { as: 'carla', ask: 'GET /', headers: { Cookie: 'swipl_session=no-such-session' } },
    { as: 'dora', ask: 'GET /calc?operation=%2B&value=1', status: 500 },
    { ask: 'GET /', headers: { Cookie: 'broken' }, status: 500 },
    { ask: 'not HTTP', raw: 'hello\n\n', status: 400 },
  ],
};
