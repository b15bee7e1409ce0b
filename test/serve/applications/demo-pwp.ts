/** SWI-Prolog's example of PWP: pages with Prolog goals in their XML. */
import type { Application } from '../application.ts';
import { example } from './swi-examples.ts';

export const demoPwp: Application = {
  name: 'demo_pwp',
  file: example('demo_pwp'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /' },
    { ask: 'GET /index.pwp' },
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({
      ask: `GET /pwp${n}.pwp`,
      // They load the same file, into the module that asked for it first
      status: n === 3 || n === 4 ? 500 : 200,
    })),
    { ask: 'GET /pwp1.pwp?view=source' },
    { ask: 'GET /context.pwp' },
    { ask: 'GET /pwp6.pwp?msg=Gr%C3%BC%C3%9Fe' },
    { ask: 'GET /none.pwp', status: 500 },
    { ask: 'GET /pwpdb.pl', status: 403 },
  ],
};
