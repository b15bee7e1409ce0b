/** Books that are added, lent and taken away over a REST service. */
import type { Application } from '../application.ts';
import { basicLogin } from '../visit.ts';
import { own } from './own.ts';

export const libraryDesk: Application = {
  name: 'library_desk',
  file: own('library_desk'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /books' },
    { ask: 'GET /books?order=desc&limit=1' },
    { ask: 'GET /books?title=Art' },
    { ask: 'GET /books?order=up', status: 400 },
    { ask: 'GET /books?limit=-1', status: 400 },
    { ask: 'GET /books', headers: { Origin: 'http://other.example' } },
    {
      ask: 'OPTIONS /books',
      headers: { Origin: 'http://other.example', 'Access-Control-Request-Method': 'GET' },
    },
    { ask: 'POST /books', json: {}, status: 405 },
    { ask: 'GET /books/0-262-19338-8' },
    { ask: 'HEAD /books/0-262-19338-8', status: 405 },
    { ask: 'GET /books/unknown', status: 404 },
    { ask: 'GET /books/unknown', headers: { Accept: 'application/json' }, status: 404 },
    { ask: 'PUT /books/1', json: { title: 'Größenwahn \u{1f600} "quoted" \\ \n' }, status: 201 },
    {
      ask: 'PUT /books/1',
      json: { title: 'Second edition', year: 2020, tags: ['a', null, true, 1.5, -0.25e-7] },
    },
    { ask: 'GET /books/1' },
    { ask: 'PUT /books/2', json: { title: 7 }, status: 500 },
    { ask: 'PUT /books/2', json: { name: 'x' }, status: 500 },
    { ask: 'PUT /books/2', body: 'title', status: 500 },
    { ask: 'PUT /books/2', json: { title: 'x'.repeat(100_000) }, status: 201 },
    { ask: 'POST /books/1/loans', status: 401 },
    { ask: 'POST /books/1/loans', headers: basicLogin('ada', 'lovelace'), status: 401 },
    { ask: 'POST /books/1/loans', headers: { Authorization: 'Bearer x' }, status: 401 },
    { ask: 'POST /books/1/loans', headers: basicLogin('ada', 'ada'), status: 201 },
    { ask: 'POST /books/1/loans', headers: basicLogin('bob', 'bob'), status: 409 },
    { ask: 'POST /books/9/loans', headers: basicLogin('bob', 'bob'), status: 404 },
    { ask: 'GET /books/1' },
    { ask: 'GET /books/1/loans', status: 405 },
    { ask: 'DELETE /books/1', status: 204 },
    { ask: 'DELETE /books/1', status: 404 },
    { ask: 'GET /books?limit=2' },
    { ask: 'GET /health', status: 503 },
    { ask: 'HEAD /health', status: 503 },
  ],
};
