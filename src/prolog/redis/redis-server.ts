/** What programs say of a Redis server, `redis_server(+Alias, +Address, +Options)`, as what `redisStorage` takes. */
import { readFileSync } from 'node:fs';
import {
  Atom,
  Compound,
  compound,
  deref,
  domainError,
  existenceError,
  Int,
  instantiationError,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { RedisStorageOptions } from '../../storage/redis.ts';
import { listItems } from '../builtins/arguments.ts';
import { trying } from '../builtins/file-error.ts';
import { nameIn, type Options, optionsIn } from '../builtins/options.ts';
import { textOf } from '../builtins/text.ts';

export interface RedisServer {
  readonly address: Term;
  readonly options: Term;
}

/** Where a server is, and how one gets in. */
export type Connection = Pick<RedisStorageOptions, 'url' | 'tls' | 'sentinel'>;

/** Finds the server that has an alias. @throws PrologError `existence_error(redis_server, Alias)` */
export type FindServer = (alias: Term) => RedisServer;

/** So many servers may stand one for the other. */
const MOST_ALIASES = 100;

/**
 * The connection to a server, whose address may be another one's alias.
 * @throws PrologError `domain_error(redis_address, Address)`, `existence_error(option, Option)`, `type_error(Type, Value)`,
 * `existence_error(redis_server, Alias)`
 */
export function connectionOf(server: RedisServer, find: FindServer): Connection {
  const all = new Map<string, Term>();
  let { address } = server;
  let next: RedisServer | undefined = server;
  for (let i = 0; next !== undefined; i++) {
    for (const [name, value] of optionsIn(next.options)) if (!all.has(name)) all.set(name, value);
    address = deref(next.address);
    if (i === MOST_ALIASES) throw noAddress(address);
    next = address instanceof Atom ? find(address) : undefined;
  }
  if (address instanceof Var) throw instantiationError();
  if (!(address instanceof Compound)) throw noAddress(address);
  const { name, args } = address;
  if (name === 'unix' && args.length === 1) return { url: unixUrl(textOf(args[0]!), loginIn(all)) };
  if (name === 'sentinel' && args.length === 1) return sentinelConnection(textOf(args[0]!), all);
  const tls = isTrue(all, 'tls') ? tlsOf(all) : undefined;
  return { url: urlOf(address, loginIn(all), tls !== undefined), ...(tls && { tls }) };
}

/** Who one is to a server. */
interface Login {
  readonly user?: string;
  readonly password?: string;
}

/** As in SWI-Prolog the user counts with version 3 of the protocol; a password alone is that of the default user. */
function loginIn(options: Options): Login {
  const version = options.get('version');
  if (version !== undefined && !(version instanceof Int)) throw typeError('integer', version);
  const [user, password] = [textIn(options, 'user'), textIn(options, 'password')];
  if (password === undefined) return {};
  return user !== undefined && version !== undefined && version.value >= 3
    ? { user, password }
    : { password };
}

function sentinelConnection(name: string, options: Options): Connection {
  const sentinels = options.get('sentinels');
  if (sentinels === undefined) throw existenceError('option', compound('sentinels', [new Var('Addresses')]));
  const [user, password] = [textIn(options, 'sentinel_user'), textIn(options, 'sentinel_password')];
  const login = user === undefined || password === undefined ? {} : { user, password };
  const tls = isTrue(options, 'tls') ? tlsOf(options) : undefined;
  const isSecure = tls !== undefined;
  const nodes = listItems(sentinels).map((each) => urlOf(deref(each), login, isSecure));
  // Where the master is, the sentinels know.
  const url = urlAt('localhost', 6379, loginIn(options), isSecure);
  return { url, sentinel: { name, nodes }, ...(tls && { tls }) };
}

/** The URL for `Host:Port`. */
function urlOf(address: Term, login: Login, isSecure: boolean): string {
  if (!(address instanceof Compound && address.name === ':' && address.args.length === 2)) {
    throw address instanceof Var ? instantiationError() : noAddress(address);
  }
  const host = textOf(address.args[0]!);
  const port = deref(address.args[1]!);
  if (port instanceof Var) throw instantiationError();
  if (!(port instanceof Int)) throw typeError('integer', port);
  const url = urlAt(host, Number(port.value), login, isSecure);
  if (!/^[\w.:-]+$/.test(host) || !URL.canParse(url)) throw noAddress(address);
  return url;
}

function urlAt(host: string, port: number, login: Login, isSecure: boolean): string {
  const scheme = isSecure ? 'rediss' : 'redis';
  return `${scheme}://${credentials(login)}${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function unixUrl(path: string, login: Login): string {
  if (!path.startsWith('/')) throw noAddress(compound('unix', [new Atom(path)]));
  return `unix://${credentials(login)}localhost${path.split('/').map(encodeURIComponent).join('/')}`;
}

function credentials({ user = '', password }: Login): string {
  return password === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
}

/** Where the program names a CA, a certificate of that will do for whatever name, as for SWI-Prolog and `redis-cli`. */
function tlsOf(options: Options): NonNullable<Connection['tls']> {
  const [ca, cert, key] = ['cacert', 'cert', 'key'].map((name) => fileIn(options, name));
  return {
    ...(ca && { ca, checkServerIdentity: () => undefined }),
    ...(cert && { cert }),
    ...(key && { key }),
  };
}

function fileIn(options: Options, name: string): Buffer | undefined {
  const file = options.get(name);
  if (file === undefined) return undefined;
  const attempt = { by: 'redis_server/3', kind: 'source_sink', action: 'open', file };
  return trying(() => readFileSync(textOf(file)), attempt);
}

function textIn(options: Options, name: string): string | undefined {
  const value = options.get(name);
  return value === undefined ? undefined : textOf(value);
}

function isTrue(options: Options, name: string): boolean {
  return nameIn(options, name) === 'true';
}

function noAddress(address: Term) {
  return domainError('redis_address', address);
}
