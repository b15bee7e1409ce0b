/** A boss who sends a visitor away; the staff may look, and others may not. */
import type { Application } from '../application.ts';
import { basicLogin } from '../visit.ts';
import { own } from './own.ts';

const boss = { as: 'ada', headers: basicLogin('ada', 'engine') };
const staff = { as: 'grace', headers: basicLogin('grace', 'cobol') };

export const admin: Application = {
  name: 'admin',
  file: own('admin'),
  goal: 'server(PORT)',
  script: [
    { ask: 'GET /admin', status: 401 },
    { ask: 'GET /hello?name=anna' },
    { as: 'berta', ask: 'GET /hello?name=B%C3%A9rta' },
    { as: 'carla', ask: 'GET /hello' },
    { as: 'berta', ask: 'GET /admin', status: 401 },
    { as: 'berta', ask: 'GET /admin', headers: basicLogin('ada', 'steam'), status: 401 },
    { as: 'berta', ask: 'GET /admin', headers: basicLogin('nobody', 'engine'), status: 401 },
    { as: 'berta', ask: 'GET /admin', headers: { Authorization: 'Bearer engine' }, status: 401 },
    { as: 'berta', ask: 'POST /admin/end', form: { id: 'x' }, status: 401 },
    { ...staff, ask: 'GET /admin', status: 403 },
    { ...boss, ask: 'GET /admin', take: { berta: /B..?rta<\/td>[\s\S]*?value="([^"]+)"/ } },
    { ...boss, ask: 'POST /admin/end', form: { id: '{berta}' }, status: 303 },
    { ...boss, ask: 'POST /admin/end', form: { id: '{berta}' }, status: 400 },
    { ...boss, ask: 'POST /admin/end', form: { id: 'nobody' }, status: 400 },
    { ...boss, ask: 'GET /admin/end?id=nobody', status: 405 },
    { ...boss, ask: 'GET /admin' },
    { as: 'berta', ask: 'GET /hello?name=again' },
    { ...boss, ask: 'GET /admin' },
    { ...staff, ask: 'GET /admin/log' },
    { as: 'carla', ask: 'GET /admin/log', status: 401 },
    { ...boss, ask: 'GET /admin/', status: 404 },
  ],
};
