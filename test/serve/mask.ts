/**
 * What is another one each time, or on each machine, is masked in replies before they are compared, as are the times of
 * files that are made meanwhile. Session ids and UUIDs become numbers, in the order in which they are seen first, so that
 * two servers must use them alike.
 */
import { hostname } from 'node:os';
import type { Reply } from './exchange.ts';
import type { Taken } from './visit.ts';

/** A reply as text that can be compared, part by part: `status`, `reason`, `body`, and each header by its name. */
export type Parts = ReadonlyMap<string, string>;

/** Headers that say nothing of an application: `Date`, and what node adds about connections. */
const UNSAID = ['date', 'keep-alive'];

/** Milliseconds after which a file was not made by the script that is played. */
const FRESH = 300_000;

const SESSION_ID = /\b[0-9a-f]{4}(?:-[0-9a-f]{4}){3}(?:\.[\w-]+)?/;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/;
const IDS = new RegExp(`${UUID.source}|${SESSION_ID.source}`, 'g');

/** The frames of SWI-Prolog's own implementation, which library(http/http_error) shows. */
const BACKTRACE = /(In:(?:<br>|\\n)?\n?)\s+\[\d+\][\s\S]*?(?=\n<br>|<\/p>|\nNote:|"\n)/g;

export class Mask {
  readonly #port: number;
  readonly #taken: Taken;
  readonly #ids = new Map<string, string>();

  constructor(port: number, taken: Taken) {
    this.#port = port;
    this.#taken = taken;
  }

  parts({ status, reason, headers, body }: Reply, isHead: boolean): Parts {
    const parts = new Map([
      ['status', String(status)],
      ['reason', reason],
    ]);
    for (const [written, value] of headers) {
      const name = written.toLowerCase();
      if (UNSAID.includes(name)) continue;
      const isOwnLength = name === 'content-length' && !isHead && Number(value) === body.length;
      const isFresh = name === 'last-modified' && Date.now() - Date.parse(value) < FRESH;
      const masked = isOwnLength ? 'as long as the body' : isFresh ? 'just now' : this.#masked(value);
      const before = parts.get(name);
      // SWI-Prolog repeats the length that a handler gives.
      if (before !== undefined && name === 'content-length') continue;
      parts.set(name, before === undefined ? masked : `${before}\n${masked}`);
    }
    const text = textOf(body);
    parts.set('body', text === undefined ? `bytes ${Buffer.from(body).toString('hex')}` : this.#masked(text));
    return parts;
  }

  #masked(text: string): string {
    let masked = text
      .replace(IDS, (id) => this.#number(id))
      .replaceAll(String(this.#port), 'PORT')
      .replaceAll(`httpd at ${hostname()}`, 'httpd at HOST')
      .replace(/(<|&lt;)stream(>|&gt;)\(0x[0-9a-f]+\)/g, '$1stream$2(ADDRESS)')
      .replace(/(?<![\w])_G?\d+\b/g, '_VAR')
      .replace(/^Date: .* GMT$/gm, 'Date: DATE')
      .replace(/nonce="[^"]+"/g, 'nonce="NONCE"')
      .replace(BACKTRACE, '$1BACKTRACE');
    for (const [name, value] of this.#taken) {
      if (value.length >= 8) masked = masked.replaceAll(value, `{${name}}`);
    }
    return masked;
  }

  #number(id: string): string {
    const known = this.#ids.get(id) ?? `ID${this.#ids.size + 1}`;
    this.#ids.set(id, known);
    return known;
  }
}

/** Undefined for bytes that are no text. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
