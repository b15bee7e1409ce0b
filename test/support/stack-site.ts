/** The application of the tests of whole servers: what it does with the session of a request, by the path of that. */
import type { Session } from '../../src/session/session.ts';

/** What a request is answered. */
export interface SiteReply {
  readonly status: number;
  readonly body: string;
}

/** What the site asks of who runs it. */
export interface SiteMeans {
  /** The body of the request. */
  readonly text: () => Promise<string>;
  /** Waits until a test lets it go on. */
  readonly pause?: () => Promise<void>;
}

type Page = (session: Session, query: URLSearchParams, means: SiteMeans) => string | Promise<string>;

/** There is nothing to take. */
class Nothing extends Error {}

const pages: Readonly<Record<string, Page>> = {
  begin(session, query) {
    session.set({ counter: 0, name: query.get('name') ?? '' });
    for (let i = 0; i < Number(query.get('tokens')); i++) session.assert({ token: i });
    return 'begun';
  },
  count(session) {
    session.update('counter(N)', (found) => ({ counter: Number(found?.N) + 1 }));
    return String(session.get('counter'));
  },
  take(session) {
    const taken = session.retract('token(N)');
    if (taken === undefined) throw new Nothing();
    return String(taken.N);
  },
  add(session, query) {
    session.assert({ item: numbered(query) });
    return 'added';
  },
  front(session, query) {
    session.asserta({ note: numbered(query) });
    return 'added in front';
  },
  set(session, query) {
    session.set({ theme: query.get('to') ?? '' });
    return 'set';
  },
  login(session, query) {
    session.set({ user: query.get('as') ?? '' });
    session.renew();
    return 'welcome';
  },
  logout(session) {
    session.close();
    return 'bye';
  },
  /** Several changes, all of which are there or none. */
  pair(session, query) {
    session.assert({ before: numbered(query) });
    session.update('counter(N)', (found) => ({ counter: Number(found?.N) + 1 }));
    session.assert({ after: numbered(query) });
    return 'done';
  },
  /** The same, with a wait in between for what the client has not sent yet. */
  async slow(session, query, { text }) {
    session.assert({ before: numbered(query) });
    const body = await text().catch(() => '');
    session.update('counter(N)', (found) => ({ counter: Number(found?.N) + 1 }));
    session.assert({ after: numbered(query) });
    return body;
  },
  /** Changes, waits for the test, and answers. */
  async pausing(session, query, { pause }) {
    if (query.has('take') && session.retract('token(_)') === undefined) throw new Nothing();
    session.assert({ paused: query.get('n') ?? '' });
    await pause?.();
    return 'paused';
  },
  read(session) {
    return session
      .data('Fact')
      .toArray()
      .map((each) => JSON.stringify(each.Fact))
      .join('\n');
  },
};

/** Answers a request. Without a session there is nothing but the page that begins one. */
export async function answerOf(session: Session, url: string, means: SiteMeans): Promise<SiteReply> {
  const { pathname, searchParams } = new URL(url, 'http://site');
  const name = pathname.slice(1);
  const page = pages[name];
  if (page === undefined) return { status: 404, body: 'no such page' };
  if (!session.isAlive && name !== 'begin') return { status: 401, body: 'no session' };
  try {
    return { status: 200, body: await page(session, searchParams, means) };
  } catch (error) {
    if (error instanceof Nothing) return { status: 404, body: 'nothing left' };
    throw error;
  }
}

function numbered(query: URLSearchParams): [client: string, n: number] {
  return [query.get('client') ?? '', Number(query.get('n'))];
}
