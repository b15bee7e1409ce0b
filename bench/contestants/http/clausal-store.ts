/** Express with express-session and the store of clausal, with the options of `express-session.ts`. */
import express from 'express';
import session from 'express-session';
import { ClausalStore } from '../../../src/http/express-session.ts';
import { SessionEngine } from '../../../src/index.ts';
import { serve } from '../../serving.ts';
import { counted, type SessionData, total } from '../../session-data.ts';
import { versionOf } from '../../version.ts';

const store = new ClausalStore({ engine: new SessionEngine() });
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

serve(app, { version: versionOf(), hasSessions: true });
