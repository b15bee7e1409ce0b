/** The headers that node's `writeHead` takes, in the three forms that it takes them in. */
import type { OutgoingHttpHeader } from 'node:http';

/** A name and its value, or values. */
export type Header = [name: string, value: OutgoingHttpHeader];

/** `{ name: value }`, `[name, value, name, value]` or `[[name, value], [name, value]]`. */
export type HeadersArgument = Readonly<Record<string, OutgoingHttpHeader>> | OutgoingHttpHeader[] | Header[];

/** Whether an argument of `writeHead` is headers. */
export function isHeaders(value: unknown): value is HeadersArgument {
  return typeof value === 'object' && value !== null;
}

/** The headers one by one. */
export function listed(headers: HeadersArgument): Header[] {
  if (!Array.isArray(headers)) return Object.entries(headers);
  if (isPairs(headers)) return headers;
  const list: Header[] = [];
  for (let i = 0; i < headers.length; i += 2) list.push([headers[i] as string, headers[i + 1]!]);
  return list;
}

/** The headers as an object if `argument` is one, which others who wrap `writeHead` may count on, else as a list. */
export function likeArgument(argument: HeadersArgument, list: readonly Header[]): HeadersArgument {
  return Array.isArray(argument) ? list.flat(1) : Object.fromEntries(list);
}

/** Whether it is the header of that name, whatever letters of it are capitals. */
export function isNamed([name]: Header, wanted: string): boolean {
  return String(name).toLowerCase() === wanted.toLowerCase();
}

function isPairs(headers: readonly unknown[]): headers is Header[] {
  return Array.isArray(headers[0]);
}
