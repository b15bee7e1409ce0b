/**
 * What users of express-session rely on, each thing done with its own store, with ours, which has to look the same from
 * outside, and with `expressSession`, of which the table says whether that is the same, and why where it is not.
 */
import { Session, SessionEngine, type SessionOptions } from 'clausal';
import { ClausalStore } from 'clausal/express-session';
import { type SessionOptions as LibraryOptions, MemoryStore } from 'express-session';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryStorage } from '../../src/storage/memory.ts';
import { Gate } from '../support/gate.ts';
import { closeServers } from '../support/http.ts';
import { clausalSite, expressSite, Visitor } from '../support/session-sites.ts';
import { Course, inShort } from '../support/side-by-side.ts';

interface Behaviour {
  readonly name: string;
  /** Of express-session, besides `resave: false` and `saveUninitialized: false`. */
  readonly options?: Partial<LibraryOptions>;
  /** Whether Express trusts the proxy. */
  readonly trusts?: boolean;
  run(course: Course): Promise<unknown>;
  /** Where our store does better than the library's: what is seen with it, and why. */
  readonly store?: { readonly why: string; readonly sights: readonly string[] };
  /** The settings with which `expressSession` is to do the same. */
  readonly settings?: SessionOptions;
  /** What there is not, the setting or the method of a session that it would take, and why. */
  readonly lacks?: { readonly why: string; readonly setting?: string; readonly method?: string };
  /** Where that does something else: what is seen, and why. */
  readonly differs?: { readonly why: string; readonly sights: readonly string[] };
}

const https = { headers: { 'X-Forwarded-Proto': 'https' } };

