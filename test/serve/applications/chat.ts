/** A chat of three, one of whom leaves. */
import type { Application } from '../application.ts';
import { own } from './own.ts';

export const chat: Application = {
  name: 'chat',
  file: own('chat'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /' },
    { ask: 'POST /say', form: { text: 'too early' }, status: 403 },
    { ask: 'POST /join', form: { name: 'anna' } },
    { ask: 'POST /say', form: { text: 'hello?' }, status: 303 },
    { as: 'berta', ask: 'POST /join', form: { name: 'anna' }, status: 409 },
    { as: 'berta', ask: 'POST /join', form: { name: 'b' }, status: 400 },
    { as: 'berta', ask: 'POST /join', form: { name: 'a name of more than twenty characters' }, status: 400 },
    { as: 'berta', ask: 'POST /join', form: { name: 'bérta "x"' } },
    { as: 'berta', ask: 'POST /say', form: { text: '<script>alert("hi")</script>' }, status: 303 },
    { ask: 'POST /say', form: { text: 'naïve & co — 学 \u{1f600}' }, status: 303 },
    { ask: 'GET /' },
    { as: 'berta', ask: 'GET /' },
    { as: 'carla', ask: 'GET /log' },
    { as: 'carla', ask: 'GET /log?after=2' },
    { as: 'carla', ask: 'GET /log?after=two', status: 400 },
    { as: 'carla', ask: 'GET /log?after=-7' },
    { as: 'carla', ask: 'GET /people' },
    { ask: 'POST /say', form: {}, status: 400 },
    { ask: 'POST /say', form: { text: '' }, status: 400 },
    { ask: 'POST /leave' },
    { as: 'carla', ask: 'GET /people' },
    { as: 'carla', ask: 'GET /log' },
    { ask: 'POST /say', form: { text: 'am I here?' }, status: 403 },
    { as: 'berta', ask: 'POST /say', form: { text: 'line\nbreak\ttab' }, status: 303 },
    { as: 'carla', ask: 'GET /log?after=3' },
    { as: 'carla', ask: 'GET /', headers: { Cookie: 'swipl_session=1234-1234-1234-1234; other=1' } },
  ],
};
