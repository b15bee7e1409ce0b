/**
 * The cookies that sessions add to a node:http response. They are merged into its headers at the moment these go out, so
 * that nothing the application does to its own headers, before or later, loses them or is lost to them.
 */
import { type ServerResponse, validateHeaderValue } from 'node:http';
import { type Header, isHeaders, isNamed, likeArgument, listed } from './headers-argument.ts';

const ofResponses = new WeakMap<ServerResponse, ResponseCookies>();

/** A `Set-Cookie` for each of some names, and `Cache-Control: no-store` where the application says nothing else. */
export class ResponseCookies {
  readonly #response: ServerResponse;
  readonly #cookies = new Map<string, string>();
  /** What the last `writeHead` was given. Should that have failed, it can stand among the headers of the response. */
  #merged: readonly string[] = [];

  /** The one of a response, shared by all who add cookies to it. */
  static of(response: ServerResponse): ResponseCookies {
    let cookies = ofResponses.get(response);
    if (cookies === undefined) {
      cookies = new ResponseCookies(response);
      ofResponses.set(response, cookies);
    }
    return cookies;
  }

  private constructor(response: ServerResponse) {
    this.#response = response;
    const writeHead = response.writeHead as (...args: unknown[]) => ServerResponse;
    // Called as well for the headers that go out with write, end and flushHeaders.
    response.writeHead = (...args: unknown[]) => writeHead.apply(response, this.#merge(args));
  }

  /** @throws TypeError for characters that a header can't have. */
  set(name: string, header: string): void {
    validateHeaderValue('Set-Cookie', header);
    this.#cookies.set(name, header);
  }

  /** The arguments of `writeHead` with the cookies added to them or, if they name no headers, to the response. */
  #merge(args: unknown[]): unknown[] {
    if (this.#response.headersSent) return args;
    const at = typeof args[1] === 'string' || (args[2] !== undefined && args[2] !== null) ? 2 : 1;
    const given = args[at];
    if (!isHeaders(given)) {
      for (const [name, value] of this.#additions([])) this.#response.setHeader(name, value);
      return args;
    }
    const headers = listed(given);
    const others = headers.filter((header) => !isNamed(header, 'Set-Cookie'));
    return args.with(at, likeArgument(given, [...others, ...this.#additions(headers)]));
  }

  /** The headers to add to those of a `writeHead`: all cookies in one, and the `Cache-Control`. */
  #additions(given: readonly Header[]): Header[] {
    const kept = this.#ownCookies(given).filter((cookie) => !this.#merged.includes(cookie));
    this.#merged = [...this.#cookies.values()];
    const additions: Header[] = [['Set-Cookie', [...kept, ...this.#merged]]];
    const isControlled =
      this.#response.hasHeader('Cache-Control') || given.some((header) => isNamed(header, 'Cache-Control'));
    if (!isControlled) additions.push(['Cache-Control', 'no-store']);
    return additions;
  }

  /** The cookies of the application: those given to `writeHead` go before those of the response. */
  #ownCookies(given: readonly Header[]): string[] {
    const inArgument = given.filter((header) => isNamed(header, 'Set-Cookie')).flatMap(([, value]) => value);
    const own = inArgument.length > 0 ? inArgument : [this.#response.getHeader('Set-Cookie') ?? []].flat();
    return own.map((cookie) => {
      validateHeaderValue('Set-Cookie', cookie as string);
      return String(cookie);
    });
  }
}
