/** The path of a request, which the session engine compares with its setting `path`. */

/** The path in what stands between method and version: `/a?b`, `http://host/a?b` (to a proxy) or `*` (to the server). */
export function pathOf(target: string): string {
  const path = target.startsWith('/') ? target : target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end)) || '/';
}
