/** Stories from seeds, with heroes of names that are not plain. */
import type { Application } from '../application.ts';
import { own } from './own.ts';

export const story: Application = {
  name: 'story',
  file: own('story'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /story' },
    { ask: 'GET /story?seed=7&length=5' },
    { ask: 'GET /story.json?seed=7&length=5' },
    { ask: 'GET /story?seed=-1', status: 400 },
    { ask: 'GET /story?length=0', status: 400 },
    { ask: 'GET /story?length=21', status: 400 },
    { ask: 'GET /story?length=long', status: 400 },
    { ask: 'GET /story?length=' },
    { ask: 'POST /hero/Till%20Eulenspiegel' },
    { ask: 'GET /story?seed=7' },
    { ask: 'POST /hero/%22%3Cb%3E%5C%2F%C3%A4%E5%AD%A6%09' },
    { ask: 'GET /story?seed=7' },
    { ask: 'GET /story.json?seed=7&length=2' },
    { ask: 'GET /world' },
    { as: 'berta', ask: 'GET /world' },
    { as: 'berta', ask: 'GET /hero/Bert', status: 405 },
    { as: 'berta', ask: 'POST /hero', status: 404 },
    { as: 'berta', ask: 'GET /story.json?seed=99999999999999999999' },
    { as: 'berta', ask: 'GET /story.json?seed=1&seed=2' },
  ],
};