const behaviours: readonly Behaviour[] = [
  {
    name: 'saveUninitialized: false: who has written nothing has no session',
    async run({ visit }) {
      await visit((me) => me.read('user') ?? 'nobody');
      await visit((me) => me.write('user', 'alice'));
      await visit((me) => me.read('user'));
    },
  },
  {
    name: 'saveUninitialized: true: a session begins with the first request',
    options: { saveUninitialized: true },
    settings: { create: 'auto' },
    async run({ visit }) {
      await visit((me) => me.read('user') ?? 'nobody');
      await visit((me) => me.id);
    },
  },
  ...[false, true].map(
    (resave): Behaviour => ({
      name: `resave: ${resave}: a session that is only read lives on`,
      options: { resave, cookie: { maxAge: 60_000 } },
      settings: { timeout: 60 },
      differs: {
        why: 'the cookie has no date; the times are the same',
        sights: ['null, sends a cookie', '"alice"', '"alice"', '"nobody"'],
      },
      async run(course) {
        await course.visit((me) => me.write('user', 'alice'));
        for (const seconds of [40, 40, 61]) {
          course.pass(seconds);
          await course.visit((me) => me.read('user') ?? 'nobody');
        }
      },
    }),
  ),
  {
    name: 'rolling: false: a cookie without a date is sent once',
    async run({ visit }) {
      for (let i = 0; i < 3; i++) await visit((me) => me.write('visits', i));
    },
  },
  {
    name: 'rolling: false: a cookie with a date is sent with each change',
    options: { cookie: { maxAge: 60_000 } },
    settings: { timeout: 60 },
    differs: {
      why: 'the server alone keeps the time, the cookie has no date',
      sights: ['null, sends a cookie', 'null', '1'],
    },
    async run({ visit }) {
      for (let i = 0; i < 2; i++) await visit((me) => me.write('visits', i));
      await visit((me) => me.read('visits'));
    },
  },
  {
    name: 'rolling: true: the cookie is sent with each answer',
    options: { rolling: true, cookie: { maxAge: 60_000 } },
    settings: { timeout: 60 },
    differs: {
      why: 'the cookie has no date that could be put off',
      sights: ['null, sends a cookie', '"alice"', '"alice"', '"nobody"'],
    },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      for (const seconds of [40, 40, 61]) {
        course.pass(seconds);
        await course.visit((me) => me.read('user') ?? 'nobody');
      }
    },
  },
  ...(['keep', 'destroy'] as const).map(
    (unset): Behaviour => ({
      name: `unset: '${unset}': what is left of a session that a request sets to null`,
      options: { unset },
      ...(unset === 'destroy' && {
        differs: {
          why: 'a session ends by destroy(), which says so',
          sights: ['null, sends a cookie', 'null', '"alice"'],
        },
      }),
      async run({ visit }) {
        await visit((me) => me.write('user', 'alice'));
        await visit((me) => me.unset());
        await visit((me) => me.read('user') ?? 'nobody');
      },
    }),
  ),
  {
    name: "secure: 'auto', by http",
    options: { cookie: { secure: 'auto' } },
    run: ({ visit }) => visit((me) => me.write('user', 'alice')),
  },
  {
    name: "secure: 'auto', by https to a proxy that Express trusts",
    options: { cookie: { secure: 'auto' } },
    trusts: true,
    settings: { cookie: 'sid' },
    run: ({ visit }) => visit((me) => me.write('user', 'alice'), https),
  },
  {
    name: "secure: 'auto', by https to a proxy that nobody trusts",
    options: { cookie: { secure: 'auto' } },
    run: ({ visit }) => visit((me) => me.write('user', 'alice'), https),
  },
  {
    name: 'proxy: true: a proxy is trusted whatever Express says',
    options: { proxy: true, cookie: { secure: 'auto' } },
    differs: {
      why: 'there is one setting for that, `trust proxy` of Express',
      sights: ['null, sends a cookie'],
    },
    run: ({ visit }) => visit((me) => me.write('user', 'alice'), https),
  },
  {
    name: 'proxy: false: no proxy is trusted whatever Express says',
    options: { proxy: false, cookie: { secure: 'auto' } },
    trusts: true,
    settings: { cookie: 'sid' },
    differs: {
      why: 'there is one setting for that, `trust proxy` of Express',
      sights: ['null, sends a cookie Secure'],
    },
    run: ({ visit }) => visit((me) => me.write('user', 'alice'), https),
  },
  {
    name: 'secure: true: by http, no cookie is sent',
    options: { cookie: { secure: true } },
    settings: { secure: true, cookie: 'sid' },
    differs: {
      why: 'the browser is who keeps a Secure cookie to itself',
      sights: ['null, sends a cookie Secure'],
    },
    run: ({ visit }) => visit((me) => me.write('user', 'alice')),
  },
  {
    name: 'the attributes of the cookie',
    options: {
      name: 'sid',
      proxy: true,
      cookie: {
        secure: true,
        sameSite: 'strict',
        domain: 'a.example',
        path: '/',
        priority: 'high',
        partitioned: true,
      },
    },
    trusts: true,
    settings: {
      cookie: 'sid',
      secure: true,
      samesite: 'strict',
      domain: 'a.example',
      priority: 'high',
      partitioned: true,
    },
    async run(course) {
      const { cookies } = await course.visit((me) => me.write('user', 'alice'), https);
      course.note(cookies[0]!.split('; ').slice(1).sort());
    },
  },
  {
    name: 'the attributes of the cookie where nothing is set',
    differs: {
      why: 'SameSite=Lax is what browsers do anyway, but not all',
      sights: ['null, sends a cookie', '["HttpOnly","Path=/","SameSite=Lax"]'],
    },
    async run(course) {
      const { cookies } = await course.visit((me) => me.write('user', 'alice'));
      course.note(cookies[0]!.split('; ').slice(1).sort());
    },
  },
  {
    name: 'several Set-Cookie headers, set before and after the session is written',
    async run({ visit }) {
      await visit((me) => {
        me.response.appendHeader('Set-Cookie', 'a=1');
        me.write('user', 'alice');
        me.response.appendHeader('Set-Cookie', ['b=2', 'c=3']);
      });
      await visit((me) => {
        me.write('user', 'bob');
        me.response.setHeader('Set-Cookie', ['a=4']);
      });
    },
  },
  {
    name: 'regenerate: another id and no data, and the old id is dead',
    async run({ visit, alice }) {
      await visit((me) => me.write('user', 'alice'));
      const old = new Visitor(alice.cookie);
      await visit(async (me) => {
        await me.regenerate();
        me.write('visits', 1);
      });
      await visit((me) => [me.read('user') ?? 'nobody', me.read('visits')]);
      await visit((me) => me.read('user') ?? 'nobody', {}, old);
    },
  },
  {
    name: 'reload: what the request has not saved is forgotten',
    differs: {
      why: 'what is written is there at once, and there is nothing to reload',
      sights: ['null, sends a cookie', '"bob"'],
    },
    async run({ visit }) {
      await visit((me) => me.write('user', 'alice'));
      await visit(async (me) => {
        me.write('user', 'bob');
        await me.reload();
        return me.read('user');
      });
    },
  },
  {
    name: 'save: others see what is written before the answer',
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      await course.visit(async (me) => {
        me.write('user', 'bob');
        await me.save();
        await course.visit((other) => other.read('user'));
      });
    },
  },
  {
    name: 'what is written is not seen by others before the answer or save',
    differs: { why: 'facts are there for all at once', sights: ['null, sends a cookie', '"bob"', 'null'] },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      await course.visit(async (me) => {
        me.write('user', 'bob');
        await course.visit((other) => other.read('user'));
      });
    },
  },
  {
    name: 'destroy: the session is gone, and the visitor keeps a cookie that is good for nothing',
    differs: {
      why: 'the cookie is taken back',
      sights: ['null, sends a cookie', 'null, takes the cookie back', '"nobody"'],
    },
    async run({ visit }) {
      await visit((me) => me.write('user', 'alice'));
      await visit((me) => me.destroy());
      await visit((me) => me.read('user') ?? 'nobody');
    },
  },
  {
    name: 'two requests that overlap and write different keys',
    store: { why: 'both stay', sights: ['null, sends a cookie', 'null', 'null', '["alice",1,"dark"]'] },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      await course.visit(async (me) => {
        me.write('visits', 1);
        await course.visit((other) => other.write('theme', 'dark'));
      });
      await course.visit((me) => ['user', 'visits', 'theme'].map((key) => me.read(key) ?? 'nothing'));
    },
  },
  {
    name: 'two requests that overlap and write the same key: the last that is answered counts',
    differs: {
      why: 'the last that writes counts',
      sights: ['null, sends a cookie', 'null', 'null', '"carol"'],
    },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      await course.visit(async (me) => {
        me.write('user', 'bob');
        await course.visit((other) => other.write('user', 'carol'));
      });
      await course.visit((me) => me.read('user'));
    },
  },
  {
    name: 'a session that is destroyed while another request has it',
    store: { why: 'it stays dead', sights: ['null, sends a cookie', 'null', 'null', '"nobody"'] },
    differs: {
      why: 'who writes to a session that has ended is told',
      sights: [
        'null, sends a cookie',
        'null, takes the cookie back',
        "500, \"http_session `'id1'' does not exist\"",
        '"nobody"',
      ],
    },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      const { cookie } = course.alice;
      await course.visit(async (me) => {
        await course.visit((other) => other.destroy());
        me.write('visits', 1);
      });
      await course.visit((me) => me.read('user') ?? 'nobody', {}, new Visitor(cookie));
    },
  },
  {
    name: 'cookie.maxAge: one session ends at another time than all others',
    options: { cookie: { maxAge: 60_000 } },
    settings: { timeout: 60 },
    differs: {
      why: 'the cookie has no date; the times are the same',
      sights: ['null, sends a cookie', '"alice"', '"alice"', '"nobody"'],
    },
    async run(course) {
      await course.visit((me) => {
        me.write('user', 'alice');
        me.setMaxAge(10);
      });
      for (const seconds of [8, 8, 11]) {
        course.pass(seconds);
        await course.visit((me) => me.read('user') ?? 'nobody');
      }
    },
  },
  {
    name: 'cookie.expires: a date is put off with each request, too',
    differs: {
      why: 'a time at which a session ends is one at which it ends',
      sights: ['null, sends a cookie', '"alice"', '"nobody"', '"nobody"'],
    },
    async run(course) {
      await course.visit((me) => {
        me.write('user', 'alice');
        me.setExpires(new Date(Date.now() + 10_000));
      });
      for (const seconds of [8, 8, 11]) {
        course.pass(seconds);
        await course.visit((me) => me.read('user') ?? 'nobody');
      }
    },
  },
  {
    name: 'a cookie that somebody has changed',
    async run({ visit, alice }) {
      await visit((me) => me.write('user', 'alice'));
      const forged = new Visitor(alice.cookie!.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')));
      await visit((me) => me.read('user') ?? 'nobody', {}, forged);
      await visit((me) => me.write('user', 'mallory'), {}, forged);
    },
  },
  {
    name: 'genid: ids of the application',
    options: { genid: (request) => `${request.method}-1234567890` },
    differs: {
      why: 'ids are random, `idBits` of them, and of nobody else',
      sights: ['null, sends a cookie', '39'],
    },
    async run({ visit }) {
      await visit((me) => me.write('user', 'alice'));
      await visit((me) => String(me.id).length);
    },
  },
  {
    name: 'an id that comes again after the session has been destroyed',
    options: { genid: () => 'constant' },
    differs: {
      why: 'no id comes again',
      sights: ['null, sends a cookie', 'null, sends a cookie', '["nobody",0]'],
    },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      const { cookie } = course.alice;
      await course.visit(async (me) => {
        await me.regenerate();
        me.write('visits', 1);
      });
      await course.visit(
        (me) => [me.read('user') ?? 'nobody', me.read('visits') ?? 0],
        {},
        new Visitor(cookie),
      );
    },
  },
  {
    name: 'path: no session elsewhere',
    options: { cookie: { path: '/admin' } },
    settings: { path: '/admin' },
    async run({ visit }) {
      await visit((me) => me.write('user', 'alice'), { path: '/admin/a?b' });
      await visit((me) => me.read('user'), { path: '/admin' });
    },
  },
  {
    name: 'path: what only begins like it',
    options: { cookie: { path: '/admin' } },
    settings: { path: '/admin' },
    differs: {
      why: 'browsers, too, go by whole segments: a session begun there never comes again',
      sights: ['500, "http_session `_\' does not exist (there is no current session here)"'],
    },
    run: ({ visit }) => visit((me) => me.write('user', 'alice'), { path: '/administrator' }),
  },
  {
    name: 'an error of the handler keeps what was written before',
    async run({ visit }) {
      await visit((me) => {
        me.write('user', 'alice');
        throw new Error('no');
      });
      await visit((me) => me.read('user'));
    },
  },
  {
    name: 'what is written when the answer has begun',
    async run({ visit }) {
      await visit((me) => me.write('visits', 1));
      await visit((me) => {
        me.response.write('a');
        me.write('visits', 2);
        me.response.end('b');
      });
      await visit((me) => me.read('visits'));
    },
  },
  {
    name: 'a session that would begin when the answer has begun',
    differs: {
      why: 'nobody could come back to it, which is an error and not a secret',
      sights: ['"PrologError"', '"none"'],
    },
    async run({ visit }) {
      await visit((me) => {
        me.response.writeHead(200);
        let problem = 'none';
        try {
          me.write('visits', 1);
        } catch (error) {
          problem = (error as Error).name;
        }
        me.response.end(problem);
      });
      await visit((me) => me.read('visits') ?? 'none');
    },
  },
  {
    name: 'HEAD',
    async run({ visit }) {
      await visit((me) => me.write('visits', 1), { method: 'HEAD' });
      await visit((me) => me.read('visits'));
    },
  },
  {
    name: 'first requests at the same time have sessions of their own',
    async run({ visit }) {
      const gate = new Gate();
      const first = visit(async (me) => {
        me.write('user', 'alice');
        await gate.pass();
      });
      await visit((me) => me.write('user', 'bob'), {}, new Visitor());
      gate.open();
      await first;
      await visit((me) => me.read('user'));
    },
  },
  {
    name: 'booleans and null come back as what they were',
    differs: {
      why: 'an atom is a text; the store tells them apart',
      sights: ['null, sends a cookie', '["true",false]'],
    },
    async run({ visit }) {
      await visit((me) => me.write('yes', true));
      await visit((me) => [me.read('yes'), me.read('yes') === true]);
    },
  },
  {
    name: 'what JSON does not have becomes something else without a word',
    differs: {
      why: 'it is refused, with what to write instead',
      sights: [
        '500, "cannot make a term of undefined in an array: write _ for an anonymous variable, null for the atom null"',
        '"nothing"',
      ],
    },
    async run({ visit }) {
      await visit((me) => me.write('list', [1, undefined]));
      await visit((me) => me.read('list') ?? 'nothing');
    },
  },
  {
    name: 'an object that is changed in place is saved',
    differs: {
      why: 'a fact is a value: it is set again',
      sights: ['null, sends a cookie', 'null', '["pen"]'],
    },
    async run({ visit }) {
      await visit((me) => me.write('cart', ['pen']));
      await visit((me) => void me.read('cart')?.push?.('ink'));
      await visit((me) => me.read('cart'));
    },
  },
  {
    name: 'touch: the time of the cookie begins again',
    options: { cookie: { maxAge: 60_000 } },
    lacks: { why: 'the request itself is what keeps a session alive', method: 'touch' },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'));
      course.pass(20);
      await course.visit(({ session }) => [session.cookie.maxAge, session.touch().cookie.maxAge]);
      await course.visit(({ session }) => [
        session.cookie.maxAge,
        session.resetMaxAge().cookie.originalMaxAge,
      ]);
    },
  },
  {
    name: 'the cookie as a function of the request',
    options: { cookie: (request) => ({ maxAge: request.url === '/long' ? 60_000 : 10_000 }) },
    lacks: { why: 'a session has a timeout of its own by `setSession`', setting: 'maxAge' },
    async run(course) {
      await course.visit((me) => me.write('user', 'alice'), { path: '/long' });
      course.pass(50);
      await course.visit(({ session }) => [session.user, session.cookie.originalMaxAge]);
    },
  },
  {
    name: 'attributes of the cookie that a request has changed',
    lacks: { why: 'all sessions have the same', method: 'cookie' },
    async run({ visit }) {
      await visit(({ session }) => {
        session.user = 'alice';
        Object.assign(session.cookie, {
          sameSite: 'none',
          httpOnly: false,
          priority: 'high',
          own: { a: [true] },
        });
      });
      await visit(({ session }) => [
        session.cookie.sameSite,
        session.cookie.httpOnly,
        session.cookie.own ?? 'not kept',
      ]);
    },
  },
  {
    name: 'a store that is out of reach: requests go on without sessions',
    lacks: { why: 'facts are in the process', method: 'reload' },
    async run({ visit }) {
      await visit((me) => me.write('user', 'alice'));
      await visit(({ session }) => void session.req.sessionStore.emit('disconnect'));
      await visit((me) => typeof me.session);
    },
  },
];

