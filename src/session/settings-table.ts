/** The settings of sessions, in one table: from it come the types, the checks, the defaults and the documentation. */
import { domainError, errorOf, instantiationError, typeError } from '../term/error.ts';
import { Atom, Compound, Int, list, type Term, Var } from '../term/term.ts';

/** A duration in seconds. */
export type Seconds = number;

/** What a setting can be, by the name of its type in errors. */
type Kind = 'nonneg' | 'atom' | 'bool' | 'cookie_name' | 'cookie_path' | 'cookie_domain' | readonly string[];

type ValueOf<K extends Kind> = K extends 'nonneg'
  ? number
  : K extends 'bool'
    ? boolean
    : K extends readonly (infer S)[]
      ? S
      : string;

interface Setting<K extends Kind = Kind> {
  readonly kind: K;
  /** The defaults of the two profiles; a setting without one is unset. */
  readonly web: ValueOf<K> | undefined;
  readonly swi: ValueOf<K> | undefined;
  /** Whether a session can have its own. */
  readonly isLocal?: boolean;
  readonly doc: string;
}

function setting<const K extends Kind>(
  kind: K,
  web: ValueOf<NoInfer<K>> | undefined,
  swi: ValueOf<NoInfer<K>> | undefined,
  doc: string,
): Setting<K> {
  return { kind, web, swi, doc };
}

/** In the order in which `sessionOption()` has them. */
export const settings = {
  timeout: {
    ...setting('nonneg', 600, 600, 'Seconds without a request after which a session ends; 0: never.'),
    isLocal: true,
  },
  cookie: setting(
    'cookie_name',
    undefined,
    'swipl_session',
    'Name of the cookie. Default of `web`: `clausal_session`, with `__Host-` in front when the cookie is Secure, for the path `/` and for no domain.',
  ),
  path: setting(
    'cookie_path',
    '/',
    '/',
    'Where the cookie is sent, and sessions are made without being opened: this path and those below it.',
  ),
  enabled: setting('bool', true, true, 'Whether requests have sessions at all.'),
  create: setting(
    ['auto', 'noauto', 'lazy'],
    'lazy',
    'auto',
    'When a session begins: with the first request, when it is opened, or with the first fact that is asserted.',
  ),
  proxy_enabled: setting('bool', false, false, 'Whether `X-Forwarded-For` is believed.'),
  gc: setting(
    ['active', 'passive'],
    'active',
    'passive',
    'Whether sessions end by a timer, or when another one begins.',
  ),
  samesite: setting(
    ['none', 'lax', 'strict'],
    'lax',
    'lax',
    'The SameSite attribute of the cookie; `none` leaves it out, or is sent as None where the cookie is Secure.',
  ),
  absolute_timeout: {
    ...setting(
      'nonneg',
      8 * 3600,
      0,
      'Seconds after which a session ends however much it is used; 0: never.',
    ),
    isLocal: true,
  },
  granularity: setting(
    'nonneg',
    60,
    10,
    'Seconds that `last_used/2` may lag behind: it is written no more often than that.',
  ),
  http_only: setting('bool', true, false, 'The HttpOnly attribute of the cookie.'),
  secure: setting(
    ['true', 'false', 'auto'],
    'auto',
    'false',
    'The Secure attribute of the cookie; `auto`: where the request came by https.',
  ),
  domain: setting('cookie_domain', undefined, undefined, 'The Domain attribute of the cookie.'),
  partitioned: setting('bool', false, false, 'The Partitioned attribute of the cookie.'),
  priority: setting(['low', 'medium', 'high'], undefined, undefined, 'The Priority attribute of the cookie.'),
  route: setting(
    'atom',
    undefined,
    undefined,
    'What ids end in behind a dot, for load balancers; empty: nothing. Default of `swi`: the name of the host.',
  ),
  id_bits: setting('nonneg', 128, 64, 'Random bits in an id, a multiple of 16 from 64 up.'),
  peer_check: setting(
    ['never', 'no_timeout', 'always'],
    'never',
    'no_timeout',
    'When a request from another address than the first does not get the session: never, only where sessions have no timeout, or always.',
  ),
};

export type SettingName = keyof typeof settings;

type KindOf<S> = S extends Setting<infer K> ? K : never;

/** The values of all settings; undefined for one that is not set. */
export type SettingValues = {
  readonly [N in SettingName]:
    | ValueOf<KindOf<(typeof settings)[N]>>
    | (N extends 'cookie' | 'domain' | 'priority' | 'route' ? undefined : never);
};

/** Which defaults hold: those for TypeScript, or those of SWI-Prolog's library for programs that come from there. */
export type Profile = 'web' | 'swi';

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name);
}

/**
 * Makes sure that a setting can have this value.
 * @throws PrologError as `must_be/2`: `type_error(Type, Value)` or `domain_error(Type, Value)`.
 */
export function checkSetting(name: SettingName, value: Term): void {
  if (value instanceof Var) throw instantiationError();
  const { kind } = settings[name] as Setting;
  if (typeof kind !== 'string') {
    if (!(value instanceof Atom)) throw typeError('atom', value);
    if (!kind.includes(value.name)) throw domainErrorOf(kind, value);
  } else if (kind === 'nonneg') {
    if (!(value instanceof Int)) throw typeError('integer', value);
    if (value.value < 0) throw typeError('nonneg', value);
    if (name === 'id_bits' && (Number(value.value) % 16 !== 0 || value.value < 64 || value.value > 1024))
      throw domainError('multiple_of_16_from_64_to_1024', value);
  } else {
    if (!(value instanceof Atom)) throw typeError(kind === 'bool' ? 'bool' : 'atom', value);
    const allowed = ALLOWED[kind];
    if (allowed === undefined || allowed.test(value.name)) return;
    throw kind === 'bool' ? typeError('bool', value) : domainError(kind, value);
  }
}

/** What an atom of a kind has to look like. Nothing of it may end an attribute, a header or the cookie. */
const ALLOWED: Partial<Record<string, RegExp>> = {
  bool: /^(true|false)$/,
  atom: /^[\w.-]*$/,
  cookie_name: /^[!#$%&'*+.^_`|~\w-]{1,200}$/,
  cookie_path: /^\/[\x21-\x3a\x3c-\x7e]*$/,
  cookie_domain: /^\.?[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/,
};

function domainErrorOf(names: readonly string[], value: Term): Error {
  const type = new Compound('oneof', [list(names.map((each) => new Atom(each)))]);
  return errorOf(new Compound('domain_error', [type, value]));
}
