/**
 * What visitors ask of a web application, as data: a script is played to the application on each server. A visit may
 * take texts out of its reply, such as a token in a form, that later visits of the script send.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';

export interface Visit {
  /** `GET /path?query`. Bytes that may not be in a path are for the script to encode. */
  readonly ask: string;
  /** The status that SWI-Prolog answers with; 200 unless it says otherwise. 0: it closes the connection without a word. */
  readonly status?: number;
  /** Whose cookies are sent, and kept for the next visit; `anna` unless it says otherwise. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** A login by digest: the nonce is one that was taken. */
  readonly digest?: DigestLogin;
  /** A body of `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>;
  /** A body of `application/json`. */
  readonly json?: unknown;
  /** A body of `multipart/form-data`. */
  readonly parts?: readonly Part[];
  /** All that is sent, for requests that are none: its lines end in CR LF. Nothing else is looked at then, but `ask`. */
  readonly raw?: string;
  /** Names for what the first group of the pattern finds in the reply, head and body: `{name}` is replaced by it later. */
  readonly take?: Readonly<Record<string, RegExp>>;
}

export interface Part {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly filename?: string;
  readonly type?: string;
}

export interface DigestLogin {
  readonly user: string;
  readonly password: string;
  /** How often the nonce was used, with this time. */
  readonly count: number;
  /** Another one than the method of the visit. */
  readonly method?: string;
  /** The name of the nonce that was taken; `nonce` unless it says otherwise. */
  readonly nonce?: string;
}

/** Texts that were taken, by their names. */
export type Taken = Map<string, string>;

const BOUNDARY = '----clausal';

/** The header of HTTP's basic authentication. */
export function basicLogin(user: string, password: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

/** The header of HTTP's digest authentication, in the realm `club`. */
function digestLogin(login: DigestLogin, [method = '', uri = '']: string[], taken: Taken): string {
  const { user, password, count } = login;
  const nonce = taken.get(login.nonce ?? 'nonce') ?? 'bm9uZQ==';
  const md5 = (...parts: string[]) => createHash('md5').update(parts.join(':')).digest('hex');
  const nc = count.toString(16).padStart(8, '0');
  const hash = md5(user, 'club', password);
  const response = md5(hash, nonce, nc, 'client', 'auth', md5(login.method ?? method, uri));
  return `Digest username="${user}", realm="club", nonce="${nonce}", uri="${uri}", qop=auth, nc=${nc}, cnonce="client", response="${response}"`;
}

/** The method of a visit, as it is asked. */
export function methodOf({ ask }: Visit): string {
  return ask.split(' ', 1)[0]!;
}

/** The bytes of a visit. The connection is to be closed after the reply unless the visit says otherwise. */
export function bytesOf(visit: Visit, port: number, cookie: string | undefined, taken: Taken): Buffer {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (all, name) => taken.get(name) ?? all);
  if (visit.raw !== undefined) return Buffer.from(fill(visit.raw).replace(/\r?\n/g, '\r\n'));
  const [type, body] = bodyOf(visit, fill);
  const headers = new Map<string, string>([['Host', `localhost:${port}`]]);
  if (cookie !== undefined) headers.set('Cookie', cookie);
  if (visit.digest !== undefined)
    headers.set('Authorization', digestLogin(visit.digest, visit.ask.split(' '), taken));
  if (type !== undefined) headers.set('Content-Type', type);
  if (body !== undefined) headers.set('Content-Length', String(body.length));
  headers.set('Connection', 'close');
  for (const [name, value] of Object.entries(visit.headers ?? {})) headers.set(name, fill(value));
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${fill(visit.ask)} HTTP/1.1\r\n${lines.join('')}\r\n`),
    body ?? Buffer.alloc(0),
  ]);
}

function bodyOf(visit: Visit, fill: (text: string) => string): [type?: string | undefined, body?: Buffer] {
  const { body, form, json, parts } = visit;
  if (form !== undefined) {
    const filled = Object.entries(form).map(([name, value]): [string, string] => [name, fill(value)]);
    return ['application/x-www-form-urlencoded', Buffer.from(String(new URLSearchParams(filled)))];
  }
  if (json !== undefined) return ['application/json', Buffer.from(fill(JSON.stringify(json)))];
  if (parts !== undefined) return [`multipart/form-data; boundary=${BOUNDARY}`, multipart(parts, fill)];
  if (body === undefined) return [];
  return [undefined, typeof body === 'string' ? Buffer.from(fill(body)) : Buffer.from(body)];
}

function multipart(parts: readonly Part[], fill: (text: string) => string): Buffer {
  const pieces: (string | Uint8Array)[] = [];
  for (const { name, value, filename, type } of parts) {
    const file = filename === undefined ? '' : `; filename="${filename}"`;
    const contentType = type === undefined ? '' : `Content-Type: ${type}\r\n`;
    pieces.push(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${contentType}\r\n`,
    );
    pieces.push(typeof value === 'string' ? fill(value) : value, '\r\n');
  }
  pieces.push(`--${BOUNDARY}--\r\n`);
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}
