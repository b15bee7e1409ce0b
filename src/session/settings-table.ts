/** The settings of sessions, in one table: from it come the types, the checks, the defaults and the documentation. */
import { domainError, errorOf, instantiationError, saying, typeError } from '../term/error.ts';
import { Atom, Compound, Int, list, type Term, Var } from '../term/term.ts';

/** A duration in seconds. */
export type Seconds = number;

/** What a setting can be, by the name of its type in errors. */
type Kind =
  | 'nonneg'
  | 'atom'
  | 'boolean'
  | 'cookie_name'
  | 'cookie_path'
  | 'cookie_domain'
  | readonly string[];

type ValueOf<K extends Kind> = K extends 'nonneg'
  ? number
  : K extends 'boolean'
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
  enabled: setting('boolean', true, true, 'Whether requests have sessions at all.'),
  create: setting(
    ['auto', 'noauto', 'lazy'],
    'lazy',
    'auto',
    'When a session begins: with the first request, when it is opened, or with the first fact that is asserted.',
  ),
  proxy_enabled: setting('boolean', false, false, 'Whether `X-Forwarded-For` is believed.'),
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
  http_only: setting('boolean', true, false, 'The HttpOnly attribute of the cookie.'),
  secure: setting(
    ['true', 'false', 'auto'],
    'auto',
    'false',
    'The Secure attribute of the cookie; `auto`: where the request came by https.',
  ),
  domain: setting('cookie_domain', undefined, undefined, 'The Domain attribute of the cookie.'),
  partitioned: setting('boolean', false, false, 'The Partitioned attribute of the cookie.'),
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
 * @throws PrologError as `must_be/2`: `instantiation_error`, `type_error(Type, Value)`; and `domain_error(Kind, Value)` for a
 * text that a cookie can't have.
 */
export function checkSetting(name: SettingName, value: Term): void {
  if (value instanceof Var) throw instantiationError();
  const { kind } = settings[name] as Setting;
  if (typeof kind !== 'string') {
    if (value instanceof Atom && kind.includes(value.name)) return;
    const oneof = new Compound('oneof', [list(kind.map((each) => new Atom(each)))]);
    throw errorOf(new Compound('type_error', [oneof, value]));
  }
  if (kind === 'nonneg') {
    if (!(value instanceof Int)) throw typeError('integer', value);
    if (value.value < 0) throw typeError('nonneg', value);
    if (name === 'id_bits' && !isIdLength(Number(value.value)))
      throw domainError('id_bits', value, saying('a multiple of 16 from 64 to 1024'));
  } else if (kind === 'boolean') {
    if (!(value instanceof Atom && /^(true|false)$/.test(value.name))) throw typeError('boolean', value);
  } else {
    if (!(value instanceof Atom)) throw typeError('atom', value);
    if (!ALLOWED[kind].test(value.name)) throw domainError(kind, value);
  }
}

/** From 64 bits up, in whole groups of four digits. */
function isIdLength(bits: number): boolean {
  return bits >= 64 && bits <= 1024 && bits % 16 === 0;
}

/** What an atom of a kind has to look like. Nothing of it may end an attribute, a header or the cookie. */
const ALLOWED = {
  atom: /^[\w.-]*$/,
  cookie_name: /^[!#$%&'*+.^_`|~\w-]{1,200}$/,
  cookie_path: /^\/[\x21-\x3a\x3c-\x7e]*$/,
  cookie_domain: /^\.?[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/,
};
