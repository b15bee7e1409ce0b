/** Sites with one page, on which each request does what the test says with its session, whichever library that is of. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import fastifySession, { type FastifySessionOptions } from '@fastify/session';
import type { SessionEngine } from 'clausal';
import { expressSession } from 'clausal/express';
import express, { type Express } from 'express';
import session, { type SessionOptions } from 'express-session';
import Fastify from 'fastify';
import { type Asking, ask, serve } from './http.ts';

/** What a request can do with its session. */
export interface Visit {
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it has put in
  read(key: string): any;
  write(key: string, value: unknown): void;
  remove(key: string): void;
  destroy(): Promise<void> | void;
  /** Another id and no data. */
  regenerate(): Promise<void> | void;
  reload(): Promise<void> | void;
  save(): Promise<void> | void;
  /** Lets the request have no session any more. */
  unset(): void;
  /** So many seconds without a request are the end of this session. */
  setMaxAge(seconds: number): void;
  /** The session ends at this time. */
  setExpires(date: Date): void;
  readonly response: ServerResponse;
  /** The session itself, where the library has an object for it. */
  // biome-ignore lint/suspicious/noExplicitAny: that of any library
  readonly session: any;
}

export type Step = (visit: Visit) => unknown;

/** Who visits: has a cookie. */
export class Visitor {
  cookie: string | undefined;

  constructor(cookie?: string) {
    this.cookie = cookie;
  }
}

export interface Reply {
  readonly status: number;
  /** What the step answered. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it has asked for
  readonly value: any;
  readonly cookies: readonly string[];
}

const steps = new Map<string, Step>();

export class Site {
  constructor(
    readonly port: number,
    readonly cookieName: string,
  ) {}

  /** Sends a request that does this, and takes the cookie that comes. */
  async visit(visitor: Visitor, step: Step, { headers, ...asking }: Asking = {}): Promise<Reply> {
    const key = randomUUID();
    steps.set(key, step);
    const cookie: Record<string, string> = visitor.cookie === undefined ? {} : { Cookie: visitor.cookie };
    const answer = await ask(this.port, { ...asking, headers: { ...cookie, 'X-Step': key, ...headers } });
    const sent = answer.cookies.findLast((each) => each.startsWith(`${this.cookieName}=`));
    if (sent !== undefined)
      visitor.cookie = /expires=thu, 01 jan 1970/i.test(sent) ? undefined : sent.split(';')[0];
    const isJson =
      answer.headers['content-type']?.startsWith('application/json') === true && answer.body !== '';
    return {
      status: answer.status,
      value: isJson ? JSON.parse(answer.body).value : answer.body,
      cookies: answer.cookies,
    };
  }
}

/** A site in Express with express-session; `trusts` is its setting `trust proxy`. */
export async function expressSite(options: Partial<SessionOptions>, trusts = false): Promise<Site> {
  const app = express();
  app.set('trust proxy', trusts);
  app.use(session({ secret: 'secret', resave: false, saveUninitialized: false, ...options }));
  answering(app, (req, response) => libraryVisit(req, response));
  return new Site((await serve(app)).port, options.name ?? 'connect.sid');
}

/** A site in Express with the sessions of an engine. */
export async function clausalSite(engine: SessionEngine, trusts = false): Promise<Site> {
  const app = express();
  app.set('trust proxy', trusts);
  app.use(expressSession(engine));
  answering(app, (request, response) => engineVisit(engine, request, response));
  return new Site(
    (await serve(app)).port,
    String(engine.sessionOption('cookie(C)').first()?.C ?? 'clausal_session'),
  );
}

/** A site in Fastify with @fastify/session. */
export async function fastifySite(options: Partial<FastifySessionOptions>): Promise<Site> {
  const app = Fastify();
  app.register(fastifyCookie);
  app.register(fastifySession, {
    secret: 'a secret of at least 32 characters',
    saveUninitialized: false,
    cookieName: 'sessionId',
    ...options,
    cookie: { secure: false, ...options.cookie },
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: async (request, reply) => {
      const visit = libraryVisit(request as never, reply.raw);
      return { value: (await stepOf(request.raw)(visit)) ?? null };
    },
  });
  await app.ready();
  return new Site((await serve((req, res) => app.routing(req, res))).port, 'sessionId');
}

function stepOf(request: IncomingMessage): Step {
  const key = String(request.headers['x-step']);
  const step = steps.get(key);
  if (step === undefined) throw new Error(`no step ${key}`);
  steps.delete(key);
  return step;
}

function answering(app: Express, visit: (req: Holder, response: ServerResponse) => Visit): void {
  app.use(express.json());
  app.use(async (req, res, next) => {
    try {
      const value = (await stepOf(req)(visit(req, res))) ?? null;
      if (!res.headersSent) res.json({ value });
    } catch (error) {
      next(error);
    }
  });
  app.use((error: Error, _req: unknown, res: express.Response, _next: unknown) => {
    if (res.headersSent) res.destroy();
    else res.status(500).json({ value: error.message });
  });
}

/** A request of either library. */
// biome-ignore lint/suspicious/noExplicitAny: that of any library
type Holder = any;

function libraryVisit(request: Holder, response: ServerResponse): Visit {
  const later = (method: string) =>
    new Promise<void>((resolve, reject) => {
      request.session[method]((error: unknown) => (error ? reject(error) : resolve()));
    });
  return {
    get id() {
      return request.session?.id ?? request.session?.sessionId;
    },
    get session() {
      return request.session;
    },
    response,
    read: (key) => request.session?.[key],
    write: (key, value) => void (request.session[key] = value),
    remove: (key) => void delete request.session[key],
    destroy: () => later('destroy'),
    regenerate: () => later('regenerate'),
    reload: () => later('reload'),
    save: () => later('save'),
    unset: () => void (request.session = null),
    setMaxAge: (seconds) => void (request.session.cookie.maxAge = 1000 * seconds),
    setExpires: (date) => void (request.session.cookie.expires = date),
  };
}

function engineVisit(engine: SessionEngine, request: Holder, response: ServerResponse): Visit {
  const session = engine.session();
  return {
    get id() {
      return engine.inSession();
    },
    session: undefined,
    response,
    read: (key) => session.get(key),
    write: (key, value) => session.set(key, [value as never]),
    remove: (key) => void session.delete(key),
    destroy: () => void session.destroy(),
    regenerate: () => void session.regenerate(),
    reload: () => {},
    save: () => void session.save(),
    unset: () => void (request.session = null),
    setMaxAge: (seconds) => session.setSession({ timeout: seconds }),
    setExpires: (date) =>
      session.setSession({ absolute_timeout: Math.ceil((date.getTime() - Date.now()) / 1000) }),
  };
}
