/** The means of the cases that are run against every framework: servers of it, and its known gaps. */
import { SessionEngine, type SessionOptions } from 'clausal';
import { expect, test } from 'vitest';
import { Browser } from './browser.ts';
import type { Framework } from './framework.ts';
import { type EngineHandler, shop } from './framework-shop.ts';
import { type Asking, serve } from './http.ts';

/** How a server is started: with settings of the engine, and trusting the proxy in front of it or not. */
export interface Starting extends SessionOptions {
  readonly trusts?: boolean;
}

export class Trials {
  readonly #framework: Framework;
  readonly #titles = new Set<string>();

  constructor(framework: Framework) {
    this.#framework = framework;
  }

  /** A test, or a known gap: one that has to fail. */
  readonly check = (title: string, run: () => Promise<void>): void => {
    const { gaps = {} } = this.#framework;
    this.#titles.add(title);
    if (title in gaps) test.fails(`${title} (known gap: ${gaps[title]})`, run);
    else test(title, run);
  };

  /** A server with an engine of its own, whose clock stands still. */
  readonly start = async (handler: EngineHandler = shop, { trusts = false, ...options }: Starting = {}) => {
    const clock = { now: 1_700_000_000 };
    const engine = new SessionEngine({ gc: 'passive', now: () => clock.now, ...options });
    const listener = await this.#framework.listener(engine, (visit) => handler(visit, engine), trusts);
    const served = await serve(listener);
    return { engine, clock, ...served, visitor: () => new Browser(served.port) };
  };

  /** What one request gets. */
  readonly answer = async (handler: EngineHandler, starting?: Starting, asking?: Asking) => {
    const { visitor, engine } = await this.start(handler, starting);
    return { ...(await visitor().get('/', asking)), engine };
  };

  /** Defines the test that the gaps are known by the names of cases. */
  checkGaps(): void {
    test('its known gaps are cases', () => {
      const { gaps = {} } = this.#framework;
      expect(Object.keys(gaps).filter((gap) => !this.#titles.has(gap))).toEqual([]);
    });
  }
}
