/** An application as it looks in every framework: what it sees of a request, and what it answers. */
import type { RequestListener } from 'node:http';
import type { Session, SessionEngine } from 'clausal';

/** What the handler sees of a request. */
export interface Visit {
  readonly path: string;
  /** The body of the request. */
  text(): Promise<string>;
  /** The handle on the session, where this framework has it. */
  readonly session: Session;
}

/** What the handler answers. */
export interface Reply {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cookies of the application. */
  readonly cookies?: readonly string[];
  readonly body?: string;
  /** A body that is written piece by piece. */
  readonly stream?: (write: (text: string) => Promise<void>) => Promise<void>;
  /** A body that is asked for piece by piece. */
  readonly pulled?: () => AsyncIterable<string>;
}

export type Handler = (visit: Visit) => Reply | Promise<Reply>;

/** A framework with the adapter for it. */
export interface Framework {
  readonly name: string;
  /** The cases that it cannot pass, by their names, and what it is that forces it. Each fails when it starts to pass. */
  readonly gaps?: Readonly<Record<string, string>>;
  /** A server for the handler; `trusts` the proxy in front of it or not, by the framework's own means. */
  listener(
    engine: SessionEngine,
    handler: Handler,
    trusts: boolean,
  ): RequestListener | Promise<RequestListener>;
}

/** The headers of a reply one by one, cookies included. */
export function headersOf({ headers = {}, cookies = [] }: Reply): [name: string, value: string][] {
  return [...Object.entries(headers), ...cookies.map((cookie): [string, string] => ['Set-Cookie', cookie])];
}
