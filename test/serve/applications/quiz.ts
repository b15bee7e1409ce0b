/** A quiz that is answered by two visitors, one of whom goes back. */
import type { Application } from '../application.ts';
import { own } from './own.ts';

const ID = /name="id" value="(\d+)"/;
/** What the first button says. */
const CHOICE = /<button[^>]*>\s*([^<]*)<\/button>/;

export const quiz: Application = {
  name: 'quiz',
  file: own('quiz'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /', status: 303 },
    { ask: 'GET /quiz?seed=42', take: { id: ID, choice: CHOICE } },
    { ask: 'POST /answer', form: { id: '{id}', choice: '{choice}' }, take: { next: ID } },
    { ask: 'POST /answer', form: { id: '{id}', choice: 'once more' } },
    { ask: 'POST /answer', form: { id: '{next}', choice: '学 & <b>' } },
    { ask: 'GET /score' },
    { as: 'berta', ask: 'GET /quiz?seed=7' },
    ...[1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
      .map((id) => ({
        as: 'berta',
        ask: 'POST /answer',
        form: { id: String(id), choice: ['', 'Alain Colmerauer', '0.5', '[foo,a,b]', '3', 'an owl'][id]! },
      }))
      .slice(0, 2),
    { as: 'berta', ask: 'GET /score' },
    { as: 'carla', ask: 'GET /score' },
    { as: 'carla', ask: 'POST /answer', form: { id: '1', choice: 'x' }, status: 303 },
    { ask: 'GET /quiz', status: 400 },
    { ask: 'GET /quiz?seed=x', status: 400 },
    { ask: 'GET /quiz?seed=1.5', status: 400 },
    { ask: 'GET /quiz?seed=-1' },
    { ask: 'GET /quiz?seed=123456789012345678901234567890' },
    { ask: 'POST /answer', form: { id: 'one', choice: 'x' }, status: 400 },
    { ask: 'POST /answer', form: { id: '1' }, status: 400 },
    { ask: 'GET /answer?id=1&choice=x', status: 405 },
  ],
};
