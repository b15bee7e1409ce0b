/** node:http with iron-session, which keeps all data in an encrypted cookie. What comes to the total was seen in cookies. */
import { getIronSession } from 'iron-session';
import { serve } from '../../serving.ts';
import { counted, isWhole, type SessionData } from '../../session-data.ts';
import { versionOf } from '../../version.ts';

const options = {
  password: 'clausal clausal clausal clausal clausal',
  cookieName: 'iron',
  cookieOptions: { secure: false },
};
let whole = 0;

serve(
  async (request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    if (request.url === '/total') {
      response.end(String(whole));
      return;
    }
    const session = await getIronSession<SessionData>(request, response, options);
    const count = counted(session);
    if (isWhole(session)) whole++;
    await session.save();
    response.end(String(count));
  },
  { version: versionOf('iron-session'), hasSessions: true },
);
