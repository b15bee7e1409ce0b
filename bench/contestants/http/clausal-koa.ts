/** clausal with Koa. */
import Koa from 'koa';
import { koaSession } from '../../../src/http/koa.ts';
import { SessionEngine } from '../../../src/index.ts';
import { counted, total } from '../../counter.ts';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

const engine = new SessionEngine({ create: 'auto' });
const app = new Koa().use(koaSession(engine));
app.use((context) => {
  context.body = String(context.path === '/total' ? total(engine) : counted(engine));
});

serve(app.callback(), { version: versionOf(), hasSessions: true });
