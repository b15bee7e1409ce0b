/** Hono without sessions: one counter for all. */
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

let count = 0;

const app = new Hono()
  .get('/', (context) => context.text(String(++count)))
  .get('/total', (context) => context.text(String(count)));

serve(getRequestListener(app.fetch), { version: versionOf('hono'), hasSessions: false });
