/**
 * Sessions in Redis as programs ask for them: `library(redis)` as far as it says where servers are, and the options
 * `redis_db(Alias)` and `redis_prefix(Prefix)` of `library(http/http_redis_plugin)`.
 */
import {
  Atom,
  atom,
  Compound,
  compound,
  deref,
  domainError,
  existenceError,
  instantiationError,
  int,
  list,
  nil,
  permissionError,
  properList,
  saying,
  type Term,
  typeError,
  Var,
  writeTerm,
} from '../../index.ts';
import { pairs, sessionPredicates } from '../builtins/sessions.ts';
import { variablesOf } from '../builtins/term-variables.ts';
import type { Engine, PredicateTable } from '../environment.ts';
import type { Outcome, PrologPredicate } from '../host.ts';
import { connectionOf, type RedisServer } from './redis-server.ts';

type RedisModule = Pick<typeof import('../../storage/redis.ts'), 'redisStorage' | 'redisOptions'>;

type OptionName = 'redis_db' | 'redis_ro' | 'redis_prefix';

/** Values by names of options. */
type Values = ReadonlyMap<OptionName, Atom>;

/** What SWI-Prolog's documentation says. */
const DEFAULT_PREFIX = 'swipl:http:session';

/** The predicates that name a session, and by which argument. */
const NAMING = {
  'http_close_session/1': 0,
  'http_set_session/2': 0,
  'http_session_assert/2': 1,
  'http_session_asserta/2': 1,
  'http_session_data/2': 1,
  'http_session_retract/2': 1,
  'http_session_retractall/2': 1,
} as const;

const LOCAL: RedisServer = { address: compound(':', [atom('localhost'), int(6379)]), options: nil };

export class RedisSessions {
  readonly #engine: Engine;
  readonly #hasPlugin: () => boolean;
  readonly #load: () => Promise<RedisModule>;
  readonly #servers = new Map<string, RedisServer>([['default', LOCAL]]);
  /** The server that has the sessions, and how it was reached when they came there. */
  #used: { readonly alias: Atom; readonly connection: string } | undefined;

  /** @param hasPlugin whether the program has loaded `library(http/http_redis_plugin)` */
  constructor(
    engine: Engine,
    hasPlugin: () => boolean,
    load: () => Promise<RedisModule> = () => import('../../storage/redis.ts'),
  ) {
    this.#engine = engine;
    this.#hasPlugin = hasPlugin;
    this.#load = load;
  }

  /** What of `library(redis)` there is. */
  get serverPredicates(): PredicateTable {
    return { 'redis_server/3': (...server) => void this.#define(server as [Term, Term, Term]) };
  }

  /** Those of `library(http/http_session)` that are others with the plugin. */
  get sessionPredicates(): PredicateTable {
    const plain = sessionPredicates({ engine: this.#engine });
    const naming = Object.entries(NAMING).map(([indicator, at]): [string, PrologPredicate] => {
      const predicate = plain[indicator]!;
      return [indicator, (...args) => this.#withSession(args[at]!, () => predicate(...args))];
    });
    return {
      ...Object.fromEntries(naming),
      'http_set_session_options/1': (options) => this.#setOptions(options!),
      'http_current_session/2': (id, data) => {
        const goal = compound('http_current_session', [id!, data!]);
        const isAsked = deref(id!) instanceof Var && this.#valueOf('redis_db') !== undefined;
        return isAsked ? this.#all(goal) : pairs(this.#engine.query(goal));
      },
    };
  }

  /** `redis_server(+Alias, +Address, +Options)`: notes a server, to which nobody connects yet. */
  #define([alias, address, options]: readonly [Term, Term, Term]): void {
    if (variablesOf(alias).length > 0) throw instantiationError();
    const key = writeTerm(alias, { quoted: true });
    const before = this.#servers.get(key);
    this.#servers.set(key, { address, options });
    if (this.#used === undefined || this.#connectionText(this.#used.alias) === this.#used.connection) return;
    this.#servers.set(key, before!);
    throw permissionError('modify', 'redis_server', alias, saying('sessions are kept there already'));
  }

  /** `http_set_session_options(+Options)`: all of them or none. */
  #setOptions(options: Term): undefined | Promise<undefined> {
    const items = properList(options)?.map(deref);
    if (items === undefined || !items.some(isOfRedis) || !this.#hasPlugin()) {
      this.#engine.setSessionOptions(options);
      return undefined;
    }
    const wanted = wantedIn(items);
    const used = this.#valueOf('redis_db');
    if (used !== undefined) {
      this.#checkSame('redis_db', wanted, used);
      this.#checkSame('redis_prefix', wanted, this.#valueOf('redis_prefix') ?? atom(DEFAULT_PREFIX));
    }
    const alias = wanted.get('redis_db');
    const readOnly = wanted.get('redis_ro');
    if (readOnly !== undefined) this.#serverOf(readOnly);
    if (used === undefined && alias !== undefined) return this.#keep(alias, wanted, items);
    this.#setAll(items);
    return undefined;
  }

  /** Has the sessions kept in Redis from now on. */
  async #keep(alias: Atom, wanted: Values, items: readonly Term[]): Promise<undefined> {
    const connection = connectionOf(this.#serverOf(alias), (other) => this.#serverOf(other));
    const text = this.#connectionText(alias);
    const { redisStorage, redisOptions } = await this.#load().catch(notLoaded);
    if (this.#valueOf('redis_db') !== undefined) return this.#setOptions(list([...items])); // done meanwhile
    const prefix = wanted.get('redis_prefix') ?? this.#valueOf('redis_prefix') ?? atom(DEFAULT_PREFIX);
    if (!redisOptions.prefix.allows(prefix.name)) {
      throw domainError('redis_prefix', prefix, saying(redisOptions.prefix.expected));
    }
    const storage = redisStorage({ ...connection, prefix: prefix.name });
    this.#setAll(items, () => {
      try {
        this.#engine.useStorage(storage);
      } catch (error) {
        throw notToBeSet('redis_db', alias, (error as Error).message);
      }
    });
    this.#used = { alias, connection: text };
    return undefined;
  }

  #setAll(items: readonly Term[], more = () => {}): void {
    const { store } = this.#engine;
    store.transaction(() => {
      for (const item of items) {
        if (!isOfRedis(item)) this.#engine.setSessionOptions(list([item]));
        else if (!store.query(setting(item)).exists()) {
          store.retractall(setting(compound(item.name, [new Var()])));
          store.asserta(setting(item));
        }
      }
      more();
    });
  }

  /** @throws PrologError for another value than that with which sessions are kept already */
  #checkSame(name: OptionName, wanted: Values, used: Atom): void {
    const value = wanted.get(name);
    if (value !== undefined && value.name !== used.name) {
      const why = `sessions are kept in Redis already, with ${writeTerm(compound(name, [used]), { quoted: true })}`;
      throw notToBeSet(name, value, why);
    }
  }

