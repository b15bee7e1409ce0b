/** Express with express-session and a store, with the options that its documentation advises: a counter in each session. */
import express from 'express';
import session, { type Store } from 'express-session';
import { serve } from './serving.ts';
import { counted, type SessionData, total } from './session-data.ts';
import { versionOf } from './version.ts';

/** Serves until the standard input ends; the version told is that of a package, or clausal's. */
export function serveStore(store: Store, packageName?: string): void {
  const app = express();
  app.use(session({ store, secret: 'clausal', resave: false, saveUninitialized: false }));
  app.get('/', (request, response) => {
    const data = request.session as unknown as SessionData;
    response.type('text').send(String(counted(data)));
  });
  app.get('/total', (_, response) => {
    store.all!((_, all) => {
      response.type('text').send(String(total(Object.values(all as unknown as Record<string, SessionData>))));
    });
  });
  serve(app, { version: versionOf(packageName), hasSessions: true });
}
