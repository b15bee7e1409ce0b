/** URLs of Redis servers: as errors may show them, and what of them goes for all servers that belong together. */

/** Without the password, also where it is no URL at all. */
export function shownUrl(url: string): string {
  return url.replace(/^(\w+:\/\/)?.*@/s, (_, scheme = '') => `${scheme}***@`);
}

/** The URL of another server with the same scheme, user, password and database. */
export function besideUrl(url: string, host: string, port: string): string {
  const other = new URL(url);
  other.hostname = host.includes(':') ? `[${host}]` : host;
  other.port = port;
  return other.href;
}

/** User and password, as clients take them. */
export function credentialsOf(url: string): { username?: string; password?: string } {
  const { username, password } = new URL(url);
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  };
}
