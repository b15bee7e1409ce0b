/** One course of requests on different sites, and what is seen of it from outside: answers and cookies. */
import { vi } from 'vitest';
import type { Asking } from './http.ts';
import { type Reply, type Site, type Step, Visitor } from './session-sites.ts';

/** 2026-01-01T12:00:00Z. */
const NOON = Date.UTC(2026, 0, 1, 12);

/** What is seen of a request. */
export interface Sight {
  readonly status: number;
  readonly value: unknown;
  /** The cookie of the session, its attributes included; ids are numbered in the order in which they came. */
  readonly cookie: string | undefined;
  /** The other cookies. */
  readonly others: readonly string[];
}

export class Course {
  readonly sights: Sight[] = [];
  readonly alice = new Visitor();
  readonly #site: Site;
  readonly #ids: string[] = [];

  /** Time stands still until it is told to pass. */
  constructor(site: Site) {
    this.#site = site;
    vi.setSystemTime(NOON);
  }

  /** A request, by default of alice. */
  readonly visit = async (step: Step, asking: Asking = {}, visitor: Visitor = this.alice): Promise<Reply> => {
    const reply = await this.#site.visit(visitor, step, asking);
    const isOfSession = (cookie: string): boolean => cookie.startsWith(`${this.#site.cookieName}=`);
    const cookie = reply.cookies.find(isOfSession);
    if (cookie !== undefined) this.#meet(cookie);
    this.sights.push({
      status: reply.status,
      value: JSON.parse(this.#numbered(JSON.stringify(reply.value))),
      cookie:
        cookie === undefined ? undefined : this.#numbered(decodeURIComponent(cookie)).replace(/^[^=]*=/, ''),
      others: reply.cookies.filter((each) => !isOfSession(each)),
    });
    return reply;
  };

  /** Something else that is to be the same. */
  note(value: unknown): void {
    this.sights.push({ status: 200, value, cookie: undefined, others: [] });
  }

  pass(seconds: number): void {
    vi.setSystemTime(Date.now() + 1000 * seconds);
  }

  #meet(cookie: string): void {
    const value = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1).split(';')[0]!);
    const id = value.replace(/^s:(.*)\..*$/, '$1');
    if (id !== '' && !this.#ids.includes(id)) this.#ids.push(id);
  }

  #numbered(text: string): string {
    let numbered = text;
    this.#ids.forEach((id, i) => {
      // Behind an id comes its signature.
      numbered = numbered.replaceAll(`s:${id}`, id).replaceAll(id, `id${i + 1}`);
    });
    return numbered.replace(/^([^=]*=id\d+)\.[^;]*/, '$1');
  }
}

/** What of a cookie is one thing in all libraries: whether it is sent or taken back, for https only, and with a date. */
export function inShort({ status, value, cookie, others }: Sight): string {
  const parts = [status === 200 ? '' : String(status), JSON.stringify(value).replace(/_\d+/, '_')];
  if (cookie !== undefined) {
    const isTakenBack = /expires=thu, 01 jan 1970/i.test(cookie);
    const attributes = ['Secure', 'Expires', 'Partitioned'].filter((name) => cookie.includes(`; ${name}`));
    parts.push(isTakenBack ? 'takes the cookie back' : ['sends a cookie', ...attributes].join(' '));
  }
  parts.push(...others.map((other) => other.split(';')[0]!));
  return parts.filter((part) => part !== '').join(', ');
}
