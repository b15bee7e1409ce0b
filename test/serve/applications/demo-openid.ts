/** SWI-Prolog's example of OpenID, as far as it goes without asking another server. */
import type { Application } from '../application.ts';
import { example } from './swi-examples.ts';

export const demoOpenid: Application = {
  name: 'demo_openid',
  file: example('demo_openid'),
  goal: 'http_server(http_dispatch, [port(PORT)])',
  script: [
    { ask: 'GET /' },
    { ask: 'GET /secret', status: 302 },
    { ask: 'GET /user/bob' },
    { ask: 'GET /user/%C3%BC%3Cb%3E' },
    { ask: 'GET /anything?a=b', status: 500 },
    { ask: 'GET /openid/login', status: 400 },
    { ask: 'GET /openid/server', status: 400 },
    { ask: 'GET /test/verify', status: 400 },
    { ask: 'GET /test/allow', status: 302 },
  ],
};
