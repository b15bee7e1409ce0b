/** Whether requests to a program have sessions: as in SWI-Prolog, where it has loaded library(http/http_session). */
import type { RequestListener } from 'node:http';
import { nodeSession } from '../http/node.ts';
import type { SessionEngine } from '../index.ts';
import type { SwiProlog } from '../prolog/swipl.ts';

/** The host itself has the library, too, but is in no context that loads it. */
const LOADED = `module_property(http_session, file(File)), system:'$load_context_module'(File, _, _)`;

export class ProgramSessions {
  readonly #prolog: SwiProlog;
  readonly #withSession: ReturnType<typeof nodeSession>;
  #isLoaded = false;

  constructor(prolog: SwiProlog, engine: SessionEngine) {
    this.#prolog = prolog;
    this.#withSession = nodeSession(engine);
  }

  /** Looks at what the program has loaded by now. */
  async look(): Promise<void> {
    this.#isLoaded = (await this.#prolog.query(LOADED).first()) !== undefined;
  }

  /** A listener that answers requests within their sessions, where they have any. */
  around(listener: RequestListener): RequestListener {
    const inSession = this.#withSession(listener);
    return (req, res) => (this.#isLoaded ? inSession : listener)(req, res);
  }
}
