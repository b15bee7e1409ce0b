/** What a Redis storage can be told, in one table: from it come the checks, the defaults and the documentation. */
import type { ConnectionOptions } from 'node:tls';
import type { Seconds } from '../../session/settings-table.ts';
import type { Milliseconds } from '../milliseconds.ts';
import { shownUrl } from './url.ts';

/** A duration in milliseconds. */
export interface SentinelOptions {
  /** The name under which the sentinels know the master. */
  readonly name: string;
  /** The URLs of the sentinels; user and password of the master come from `url`. */
  readonly nodes: readonly string[];
}

export interface RedisStorageOptions {
  /** Where the server is; of several the first that is a master, or the nodes of a cluster that are asked for all others. */
  readonly url?: string | readonly string[];
  /** What all keys begin with. */
  readonly prefix?: string;
  /** Whether the server is a Redis Cluster. */
  readonly cluster?: boolean;
  /** Sentinels that know the master. */
  readonly sentinel?: SentinelOptions;
  /** How long an answer, and a connection that is lost, is waited for. */
  readonly timeout?: Milliseconds;
  /** How long one attempt to connect may take. */
  readonly connectTimeout?: Milliseconds;
  /** How many commands may wait for their answers at once; more are refused. */
  readonly waiting?: number;
  /** How long after its time is up the server itself forgets a session that nobody has ended. */
  readonly grace?: Seconds;
  /** For `rediss://`: certificates and whatever else `tls.connect` takes. */
  readonly tls?: ConnectionOptions;
}

/** All options, with their defaults; `url` as a list. */
export interface RedisSettings extends Required<Omit<RedisStorageOptions, 'url' | 'sentinel' | 'tls'>> {
  readonly url: readonly string[];
  readonly sentinel: SentinelOptions | undefined;
  readonly tls: ConnectionOptions | undefined;
}

interface Option {
  readonly default: unknown;
  readonly expected: string;
  readonly unit?: string;
  readonly doc: string;
  readonly allows: (value: unknown) => boolean;
}

/** In the order in which they are documented. */
export const redisOptions: Readonly<Record<keyof RedisStorageOptions, Option>> = {
  url: {
    default: 'redis://127.0.0.1:6379',
    expected:
      'a URL as redis://user:password@host:6379/0, rediss:// for TLS, unix://user:password@localhost/path, or a list of them',
    doc: 'Where the server is: of a list the first that is a master; with `cluster` nodes that know all others.',
    allows: (value) => isUrl(value) || isListOf(value, isUrl),
  },
  prefix: {
    default: 'clausal',
    expected: "a text of 1 to 100 characters without '{' and '}'",
    doc: 'What all keys, and the channel of changes, begin with.',
    allows: (value) => typeof value === 'string' && /^[^{}\p{Surrogate}]{1,100}$/u.test(value),
  },
  cluster: {
    default: false,
    expected: 'true or false',
    doc: 'Whether the server is a Redis Cluster.',
    allows: (value) => typeof value === 'boolean',
  },
  sentinel: {
    default: undefined,
    expected: "{ name: 'mymaster', nodes: ['redis://host:26379', …] }",
    doc: 'Sentinels that know the master; user, password and database come from `url`.',
    allows: isSentinel,
  },
  timeout: {
    default: 2000,
    // No longer than the server keeps who has ended a session.
    expected: 'milliseconds, from 10 to 30000',
    unit: 'ms',
    doc: 'How long an answer, or a connection, is waited for; a server that is away for longer fails requests at once.',
    allows: (value) => isNumber(value, 10) && value <= 30_000,
  },
  connectTimeout: {
    default: 1000,
    expected: 'milliseconds, from 10 up',
    unit: 'ms',
    doc: 'How long one attempt to connect may take.',
    allows: (value) => isNumber(value, 10),
  },
  waiting: {
    default: 10_000,
    // A search asks for up to 192 things at once.
    expected: 'an integer from 256 up',
    doc: 'How many commands may wait for their answers at once; more are refused.',
    allows: (value) => isNumber(value, 256) && Number.isSafeInteger(value),
  },
  grace: {
    default: 3600,
    expected: 'seconds, from 0 up',
    unit: 's',
    doc: 'How long after its time is up the server itself forgets a session that nobody has ended.',
    allows: (value) => isNumber(value, 0),
  },
  tls: {
    default: undefined,
    expected: 'an object that tls.connect() takes',
    doc: 'Certificates and the like, for `rediss://`.',
    allows: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  },
};

/**
 * The options with their defaults.
 * @throws TypeError for an option that is unknown, or whose value can't be, saying what was expected.
 */
export function redisSettings(options: RedisStorageOptions): RedisSettings {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(redisOptions, name))
      throw new TypeError(
        `redisStorage: unknown option ${name}; ${Object.keys(redisOptions).join(', ')} were expected`,
      );
  }
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(redisOptions)) {
    const value = options[name as keyof RedisStorageOptions];
    if (value !== undefined && !option.allows(value))
      throw new TypeError(`redisStorage: ${name}: ${shown(value)}; ${option.expected} was expected`);
    values[name] = value ?? option.default;
  }
  if (values.cluster && values.sentinel)
    throw new TypeError('redisStorage: cluster and sentinel; one of the two was expected');
  return { ...values, url: [values.url].flat() } as unknown as RedisSettings;
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^(rediss?|unix):\/\/\S+$/.test(value) && URL.canParse(value);
}

function isListOf(value: unknown, isOne: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isOne);
}

function isSentinel(value: unknown): boolean {
  const { name, nodes } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && name !== '' && isListOf(nodes, isUrl);
}

function isNumber(value: unknown, least: number): value is number {
  return typeof value === 'number' && value >= least && value <= Number.MAX_SAFE_INTEGER;
}

/** A value as an error shows it: texts may be URLs with passwords. */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, each) => (typeof each === 'string' ? shownUrl(each) : each));
  return text ?? String(value);
}
