/**
 * The way to Redis: a connection that is made anew when it is lost, and commands that are tried again until their time is up. It
 * decides what waits, for how long, and what is said when there is no answer.
 */
import type { Connect, Wire } from './connect.ts';
import { isReply, isUnsent, RedisStorageError, reason, remedyOf } from './failure.ts';
import type { Argument } from './keys.ts';
import type { RedisSettings } from './options.ts';
import { shownUrl } from './url.ts';
import { backOff, pause, TimeUp, within } from './waiting.ts';

/**
 * The command to send: with `again` an earlier attempt may have been done already, and with `whole` the server does not know the
 * script.
 */
export type Command = (again: boolean, whole: boolean) => readonly Argument[];

export class Link {
  readonly #connect: Connect;
  readonly #settings: RedisSettings;
  readonly #prepare: (wire: Wire) => Promise<void>;
  #wire: Wire | undefined;
  #connecting: Promise<void> | undefined;
  /** When each part of a cluster, or the one server, has answered last. */
  readonly #lastAnswers = new Map<string, number>();
  #downSince: number | undefined;
  #cause: unknown;
  #waiting = 0;
  #isClosed = false;

  /** `prepare` is called with each new connection, before it is used. */
  constructor(settings: RedisSettings, connect: Connect, prepare = async (_: Wire): Promise<void> => {}) {
    this.#settings = settings;
    this.#connect = connect;
    this.#prepare = prepare;
  }

  /** Waits for a connection. */
  async open(): Promise<void> {
    await this.#wireUntil(performance.now() + this.#settings.timeout);
  }

  /**
   * The answer to a command that is about keys with this tag.
   * @throws RedisStorageError when there is none.
   */
  async send(tag: string, command: Command): Promise<unknown> {
    if (this.#waiting >= this.#settings.waiting)
      throw this.#failure('unavailable', `${this.#waiting} commands are waiting already`);
    this.#waiting++;
    try {
      return await this.#attempts(tag, command);
    } finally {
      this.#waiting--;
    }
  }

  async #attempts(tag: string, command: Command): Promise<unknown> {
    const deadline = performance.now() + this.#settings.timeout;
    const part = this.#settings.cluster ? tag : '';
    let again = false;
    let whole = false;
    for (let attempt = 0; ; attempt++) {
      const wire = this.#wire ?? (await this.#wireUntil(deadline, again));
      const sentAt = performance.now();
      let error: unknown;
      try {
        const answer = await within(wire.send(tag, command(again, whole)), Math.max(deadline - sentAt, 1));
        this.#lastAnswers.set(part, performance.now());
        return answer;
      } catch (thrown) {
        error = thrown;
      }
      if (isReply(error)) this.#lastAnswers.set(part, performance.now());
      else if (!isUnsent(error)) again = true;
      if (error instanceof TimeUp) {
        // A server that answers others is slow; one that answers nobody may be gone for ever, and the connection with it.
        if ((this.#lastAnswers.get(part) ?? 0) < sentAt) this.#lose(wire, error);
        throw this.#failure('unknown', reason(error), error);
      }
      const remedy = remedyOf(error, this.#settings.cluster);
      if (remedy === 'refused') throw this.#failure('refused', reason(error), error);
      whole ||= remedy === 'script';
      if (remedy === 'script') continue;
      // The client of a cluster sees to lost nodes itself, but not to those that are replaced by others.
      const isLost = this.#settings.cluster && attempt % 4 === 3 && !isReply(error);
      if (remedy === 'new' || isLost) this.#lose(wire, error);
      const wait = backOff(attempt, 200);
      if (performance.now() + wait >= deadline)
        throw this.#failure(again ? 'unknown' : 'unavailable', reason(error), error);
      await pause(wait, 'busy');
    }
  }

  async #wireUntil(deadline: number, again = false): Promise<Wire> {
    if (this.#isClosed) throw this.#failure(again ? 'unknown' : 'unavailable', 'the storage is closed');
    const now = performance.now();
    const since = this.#downSince;
    const isLong = since !== undefined && now - since > this.#settings.timeout;
    if (isLong || now >= deadline) {
      const reasonText = `no connection for ${Math.round(now - (since ?? now))} ms: ${reason(this.#cause)}`;
      throw this.#failure(again ? 'unknown' : 'unavailable', reasonText, this.#cause);
    }
    this.#reconnect();
    try {
      await within(this.#connecting!, deadline - now);
    } catch (error) {
      throw this.#failure(
        again ? 'unknown' : 'unavailable',
        reason(this.#cause ?? error),
        this.#cause ?? error,
      );
    }
    return this.#wire ?? this.#wireUntil(deadline, again);
  }

  #reconnect(): void {
    this.#downSince ??= performance.now();
    this.#connecting ??= this.#connectUntilDone().finally(() => {
      this.#connecting = undefined;
    });
  }

  async #connectUntilDone(): Promise<void> {
    for (let attempt = 0; !this.#isClosed; attempt++) {
      try {
        const wire: Wire = await this.#connect((cause) => this.#lose(wire, cause));
        if (await this.#take(wire)) return;
      } catch (error) {
        this.#cause = error;
      }
      await pause(backOff(attempt, 1000), 'idle');
    }
  }

  async #take(wire: Wire): Promise<boolean> {
    try {
      await within(this.#prepare(wire), this.#settings.timeout);
    } catch (error) {
      wire.drop();
      throw error;
    }
    if (this.#isClosed) {
      wire.drop();
      return true;
    }
    this.#wire = wire;
    this.#downSince = undefined;
    return true;
  }

  #lose(wire: Wire, cause: unknown): void {
    if (this.#wire !== wire) return;
    this.#wire = undefined;
    this.#cause = cause ?? new Error('the connection was closed');
    wire.drop();
    if (!this.#isClosed) this.#reconnect();
  }

  #failure(code: RedisStorageError['code'], message: string, cause?: unknown): RedisStorageError {
    const { sentinel, url } = this.#settings;
    const where = (sentinel?.nodes ?? url).map(shownUrl).join(', ');
    const what = { unavailable: 'not done', unknown: 'unknown whether done', refused: 'refused' }[code];
    return new RedisStorageError(code, `Redis at ${where}: ${message} (${what})`, cause);
  }

  /** Waits for what is under way, no longer than an answer may take, and ends the connection. */
  async close(): Promise<void> {
    const deadline = performance.now() + this.#settings.timeout;
    while (this.#waiting > 0 && performance.now() < deadline) await pause(5, 'busy');
    this.#isClosed = true;
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.drop();
  }
}
