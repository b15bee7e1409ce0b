/** The options of library(http/http_redis_plugin) in both hosts, beside SWI-Prolog's, and the sessions that they bring. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTerm, SessionEngine, type Term } from 'clausal';
import { redisOptions, redisStorage } from 'clausal/redis';
import { SwiProlog } from 'clausal/swipl';
import { TauProlog } from 'clausal/tau';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RedisSessions } from '../../../src/prolog/redis/redis-sessions.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../../support/redis-server.ts';
import { hasSwipl, runSwipl } from '../../support/swipl.ts';

/** What SWI-Prolog and the hosts write alike. */
const OPTIONS = `
:- use_module(library(http/http_session)).
t(Goal) :-
    copy_term(Goal, Copy),
    (   catch(Goal, error(Formal, _), ( format('~q: ~q~n', [Copy, Formal]), fail ))
    ->  format('~q~n', [Goal])
    ;   format('no~n')
    ).
redis_options :-
    forall(( http_session_option(Option), Option =.. [Name,_], sub_atom(Name, 0, _, _, redis) ), ( write(Option), nl )).
main :-
    t(http_set_session_options([redis_db(default)])),
    use_module(library(http/http_redis_plugin)),
    use_module(library(redis)),
    redis_options,
    t(http_set_session_options([redis_db(_)])),
    t(http_set_session_options([redis_db(1)])),
    t(http_set_session_options([redis_prefix("text")])),
    t(http_set_session_options([redis_nothing(x)])),
    t(redis_server(_, localhost:6379, [])),
    t(http_session_option(redis_db(_))),
    t(redis_server(default, localhost:PORT, [version(3)])),
    t(redis_server(other(1), localhost:PORT, [])),
    t(http_set_session_options([redis_prefix(before)])),
    t(http_set_session_options([timeout(100), redis_db(default), redis_prefix('swipl:http:session')])),
    t(http_set_session_options([redis_db(default), redis_prefix('swipl:http:session'), timeout(200)])),
    redis_options,
    t(http_session_option(redis_db(_))),
    t(http_session_option(redis_prefix(_))),
    t(http_session_option(timeout(_))),
    t(redis_server(default, localhost:PORT, [version(3)])).
`;

const HOSTS = {
  'tau-prolog': async (engine: SessionEngine, output?: (text: string) => void) =>
    new TauProlog(engine, output === undefined ? {} : { output }),
  'SWI-Prolog in WebAssembly': (engine: SessionEngine, output?: (text: string) => void) =>
    SwiProlog.create(engine, output === undefined ? {} : { output }),
};

let redis: RedisServer;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function program(host: keyof typeof HOSTS, text: string, output?: (text: string) => void) {
  const engine = new SessionEngine({ profile: 'swi' });
  const prolog = await HOSTS[host](engine, output);
  closing.push(
    () => engine.close(),
    () => prolog.close(),
  );
  await prolog.consult(text.replaceAll('PORT', String(redis.port)));
  return { engine, prolog };
}

/** A request of a visitor without a cookie. */
const request = {
  path: '/',
  cookie: undefined,
  address: undefined,
  forwardedFor: undefined,
  isSecure: false,
  isOpen: true,
  setCookie: () => {},
};

const PLUGIN = ':- use_module(library(http/http_redis_plugin)).\n:- use_module(library(redis)).\n';
const SERVER = ':- redis_server(default, localhost:PORT, []).\n';
const KEPT = (prefix: string) =>
  `${PLUGIN}${SERVER}:- http_set_session_options([redis_db(default), redis_prefix('${prefix}')]).\n`;

