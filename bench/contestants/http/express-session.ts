/** Express with express-session and its MemoryStore, with the options that its documentation advises. */
import express from 'express';
import session, { MemoryStore, type SessionData } from 'express-session';
import { serve } from '../../serving.ts';
import { versionOf } from '../../version.ts';

declare module 'express-session' {
  interface SessionData {
    count?: number;
  }
}

const store = new MemoryStore();
const app = express();
app.use(session({ store, secret: 'clausal', resave: false, saveUninitialized: false }));
app.get('/', (request, response) => {
  const count = (request.session.count ?? 0) + 1;
  request.session.count = count;
  response.type('text').send(String(count));
});
app.get('/total', (_, response) => {
  store.all((_, all) => {
    const sessions = Object.values(all as Record<string, SessionData>);
    response.type('text').send(String(sessions.reduce((sum, { count = 0 }) => sum + count, 0)));
  });
});

serve(app, { version: versionOf('express-session'), hasSessions: true });
