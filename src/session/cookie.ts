/** The cookie that carries the session id: how it is set, how it is ended, and how it is found in a request. */
import { parseCookie, stringifySetCookie } from 'cookie';
import type { SettingValues } from './settings-table.ts';

/** The default name of the profile `web`. */
const NAME = 'clausal_session';
const HOST_NAME = `__Host-${NAME}`;

/** The name of the cookie, which for the profile `web` says what a browser makes sure of. */
export function cookieName(settings: SettingValues, isSecure: boolean): string {
  if (settings.cookie !== undefined) return settings.cookie;
  const isHostOnly =
    isSecureCookie(settings, isSecure) && settings.path === '/' && settings.domain === undefined;
  return isHostOnly ? HOST_NAME : NAME;
}

/** The text of a `Set-Cookie` header. */
export function setCookie(settings: SettingValues, isSecure: boolean, id: string): string {
  return text(settings, isSecure, id, undefined);
}

/** The text of a `Set-Cookie` header that makes the client forget the cookie. */
export function expireCookie(settings: SettingValues, isSecure: boolean): string {
  return text(settings, isSecure, '', new Date(0));
}

function text(settings: SettingValues, isSecure: boolean, value: string, expires: Date | undefined): string {
  const secure = isSecureCookie(settings, isSecure);
  const sameSite = settings.samesite === 'none' && !secure ? undefined : settings.samesite;
  return stringifySetCookie({
    name: cookieName(settings, isSecure),
    value,
    path: settings.path,
    ...(settings.domain !== undefined && { domain: settings.domain }),
    ...(expires !== undefined && { expires }),
    httpOnly: settings.http_only,
    secure,
    ...(sameSite !== undefined && { sameSite }),
    partitioned: settings.partitioned && secure,
    ...(settings.priority !== undefined && { priority: settings.priority }),
  });
}

function isSecureCookie({ secure }: SettingValues, isSecure: boolean): boolean {
  return secure === 'auto' ? isSecure : secure === 'true';
}

/** As much of a `Cookie` header is looked at. */
const LONGEST = 65_536;

/** The values of the cookies of this name, in order: there can be several, for other paths or from somebody else. */
export function cookieValues(header: string | undefined, name: string): string[] {
  if (header === undefined || !header.includes(name)) return [];
  const values: string[] = [];
  const length = Math.min(header.length, LONGEST);
  for (let start = 0, end = 0; start < length; start = end + 1) {
    end = header.indexOf(';', start);
    if (end < 0 || end > length) end = length;
    const pair = header.slice(start, end);
    // What is no space in a header is part of the name.
    const value = pair.trimStart().startsWith(name) ? parseCookie(pair)[name] : undefined;
    if (value !== undefined) values.push(value);
  }
  return values;
}
