/** Express with express-session and a store, with the options that its documentation advises: a counter in each session. */
import express, { type Express } from 'express';
import session, { type Store } from 'express-session';
import { serve } from './serving.ts';
import { begun, counted, noted, read, type SessionData, total } from './session-data.ts';
import { versionOf } from './version.ts';

/** Serves until the standard input ends; the version told is that of a package, or clausal's. */
export function serveStore(store: Store, packageName?: string): void {
  serve(storeApp(store), { version: versionOf(packageName), hasSessions: true });
}

/** The application; what all sessions have comes from the store, unless that cannot tell. */
export function storeApp(
  store: Store,
  all: () => Promise<Iterable<SessionData>> = () => allOf(store),
): Express {
  const app = express();
  app.use(session({ store, secret: 'clausal', resave: false, saveUninitialized: false }));
  for (const [path, answer] of Object.entries({
    '/': counted,
    '/read': read,
    '/begin': begun,
    '/note': noted,
  })) {
    app.get(path, (request, response) => {
      response.type('text').send(String(answer(request.session as unknown as SessionData)));
    });
  }
  app.get('/total', async (_, response) => {
    response.type('text').send(String(total(await all())));
  });
  return app;
}

function allOf(store: Store): Promise<Iterable<SessionData>> {
  return new Promise((resolve, reject) => {
    store.all!((error, all) => {
      if (error) reject(error);
      else resolve(Object.values(all as unknown as Record<string, SessionData>));
    });
  });
}
