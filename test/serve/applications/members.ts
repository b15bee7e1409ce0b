/** Visits to the members' page: who has no token, a wrong password, a planted session or no session gets nowhere. */
import type { Application } from '../application.ts';
import { own } from './own.ts';

const TOKEN = /name="token" value="([^"]+)"/;
const ADA = { name: 'ada', password: 'engine', return_to: '/members' };

export const members: Application = {
  name: 'members',
  file: own('members'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /', status: 302 },
    { ask: 'GET /members', status: 303 },
    { ask: 'GET /login?return_to=/members', take: { token: TOKEN } },
    { ask: 'POST /login', form: ADA, status: 403 },
    { ask: 'POST /login', form: { ...ADA, token: 'guessed' }, status: 403 },
    { ask: 'POST /login', form: { ...ADA, token: '{token}', password: 'steam' }, status: 303 },
    { ask: 'GET /login?failed=true&return_to=/members' },
    { ask: 'GET /login?failed=perhaps', status: 400 },
    { ask: 'POST /login', form: { token: '{token}', name: 'ada' }, status: 400 },
    { ask: 'POST /login', form: { ...ADA, token: '{token}', return_to: '//elsewhere.example' }, status: 303 },
    { as: 'mallory', ask: 'GET /login', take: { other: TOKEN } },
    { as: 'mallory', ask: 'POST /login', form: { ...ADA, token: '{token}' }, status: 403 },
    { ask: 'POST /login', form: { ...ADA, token: '{token}' }, status: 303 },
    { ask: 'GET /members', take: { member: TOKEN } },
    { ask: 'POST /motto', form: { motto: 'Let it <i>run</i>', token: '{token}' }, status: 403 },
    { ask: 'POST /motto', form: { motto: 'Let it <i>run</i>', token: '{member}' }, status: 303 },
    { ask: 'GET /members' },
    { ask: 'GET /motto', status: 405 },
    { as: 'mallory', ask: 'POST /motto', form: { motto: 'mine', token: '{member}' }, status: 303 },
    { as: 'grace', ask: 'GET /login', take: { grace: TOKEN } },
    {
      as: 'grace',
      ask: 'POST /login',
      form: { name: 'grace', password: 'cobol', return_to: '/members', token: '{grace}' },
      status: 303,
    },
    { as: 'grace', ask: 'GET /members', take: { graced: TOKEN } },
    { ask: 'POST /logout', form: {}, status: 403 },
    { ask: 'POST /logout', form: { token: '{member}' }, status: 303 },
    { ask: 'GET /members', status: 303 },
    { ask: 'POST /logout', form: { token: '{member}' }, status: 403 },
    { as: 'grace', ask: 'GET /members' },
  ],
};
