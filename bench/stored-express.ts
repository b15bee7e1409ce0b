/** clausal on Express, with sessions in a storage: a counter in each. */
import express from 'express';
import { expressSession } from '../src/http/express.ts';
import { serveShared } from './shared-serving.ts';
import { answers, engineAt, type MakeStorage, storedTotal } from './stored-counter.ts';
import { versionOf } from './version.ts';

/** Serves until the standard input ends. */
export async function serveExpress(makeStorage: MakeStorage): Promise<void> {
  await serveShared(
    (place) => {
      const engine = engineAt(place, makeStorage);
      const app = express();
      app.use(expressSession(engine));
      for (const [path, answer] of Object.entries(answers)) {
        app.get(path, (_, response) => void response.type('text').send(String(answer(engine))));
      }
      app.get('/total', async (_, response) => {
        response.type('text').send(String(await storedTotal(engine)));
      });
      return app;
    },
    { version: versionOf() },
  );
}
