/** SWI-Prolog's smallest examples: one page each on a server or a daemon, and paths with variables. */
import type { Application } from '../application.ts';
import { example } from './swi-examples.ts';

export const demoHello: Application = {
  name: 'demo_hello',
  file: example('demo_hello'),
  // It has asked for its port 8080 before: this is one more server.
  swipl: { goal: 'http_server([port(PORT)])' },
  script: [
    { ask: 'GET /', status: 301 },
    { ask: 'GET /', headers: { Accept: '*/*' }, status: 301 },
    { ask: 'GET /home' },
    { ask: 'GET /home?a=b' },
    { ask: 'HEAD /home' },
    { ask: 'GET /home', headers: { Connection: 'keep-alive' } },
    { ask: 'GET /home', headers: { Accept: 'application/json' } },
    { ask: 'POST /home', form: { a: 'b' } },
    { ask: 'GET /home/', status: 404 },
    { ask: 'HEAD /nowhere', status: 404 },
    { ask: 'GET /nowhere', status: 404 },
    { ask: 'GET /nowhere', headers: { Accept: '*/*' }, status: 404 },
    { ask: 'GET /nowhere', headers: { Accept: 'text/html, application/json;q=0.9' }, status: 404 },
    { ask: 'GET /nowhere', headers: { Accept: 'application/json, text/html;q=0.9' }, status: 404 },
    { ask: 'OPTIONS *', status: 404 },
    { ask: 'get /home', status: 400 },
    { ask: 'HTTP/1.0', raw: 'GET /home HTTP/1.0\n\n' },
    {
      ask: 'HTTP/1.0, kept alive',
      raw: 'GET /home HTTP/1.0\nConnection: Keep-Alive\n\nGET /home HTTP/1.0\n\n',
    },
    {
      ask: 'HTTP/1.1, twice',
      raw: 'GET /home HTTP/1.1\nHost: a\n\nGET /home HTTP/1.1\nHost: a\nConnection: close\n\n',
    },
    { ask: 'a bad header', raw: 'GET /home HTTP/1.1\nHost: a\nbad header\n\n', status: 400 },
  ],
};

export const demoDaemon: Application = {
  name: 'demo_daemon',
  file: example('demo_daemon'),
  swipl: { words: ['--port=PORT', '--no-fork', '--user=root'] },
  script: [
    { ask: 'GET /' },
    { ask: 'HEAD /' },
    { ask: 'POST /', form: { a: 'b' } },
    { ask: 'GET /nowhere', status: 404 },
  ],
};

export const demoRest: Application = {
  name: 'demo_rest',
  file: example('demo_rest'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /user/jan' },
    { ask: 'PUT /user/jan', body: 'x' },
    { ask: 'POST /user/jan', form: { a: 'b' } },
    { ask: 'DELETE /user/jan' },
    { ask: 'HEAD /user/jan' },
    { ask: 'PATCH /user/jan' },
    { ask: 'OPTIONS /user/jan' },
    { ask: 'GET /user/default' },
    { ask: 'PUT /user/default' },
    { ask: 'GET /user/jan/parents' },
    { ask: 'GET /user/default/parents' },
    { ask: 'GET /user/J%C3%BCrgen%20X/parents' },
    { ask: 'GET /user/a%2Fb' },
    { ask: 'GET /user/1' },
    { ask: "GET /user/it's" },
    { ask: 'GET /user/' },
    { ask: 'GET /user//parents' },
    { ask: 'GET /user', status: 404 },
    { ask: 'GET /user/jan/children' },
    { ask: 'GET /user/jan/parents/more' },
    { ask: 'GET /', status: 404 },
  ],
};
