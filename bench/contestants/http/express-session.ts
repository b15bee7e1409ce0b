/** Express with express-session and its MemoryStore, with the options that its documentation advises. */
import express from 'express';
import session, { MemoryStore } from 'express-session';
import { serve } from '../../serving.ts';
import { counted, type SessionData, total } from '../../session-data.ts';
import { versionOf } from '../../version.ts';

const store = new MemoryStore();
const app = express();
app.use(session({ store, secret: 'clausal', resave: false, saveUninitialized: false }));
app.get('/', (request, response) => {
  const data = request.session as unknown as SessionData;
  response.type('text').send(String(counted(data)));
});
app.get('/total', (_, response) => {
  store.all((_, all) => {
    response.type('text').send(String(total(Object.values(all as unknown as Record<string, SessionData>))));
  });
});

serve(app, { version: versionOf('express-session'), hasSessions: true });
