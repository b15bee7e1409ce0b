/** A visitor of several engines that share their sessions: each request goes to the engine that is named, with the same cookies. */
import type { SessionEngine } from 'clausal';
import { Gate } from './gate.ts';
import { SessionClient } from './session-client.ts';

export class StoredVisitor {
  readonly #clients = new Map<SessionEngine, SessionClient>();
  #cookies = new Map<string, string>();

  /** The `Cookie` header that the next request has. */
  get cookie(): string | undefined {
    const pairs = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }

  /** The value of the cookie. */
  get id(): string | undefined {
    return [...this.#cookies.values()][0];
  }

  /**
   * Makes a request, whose answer comes when what the handler has changed is stored. The cookies count from then on, and not when
   * it failed.
   */
  async visit<T>(engine: SessionEngine, handler: () => T | Promise<T>, cookie = this.cookie): Promise<T> {
    let client = this.#clients.get(engine);
    if (client === undefined) this.#clients.set(engine, (client = new SessionClient(engine)));
    const received = client.received.length;
    const result = await client.request(async () => handler(), { cookie });
    if (client.received.length > received) this.#cookies = new Map(client.cookies);
    return result;
  }

  /** Makes a request that does `first`, and after `meanwhile` is done, outside of it, `last`; answers what that does. */
  async overtaken<T>(
    engine: SessionEngine,
    first: () => unknown,
    meanwhile: () => unknown,
    last?: () => T,
  ): Promise<T | undefined> {
    const [entered, leave] = [new Gate(), new Gate()];
    const slow = this.visit(engine, async () => {
      await first();
      entered.open();
      await leave.pass();
      return last?.();
    });
    await Promise.race([entered.pass(), slow]);
    try {
      await meanwhile();
    } finally {
      leave.open();
    }
    return slow;
  }
}
