/** URIs as RFC 3986 has them: taken apart and put together, resolved, with characters escaped and not. */

export interface UriParts {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

const URI = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/su;

export function uriParts(text: string): UriParts {
  const [, scheme, authority, path, query, fragment] = URI.exec(text) as RegExpExecArray;
  return { scheme, authority, path: path!, query, fragment };
}

export function uriText({ scheme, authority, path, query, fragment }: UriParts): string {
  return [
    scheme === undefined ? '' : `${scheme}:`,
    authority === undefined ? '' : `//${authority}`,
    path,
    query === undefined ? '' : `?${query}`,
    fragment === undefined ? '' : `#${fragment}`,
  ].join('');
}

/** Parts of URIs by which characters they may have besides letters and digits. */
const PLAIN = {
  query_value: "-._~!$'()*,@/?",
  fragment: "-._~!$&'()*+,;=:@/?",
  path: "-._~!$&'()*+,;=@/",
  segment: "-._~!$&'()*+,;=@",
} as const;

export type UriComponent = keyof typeof PLAIN;

export function isUriComponent(name: string): name is UriComponent {
  return Object.hasOwn(PLAIN, name);
}

export function escaped(text: string, component: UriComponent): string {
  return withEscapes(text, PLAIN[component]);
}

/** The text with all but letters, digits and some other characters as the bytes of UTF-8. */
export function withEscapes(text: string, plain: string): string {
  return text.replace(/[^A-Za-z0-9]/gu, (char) => (plain.includes(char) ? char : bytesOf(char)));
}

function bytesOf(char: string): string {
  return [...new TextEncoder().encode(char)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** The text with the characters that are meant; what is no escape stays. */
export function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (digits) => Number.parseInt(digits, 16));
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return String.fromCharCode(...bytes);
    }
  });
}

/** What a reference means at a base. */
export function resolved(reference: string, base: string): string {
  const to = uriParts(reference);
  const from = uriParts(base);
  const { fragment } = to;
  if (to.scheme !== undefined) return uriText({ ...to, path: withoutDots(to.path) });
  const { scheme } = from;
  if (to.authority !== undefined) return uriText({ ...to, scheme, path: withoutDots(to.path) });
  const { authority } = from;
  if (to.path === '') return uriText({ ...from, query: to.query ?? from.query, fragment });
  const folder = from.path.slice(0, from.path.lastIndexOf('/') + 1);
  const isAtRoot = authority !== undefined && from.path === '';
  const path = to.path.startsWith('/') ? to.path : `${isAtRoot ? '/' : folder}${to.path}`;
  return uriText({ scheme, authority, path: withoutDots(path), query: to.query, fragment });
}

/** The same URI as it is usually written. */
export function normalized(text: string): string {
  const { scheme, authority, path, query, fragment } = uriParts(text);
  const again = (part: string, component: UriComponent) => escaped(unescaped(part), component);
  return uriText({
    scheme: scheme?.toLowerCase(),
    authority: authority?.toLowerCase(),
    path: again(withoutDots(path), 'path'),
    query: query
      ?.split(/[&;]/)
      .map((pair) =>
        pair
          .split('=')
          .map((part) => again(part, 'query_value'))
          .join('='),
      )
      .join('&'),
    fragment: fragment && again(fragment, 'fragment'),
  });
}

/** A path without `.` and `..`. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  segments.forEach((segment, i) => {
    const isLast = i === segments.length - 1;
    if (segment === '..') {
      if (kept.length > 1 || (kept.length === 1 && kept[0] !== '')) kept.pop();
    } else if (segment !== '.') {
      kept.push(segment);
      return;
    }
    if (isLast) kept.push('');
  });
  return kept.join('/');
}
