/** The headers that node's `writeHead` takes, in the three forms that it takes them in. */
import type { OutgoingHttpHeader } from 'node:http';

/** A name and its value, or values. */
export type Header = [name: string, value: OutgoingHttpHeader];

/** `{ name: value }`, `[name, value, name, value]` or `[[name, value], [name, value]]`. */
export type HeadersArgument = Readonly<Record<string, OutgoingHttpHeader>> | OutgoingHttpHeader[] | Header[];

/** Whether it is headers; a list that breaks off after a name is not, which is for node to say. */
export function isHeaders(value: unknown): value is HeadersArgument {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) || isPairs(value) || value.length % 2 === 0;
}

/** The headers one by one. */
export function listed(headers: HeadersArgument): Header[] {
  if (!Array.isArray(headers)) return Object.entries(headers);
  if (isPairs(headers)) return headers;
  const list: Header[] = [];
  for (let i = 0; i < headers.length; i += 2) list.push([headers[i] as string, headers[i + 1]!]);
  return list;
}

/** The headers in the form that `argument` has: not every version of node understands every form at every time. */
export function likeArgument(argument: HeadersArgument, list: readonly Header[]): HeadersArgument {
  if (!Array.isArray(argument)) return Object.fromEntries(list);
  return isPairs(argument) ? [...list] : list.flat(1);
}

/** Whether it is the header of that name, which may be written in capitals or not. */
export function isNamed([name]: Header, wanted: string): boolean {
  return String(name).toLowerCase() === wanted.toLowerCase();
}

function isPairs(headers: readonly unknown[]): headers is Header[] {
  return Array.isArray(headers[0]);
}
