/** Koa with koa-session, and a store in memory in place of the cookie that has all data. */
import Koa from 'koa';
import session from 'koa-session';
import { serve } from '../../serving.ts';
import { counted, type SessionData, total } from '../../session-data.ts';
import { versionOf } from '../../version.ts';

const all = new Map<string, SessionData>();
const store = {
  get: async (id: string) => all.get(id),
  set: async (id: string, data: SessionData) => void all.set(id, data),
  destroy: async (id: string) => void all.delete(id),
};
const app = new Koa();
app.keys = ['clausal'];
app.use(session({ store }, app));
app.use((context) => {
  const data = context.session as unknown as SessionData;
  context.body = String(context.path === '/total' ? total(all.values()) : counted(data));
});

serve(app.callback(), { version: versionOf('koa-session'), hasSessions: true });