afterEach(closeServers);
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

async function sightsWith(
  store: MemoryStore | ClausalStore,
  { options, trusts, run }: Behaviour,
): Promise<Course['sights']> {
  const course = new Course(await expressSite({ ...options, store }, trusts));
  await run(course);
  return course.sights;
}

describe.each(behaviours)('$name', (behaviour) => {
  const { store, settings, lacks, differs, trusts, run } = behaviour;

  test.each([
    ['', () => new SessionEngine()],
    [', sessions being stored', () => new SessionEngine({ storage: memoryStorage({ delay: 1 }) })],
  ])(
    store === undefined ? 'is the same with our store%s' : `is better with our store%s: ${store.why}`,
    async (_where, newEngine) => {
      const expected = await sightsWith(new MemoryStore(), behaviour);
      const engine = newEngine();
      const seen = await sightsWith(new ClausalStore({ engine }), behaviour);
      await engine.close();
      if (store === undefined) {
        expect(seen).toEqual(expected);
      } else {
        expect(seen.map(inShort)).toEqual(store.sights);
        expect(seen).not.toEqual(expected);
      }
    },
  );

  if (lacks !== undefined) {
    test(`has nothing like it in expressSession: ${lacks.why}`, () => {
      const { setting, method } = lacks;
      if (setting !== undefined) expect(() => new SessionEngine({ [setting]: 60 })).toThrow('max_age');
      if (method !== undefined) expect(Session.prototype).not.toHaveProperty(method);
      expect(setting ?? method).toBeDefined();
    });
    return;
  }

  test(
    differs === undefined
      ? 'is the same with expressSession'
      : `is other with expressSession: ${differs.why}`,
    async () => {
      const expected = store?.sights ?? (await sightsWith(new MemoryStore(), behaviour)).map(inShort);
      const engine = new SessionEngine(settings);
      const course = new Course(await clausalSite(engine, trusts));
      await run(course);
      engine.close();
      const seen = course.sights.map(inShort);
      expect(seen).toEqual(differs?.sights ?? expected);
      if (differs !== undefined) expect(seen).not.toEqual(expected);
    },
  );
});
