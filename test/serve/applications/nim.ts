/** Games of Nim in JSON: one is won, one is lost, and what is no move or no JSON is told so. */
import type { Application } from '../application.ts';
import { own } from './own.ts';

const HTML = { Accept: 'text/html' };

export const nim: Application = {
  name: 'nim',
  file: own('nim'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /game', status: 404 },
    { ask: 'GET /game', headers: HTML, status: 404 },
    { ask: 'POST /game', json: { heaps: [3, 4, 5] }, status: 201 },
    { ask: 'GET /game' },
    { ask: 'GET /hint' },
    { ask: 'POST /move', json: { heap: 1, take: 1 } },
    { ask: 'POST /move', json: { heap: 3, take: 3 } },
    { ask: 'POST /move', json: { heap: 9, take: 1 }, status: 422 },
    { ask: 'POST /move', json: { heap: 2, take: 4 }, status: 422 },
    { ask: 'POST /move', json: { heap: 2, take: 'all' }, status: 422 },
    { ask: 'POST /move', json: { heap: 2 }, status: 422 },
    { ask: 'POST /move', json: [], status: 422 },
    { ask: 'POST /move', body: '{"heap": 2,', headers: { 'Content-Type': 'application/json' }, status: 500 },
    { ask: 'POST /move', form: { heap: '2', take: '1' }, status: 500 },
    { ask: 'POST /move', body: '', status: 500 },
    { ask: 'GET /move', status: 405 },
    { ask: 'POST /game', json: { heaps: [0] }, status: 500 },
    { ask: 'POST /game', json: { heaps: [] }, status: 500 },
    { ask: 'POST /game', json: { heaps: 'many' }, headers: HTML, status: 500 },
    { ask: 'POST /game', json: {}, status: 500 },
    { as: 'berta', ask: 'POST /game', json: { heaps: [1, 2] }, status: 201 },
    { as: 'berta', ask: 'POST /move', json: { heap: 2, take: 1 } },
    { as: 'berta', ask: 'POST /move', json: { heap: 2, take: 1 } },
    { as: 'carla', ask: 'POST /game', json: { heaps: [4, 8] }, status: 201 },
    { as: 'carla', ask: 'GET /hint' },
    { as: 'carla', ask: 'POST /move', json: { heap: 1, take: 1 } },
    { as: 'carla', ask: 'GET /game' },
    { as: 'carla', ask: 'DELETE /game', status: 405 },
    { ask: 'GET /game' },
  ],
};
