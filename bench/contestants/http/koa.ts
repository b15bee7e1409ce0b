/** Koa without sessions: one counter for all. */
import Koa from 'koa';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

let count = 0;

const app = new Koa();
app.use((context) => {
  context.body = String(context.path === '/total' ? count : ++count);
});

serve(app.callback(), { version: versionOf('koa'), hasSessions: false });