describeWithRedis('options of sessions in Redis', () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  test.skipIf(!hasSwipl)('are what they are in SWI-Prolog', async () => {
    const theirs = await runSwipl(OPTIONS.replaceAll('PORT', String(redis.port)));
    expect(theirs.split('\n').length).toBeGreaterThan(20);
    for (const host of Object.keys(HOSTS) as (keyof typeof HOSTS)[]) {
      let ours = '';
      const { prolog } = await program(host, OPTIONS, (text) => {
        ours += text;
      });
      expect(await prolog.query('main').exists()).toBe(true);
      expect([host, masked(ours)]).toEqual([host, masked(theirs)]);
    }
  });

  describe.each(Object.keys(HOSTS) as (keyof typeof HOSTS)[])('in %s', (host) => {
    test('they do not change while sessions are kept there, and nothing is half done', async () => {
      const { prolog, engine } = await program(host, KEPT('fixed'));
      const refused = (goal: string) =>
        expect(prolog.query(goal.replaceAll('PORT', String(redis.port))).first()).rejects;
      await refused('http_set_session_options([timeout(7), redis_db(other)])').toThrow(
        "No permission to set http_session_option `redis_db(other)' (sessions are kept in Redis already, with redis_db(default))",
      );
      await refused('http_set_session_options([redis_prefix(other)])').toThrow(
        "No permission to set http_session_option `redis_prefix(other)'",
      );
      await refused('http_set_session_options([timeout(7), redis_ro(nobody)])').toThrow(
        "redis_server `nobody' does not exist",
      );
      await refused('redis_server(default, localhost:1, [])').toThrow(
        "No permission to modify redis_server `default' (sessions are kept there already)",
      );
      const same = `redis_server(default, localhost:${redis.port}, []), http_set_session_options([redis_db(default), redis_ro(default)])`;
      expect(await prolog.query(same).exists()).toBe(true);
      expect(engine.sessionOption('timeout(_)').first()!.fact).toEqual({ timeout: 600 });
    });

    test('what cannot be is refused, and then sessions are in memory', async () => {
      const { prolog, engine } = await program(host, `${PLUGIN}:- redis_server(away, unix(x), []).`);
      const refused = (goal: string) => expect(prolog.query(goal).first()).rejects;
      await refused('http_set_session_options([timeout(7), redis_db(nobody)])').toThrow(
        "redis_server `nobody' does not exist",
      );
      await refused('http_set_session_options([timeout(7), redis_db(away)])').toThrow(
        "Domain error: `redis_address' expected, found `unix(x)'",
      );
      await refused("http_set_session_options([redis_db(default), redis_prefix('{x}')])").toThrow(
        "Domain error: `redis_prefix' expected, found `'{x}'' (a text of 1 to 100 characters without '{' and '}')",
      );
      await refused('http_set_session_options([redis_db(default), timeout(x)])').toThrow(
        "Type error: `integer' expected, found `x' (an atom)",
      );
      const options = engine.sessionOption('Option').toArray();
      expect(options.filter(({ fact }) => /redis|"timeout":7/.test(JSON.stringify(fact)))).toEqual([]);
    });

    test('an engine that has a storage already is told so', async () => {
      const { prolog, engine } = await program(host, PLUGIN + SERVER);
      engine.useStorage(redisStorage({ url: redis.url, prefix: 'first' }));
      await expect(prolog.query('http_set_session_options([redis_db(default)])').first()).rejects.toThrow(
        "No permission to set http_session_option `redis_db(default)' (useStorage(storage): there is one already)",
      );
      expect(engine.sessionOption('redis_db(_)').exists()).toBe(false);
    });

    test('http_current_session/2 finds sessions that another process has', async () => {
      const prefix = `found-${host.length}`;
      const other = new SessionEngine({ storage: redisStorage({ url: redis.url, prefix }) });
      closing.push(() => other.close());
      await other.enter(request, async () => other.sessionAssert('user(alice, _)'));
      const { prolog } = await program(host, KEPT(prefix));
      const found = 'findall(N, http_current_session(_, user(N, _)), Ns)';
      expect((await prolog.query(found).first())!.Ns).toEqual(['alice']);
      expect(await prolog.query('http_current_session(_, idle(T)), T < 100').exists()).toBe(true);
      expect(await prolog.query('http_current_session(_, user(bob, _))').exists()).toBe(false);
    });

    test('predicates that name a session find it where another process has it', async () => {
      const prefix = `named-${host.length}`;
      const other = new SessionEngine({ storage: redisStorage({ url: redis.url, prefix }) });
      closing.push(() => other.close());
      const id = await other.enter(request, async () => {
        other.sessionAssert('item(1)');
        other.sessionAssert('item(2)');
        return other.sessionId();
      });
      const { engine, prolog } = await program(host, KEPT(prefix));
      const found = `findall(N, http_session_data(item(N), '${id}'), Ns)`;
      expect((await prolog.query(found).first())!.Ns).toEqual([1, 2]);
      expect(await prolog.query(`http_session_retract(item(1), '${id}')`).exists()).toBe(true);
      expect(await prolog.query(`http_session_assert(item(3), '${id}')`).exists()).toBe(true);
      await engine.commit();
      expect((await other.fetchSession(id))!.data('item(N)').toArray()).toEqual([{ N: 2 }, { N: 3 }]);
      expect(await prolog.query(`http_close_session('${id}')`).exists()).toBe(true);
      await engine.commit();
      expect(await other.fetchSession(id)).toBeUndefined();
    });
  });

  test('a server can be at a socket of the file system, with a password', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'clausal-redis-socket-'));
    const path = join(folder, 'redis.sock');
    const local = await startRedis({ settings: { unixsocket: path } });
    try {
      await local.command('config', 'set', 'requirepass', 'p@ss');
      const server = `:- redis_server(local, unix('${path}'), [password('p@ss')]).`;
      const text = `${PLUGIN}${server}\n:- http_set_session_options([redis_db(local)]).`;
      const { prolog } = await program('tau-prolog', text);
      expect(await prolog.query('http_current_session(_, _)').exists()).toBe(false);
    } finally {
      await local.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a host that may only look finds them, and keeps nothing', async () => {
    const { engine } = await program('tau-prolog', KEPT('looked-at'));
    const looking = new TauProlog(engine, { isReadOnly: true });
    closing.push(() => looking.close());
    expect(await looking.query('http_current_session(_, _)').exists()).toBe(false);
    for (const goal of ['redis_server(default, a:1, [])', 'http_set_session_options([redis_db(default)])']) {
      await expect(looking.query(goal).first()).rejects.toThrow(
        'No permission to execute read_only_procedure',
      );
    }
  });
});

