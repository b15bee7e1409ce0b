/** Visits to the to-do list: two visitors, items that are done once, twice and by somebody else. */
import type { Application } from '../application.ts';
import { own } from './own.ts';

const FIRST = /name="id" value="([^"]+)"/;
const SECOND = /name="id" value="[^"]+"[\s\S]*?name="id" value="([^"]+)"/;

export const todo: Application = {
  name: 'todo',
  file: own('todo'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /' },
    { ask: 'POST /add', form: { text: 'water the plants' }, status: 303 },
    { ask: 'POST /add', form: { text: '<b>Grüße</b> & "Küsse" 学' }, status: 303 },
    { ask: 'GET /', take: { plants: FIRST, greetings: SECOND } },
    { ask: 'POST /done', form: { id: '{plants}' }, status: 303 },
    { ask: 'GET /' },
    { ask: 'POST /done', form: { id: '{plants}' }, status: 404 },
    { as: 'berta', ask: 'GET /' },
    { as: 'berta', ask: 'POST /done', form: { id: '{greetings}' }, status: 404 },
    { as: 'berta', ask: 'POST /add', form: { text: 'x' }, status: 400 },
    { as: 'berta', ask: 'POST /add', form: { text: '' }, status: 400 },
    { as: 'berta', ask: 'POST /add', form: {}, status: 400 },
    { as: 'berta', ask: 'POST /add', status: 400 },
    { as: 'berta', ask: 'GET /add?text=sneak', status: 405 },
    { as: 'berta', ask: 'POST /add?text=by%20query', status: 303 },
    { as: 'berta', ask: 'POST /add', form: { text: 'long '.repeat(5000) }, status: 303 },
    { as: 'berta', ask: 'GET /' },
    { ask: 'POST /tidy', status: 303 },
    { ask: 'GET /' },
    { ask: 'GET /todo.css' },
    { ask: 'HEAD /todo.css' },
    { ask: 'GET /print.css', status: 404 },
  ],
};
