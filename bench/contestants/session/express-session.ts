/** express-session's MemoryStore, with the same in each session as the others have in three facts. */
import { randomBytes } from 'node:crypto';
import { Cookie, MemoryStore, type SessionData } from 'express-session';
import { cartOf } from '../../data.ts';
import { contest, type Works } from '../../measure.ts';
import { versionOf } from '../../version.ts';

declare module 'express-session' {
  interface SessionData {
    user?: string;
    cart?: { item: string; quantity: number };
    visits?: number;
  }
}

const works: Works = {
  memory(sessions) {
    const store = new MemoryStore();
    return {
      operations: sessions,
      takesMemory: true,
      async run() {
        for (let i = 0; i < sessions; i++) {
          const session = { cookie: new Cookie(), user: `u${i}`, cart: cartOf(i), visits: i % 100 };
          await new Promise((resolve) => store.set(randomBytes(24).toString('base64url'), session, resolve));
        }
        return undefined;
      },
      async check() {
        const all = await new Promise<SessionData[]>((resolve) => {
          store.all((_, sessions) => resolve(Object.values(sessions as Record<string, SessionData>)));
        });
        return all.reduce((facts, { cookie: _, ...data }) => facts + Object.keys(data).length, 0);
      },
    };
  },
};

await contest(versionOf('express-session'), works);