test('where the package redis is missing the error says how to install it, and nothing is set', async () => {
  const engine = new SessionEngine();
  const sessions = new RedisSessions(
    engine,
    () => true,
    async () => {
      throw Object.assign(new Error("Cannot find package 'redis'"), { code: 'ERR_MODULE_NOT_FOUND' });
    },
  );
  const set = sessions.sessionPredicates['http_set_session_options/1']!;
  const options: Term = readTerm('[timeout(7), redis_db(default)]');
  await expect(set(options)).rejects.toThrow('sessions in Redis need the package redis: npm install redis');
  expect(engine.sessionOption('redis_db(_)').exists()).toBe(false);
  expect(engine.sessionOption('timeout(7)').exists()).toBe(false);
});

test('two that set the same at the same time both do', async () => {
  const engine = new SessionEngine();
  let loaded = () => {};
  const waiting = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  const made: string[] = [];
  const fake = (prefix: string) => {
    made.push(prefix);
    return { open: () => {}, commit: () => {}, close: () => {}, due: () => [] } as never;
  };
  const sessions = new RedisSessions(
    engine,
    () => true,
    async () => {
      await waiting;
      return { redisOptions, redisStorage: ({ prefix } = {}) => fake(prefix!) };
    },
  );
  const set = sessions.sessionPredicates['http_set_session_options/1']!;
  const both = [readTerm('[redis_db(default)]'), readTerm('[redis_db(default), timeout(7)]')].map((options) =>
    set(options),
  );
  loaded();
  await Promise.all(both);
  expect(made).toEqual(['swipl:http:session']);
  expect(engine.sessionOption('timeout(7)').exists()).toBe(true);
  await engine.close();
});

/** Variables have other names elsewhere. */
function masked(text: string): string[] {
  return text.replace(/\b_[G\d]\w*/g, '_').split('\n');
}
