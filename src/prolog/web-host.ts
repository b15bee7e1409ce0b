/** The contract of hosts that web applications run on: what `clausal serve` needs of an interpreter. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Goallike } from '../index.ts';
import type { PrologHost } from './host.ts';
import type { AskedServer } from './http/servers.ts';

export type { AskedServer };

/** The servers that a program asks for. */
export interface AskedServers extends Iterable<AskedServer> {
  /** Calls the listener when servers are asked for, or to be stopped. */
  onChange(listener: () => void): void;
}

/** The files of a program, for those who load them again when they have changed. */
export interface ProgramFiles {
  readonly files: readonly string[];
  /**
   * Loads the files again that have changed, and answers which. What cannot be loaded leaves what was there.
   * @throws PrologError with file and line
   */
  reload(): Promise<readonly string[]>;
}

export interface WebHost extends PrologHost {
  readonly servers: AskedServers;
  /**
   * Has requests answered by the handlers of the program: for `node:http` and for Express, behind what gives sessions.
   *
   *     app.use(expressSession(sessions));
   *     app.use(prolog.handler());
   */
  handler(port?: number): (req: IncomingMessage, res: ServerResponse) => void;
  /**
   * Answers what is no request as SWI-Prolog does, in place of Node.js.
   *
   *     server.on('clientError', prolog.refuser());
   */
  refuser(): (error: Error, socket: Duplex) => void;
  /** Runs a goal to its first solution, as one that begins what the program does; answers whether there is one. */
  begin(goal: Goallike): Promise<boolean>;
  /** Calls the listener with the exit status when a handler wants the program to end, by `halt/0,1`. */
  onHalt(listener: (status: number) => void): void;
  /** Whether the program wants its requests to have sessions: it has loaded `library(http/http_session)`. */
  hasSessions(): Promise<boolean>;
  sources(): Promise<ProgramFiles>;
}