  #valueOf(name: OptionName): Atom | undefined {
    const found = this.#engine.sessionOption(compound(name, [new Var('Value')])).first();
    return found?.terms.Value as Atom | undefined;
  }

  #serverOf(alias: Term): RedisServer {
    const server = this.#servers.get(writeTerm(alias, { quoted: true }));
    if (server === undefined) throw existenceError('redis_server', alias);
    return server;
  }

  #connectionText(alias: Atom): string {
    return JSON.stringify(connectionOf(this.#serverOf(alias), (other) => this.#serverOf(other)));
  }

  /** Runs a predicate when the session that it names is in memory, as it is now. */
  #withSession(named: Term, run: () => ReturnType<PrologPredicate>): ReturnType<PrologPredicate> {
    const id = deref(named);
    const isHere = this.#used === undefined || !(id instanceof Atom) || id.name === this.#engine.inSession();
    return isHere ? run() : this.#fetched(id.name, run);
  }

  async *#fetched(id: string, run: () => ReturnType<PrologPredicate>): AsyncGenerator<Outcome> {
    await this.#engine.fetchSession(id);
    const outcome = await run();
    if (typeof outcome !== 'object' || Array.isArray(outcome)) yield outcome as Outcome;
    else yield* outcome as Iterable<Outcome>;
  }

  /** All sessions that there are, those too that this process has not in memory. */
  async *#all(goal: Compound): AsyncGenerator<Outcome> {
    const data = deref(goal.args[1]!);
    const isProperty = data instanceof Compound && data.args.length === 1 && /^(idle|peer)$/.test(data.name);
    await this.#engine.load(isProperty ? new Var('Data') : data);
    yield* pairs(this.#engine.query(goal));
  }
}

/** Says what to install where it is not there. */
function notLoaded(cause: unknown): never {
  if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
  throw new Error('sessions in Redis need the package redis: npm install redis', { cause });
}

/** The options of Redis; of two of one name the last counts. @throws PrologError `instantiation_error`, `type_error(atom, Value)` */
function wantedIn(items: readonly Term[]): Values {
  const wanted = new Map<OptionName, Atom>();
  for (const item of items) {
    if (!isOfRedis(item)) continue;
    const value = deref(item.args[0]!);
    if (value instanceof Var) throw instantiationError();
    if (!(value instanceof Atom)) throw typeError('atom', value);
    wanted.set(item.name as OptionName, value);
  }
  return wanted;
}

function isOfRedis(option: Term): option is Compound {
  return option instanceof Compound && option.args.length === 1 && /^redis_(db|ro|prefix)$/.test(option.name);
}

function setting(option: Term): Term {
  return compound('session_setting', [option]);
}

function notToBeSet(name: OptionName, value: Atom, why: string) {
  return permissionError('set', 'http_session_option', compound(name, [value]), saying(why));
}
