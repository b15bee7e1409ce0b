/** What a request asks for, taken apart as SWI-Prolog's library(uri) does it. */

export interface Target {
  readonly path: string;
  /** The parameters; undefined where the query is none. */
  readonly search: readonly (readonly [name: string, value: string])[] | undefined;
  readonly fragment: string | undefined;
}

const PARTS = /^(?:[^:/?#]+:)?(?:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

export function targetOf(text: string): Target {
  const [, path = '', query, fragment] = PARTS.exec(text) ?? [];
  return {
    path: decoded(path),
    search: query === undefined ? undefined : searchOf(query),
    fragment: fragment === undefined ? undefined : decoded(fragment),
  };
}

/** `a=1&b=2`; undefined where a name has no value. */
export function searchOf(query: string): [string, string][] | undefined {
  const pairs: [string, string][] = [];
  for (let at = 0; at < query.length; ) {
    const equals = query.indexOf('=', at);
    if (equals < 0) return undefined;
    let end = equals + 1;
    while (end < query.length && query[end] !== '&' && query[end] !== ';') end++;
    pairs.push([
      decoded(query.slice(at, equals)),
      decoded(query.slice(equals + 1, end).replaceAll('+', ' ')),
    ]);
    at = end + 1;
  }
  return pairs;
}

/** Percent signs that mean nothing stay, and bytes that are no UTF-8 are characters of their own. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return lenient(Buffer.from(bytes.replaceAll('%', ''), 'hex'));
    }
  });
}

function lenient(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    text += bytes.toString(length > 1 ? 'utf8' : 'latin1', at, at + length);
    at += length;
  }
  return text;
}

/** The length of the character that is at a place. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at]!;
  const length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
  if (length === 1) return 1;
  const text = bytes.toString('utf8', at, at + length);
  return text.includes('\ufffd') ? 1 : length;
}
