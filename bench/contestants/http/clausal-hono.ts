/** clausal with Hono. */
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { honoSession } from '../../../src/http/hono.ts';
import { SessionEngine } from '../../../src/index.ts';
import { counted, total } from '../../counter.ts';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

const engine = new SessionEngine({ create: 'auto' });
const app = new Hono()
  .use(honoSession(engine))
  .get('/', (context) => context.text(String(counted(engine))))
  .get('/total', (context) => context.text(String(total(engine))));

serve(getRequestListener(app.fetch), { version: versionOf(), hasSessions: true });
