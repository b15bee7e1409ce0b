/** Whether requests to a program have sessions: as in SWI-Prolog, where it has loaded library(http/http_session). */
import type { RequestListener } from 'node:http';
import { nodeSession } from '../http/node.ts';
import type { SessionEngine } from '../index.ts';
import type { WebHost } from '../prolog/tau.ts';

export class ProgramSessions {
  readonly #prolog: WebHost;
  readonly #withSession: ReturnType<typeof nodeSession>;
  #isLoaded = false;

  constructor(prolog: WebHost, engine: SessionEngine) {
    this.#prolog = prolog;
    this.#withSession = nodeSession(engine);
  }

  /** Looks at what the program has loaded by now. */
  async look(): Promise<void> {
    this.#isLoaded = await this.#prolog.hasSessions();
  }

  /** A listener that answers requests within their sessions, where they have any. */
  around(listener: RequestListener): RequestListener {
    const inSession = this.#withSession(listener);
    return (req, res) => (this.#isLoaded ? inSession : listener)(req, res);
  }
}
