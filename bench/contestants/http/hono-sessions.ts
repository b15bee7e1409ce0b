/** Hono with hono-sessions and its MemoryStore. */
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { MemoryStore, type Session, type SessionData as Stored, sessionMiddleware } from 'hono-sessions';
import { serve } from '../../serving.ts';
import { OTHERS, type SessionData, total } from '../../session-data.ts';
import { versionOf } from '../../version.ts';

const store = new MemoryStore();
const app = new Hono<{ Variables: { session: Session<SessionData> } }>();
app.use(sessionMiddleware({ store, expireAfterSeconds: 1800 }) as never);
app.get('/', (context) => {
  const { session } = context.var;
  const before = session.get('count');
  if (before === null) for (const [key, value] of Object.entries(OTHERS)) session.set(key, value);
  const count = (before ?? 0) + 1;
  session.set('count', count);
  return context.text(String(count));
});
app.get('/total', (context) => {
  const { data } = store as unknown as { readonly data: ReadonlyMap<string, Stored> };
  const all = [...data.values()].map(
    ({ _data }): SessionData =>
      Object.fromEntries(Object.entries(_data).map(([key, { value }]) => [key, value])),
  );
  return context.text(String(total(all)));
});

serve(getRequestListener(app.fetch), { version: versionOf('hono-sessions'), hasSessions: true });
