/** Fields of the header of a request as terms: `Name(Value)`. */
import {
  type Atom,
  atom,
  type Compound,
  compound,
  domainError,
  float,
  int,
  list,
  type Term,
  Var,
} from '../../index.ts';
import { fieldName } from './field.ts';
import { inRequest } from './request-error.ts';
import { TOKEN, unescaped } from './token.ts';

/** Fields that say who somebody is: they are not remembered. */
const SECRET = new Set(['cookie', 'authorization', 'proxy_authorization']);

/** So many fields are remembered, up to that length: clients send the same ones again and again. */
const MOST_FIELDS = 1024;
const LONGEST_FIELD = 256;
const remembered = new Map<string, readonly Term[]>();

/** The terms of a field. @throws PrologError for a cookie that is none */
export function fieldTerms(sentName: string, value: string): readonly Term[] {
  const key = `${sentName}:${value}`;
  let terms = remembered.get(key);
  if (terms !== undefined) return terms;
  const name = fieldName(sentName);
  terms = termsOf(name, value);
  if (key.length <= LONGEST_FIELD && !SECRET.has(name)) {
    if (remembered.size >= MOST_FIELDS) remembered.clear();
    remembered.set(key, terms);
  }
  return terms;
}

function termsOf(name: string, value: string): Term[] {
  switch (name) {
    case 'host':
      return hostTerms(value);
    case 'content_length':
      return [field(name, /^\d+$/.test(value) ? int(BigInt(value)) : atom(value))];
    case 'cookie':
      return [field(name, list(cookiesOf(value)))];
    case 'range':
      return [field(name, rangeTerm(value))];
    case 'accept':
      return [field(name, acceptTerm(value))];
    default:
      return [field(name, atom(value))];
  }
}

export function field(name: string, value: Term): Compound {
  return compound(name, [value]);
}

export function pair(name: string, value: string): Compound {
  return compound('=', [atom(name), atom(value)]);
}

function hostTerms(value: string): Term[] {
  const [, host, port] = /^(.*?):(\d+)$/.exec(value) ?? [];
  return port === undefined
    ? [field('host', atom(value))]
    : [field('host', atom(host!)), field('port', int(Number(port)))];
}

/**
 * A cookie, and whether another one follows. Blanks within a value belong to it, and those behind it do not. Nothing in this
 * can take the same blanks in two ways, which would take long for many of them.
 */
const COOKIE = new RegExp(
  `\\s*(?:(${TOKEN}+)\\s*)?=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"\\s*(?=;|$)|([^;]*))(;?)`,
  'y',
);

/** What is no cookie is passed over where another one follows. @throws PrologError where none does */
function cookiesOf(text: string): Compound[] {
  const cookies: Compound[] = [];
  let at = 0;
  for (;;) {
    COOKIE.lastIndex = at;
    const found = COOKIE.exec(text);
    if (found !== null) {
      const [whole, name = '', quoted, plain, more] = found;
      cookies.push(pair(name, quoted === undefined ? plain!.trimEnd() : unescaped(quoted)));
      at += whole.length;
      if (more === '') return cookies;
    } else {
      const semicolon = text.indexOf(';', at);
      if (semicolon < 0) {
        if (text.slice(at).trim() === '') return cookies;
        throw domainError('cookie', atom(text), inRequest());
      }
      at = semicolon + 1;
    }
  }
}

function rangeTerm(value: string): Term {
  const [whole, from, to] = /^bytes\s*=\s*(\d+)-(\d*)$/.exec(value) ?? [];
  if (whole === undefined) return atom(value);
  return compound('bytes', [int(BigInt(from!)), to === '' ? atom('end') : int(BigInt(to!))]);
}

interface Media {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly quality: number;
  readonly extensions: readonly (readonly [string, string | undefined])[];
}

const MEDIA = new RegExp(`^\\s*(\\*|${TOKEN}+)/(\\*|${TOKEN}+)\\s*(;.*)?$`, 's');
const ATTRIBUTE = new RegExp(
  `^;\\s*(${TOKEN}+)\\s*(?:=\\s*(?:(${TOKEN}+)|"((?:[^"\\\\]|\\\\.)*)")\\s*)?`,
  's',
);

/** The media types, the preferred ones first; an atom where they cannot be told. */
function acceptTerm(value: string): Term {
  const media = acceptedOf(value);
  return media === undefined ? atom(value) : list(media.map(mediaTerm));
}

function acceptedOf(value: string): Media[] | undefined {
  const parts = partsOf(value);
  if (parts === undefined) return undefined;
  const media: Media[] = [];
  for (const part of parts) {
    const found = mediaOf(part);
    if (found === undefined) return undefined;
    media.push(found);
  }
  return media.sort(
    (a, b) => b.quality - a.quality || rank(a) - rank(b) || b.parameters.length - a.parameters.length,
  );
}

/** What stands between commas that are not quoted; undefined where a quote does not end. */
function partsOf(value: string): string[] | undefined {
  const parts: string[] = [];
  let [from, isQuoted] = [0, false];
  for (let at = 0; at < value.length; at++) {
    const char = value[at];
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted && char === '\\') at++;
    else if (!isQuoted && char === ',') {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return isQuoted ? undefined : [...parts, value.slice(from)];
}

function mediaOf(text: string): Media | undefined {
  const [, type, subtype, rest = ''] = MEDIA.exec(text) ?? [];
  if (type === undefined) return undefined;
  const parameters: [string, string][] = [];
  const extensions: [string, string | undefined][] = [];
  let quality: number | undefined;
  for (let left = rest.trim(); left !== ''; ) {
    const [whole, name, token, quoted] = ATTRIBUTE.exec(left) ?? [];
    if (whole === undefined) return undefined;
    const value = token ?? (quoted && unescaped(quoted));
    if (quality !== undefined) extensions.push([name!, value]);
    else if (value === undefined) return undefined;
    else if (name === 'q') {
      if (!/^\d+\.\d+$/.test(value)) return undefined;
      quality = Number(value);
    } else parameters.push([name!, value]);
    left = left.slice(whole.length).trim();
  }
  return { type, subtype: subtype!, parameters, quality: quality ?? 1, extensions };
}

/** What is said goes before what is any. */
function rank({ type, subtype }: Media): number {
  return (type === '*' ? 2 : 0) + (subtype === '*' ? 1 : 0);
}

function mediaTerm({ type, subtype, parameters, quality, extensions }: Media): Term {
  return compound('media', [
    compound('/', [named(type), named(subtype)]),
    list(parameters.map(([name, value]) => pair(name, value))),
    float(quality),
    list(extensions.map(([name, value]) => (value === undefined ? atom(name) : pair(name, value)))),
  ]);
}

function named(name: string): Atom | Var {
  return name === '*' ? new Var() : atom(name);
}
