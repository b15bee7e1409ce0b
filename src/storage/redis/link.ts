/**
 * The way to Redis: a connection that is made anew when it is lost, and commands that are tried again until their time is up. It
 * decides what waits, for how long, and what is said when there is no answer.
 */
import type { Connect, Wire } from './connect.ts';
import { Deadlines } from './deadlines.ts';
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

/** An attempt to send a command that has failed. */
interface Failed {
  readonly wire: Wire;
  readonly sentAt: number;
  readonly error: unknown;
}

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
  /** For the first attempts. */
  readonly #deadlines: Deadlines;
  #waiting = 0;
  #isClosed = false;

  /** `prepare` is called with each new connection, before it is used. */
  constructor(settings: RedisSettings, connect: Connect, prepare = async (_: Wire): Promise<void> => {}) {
    this.#settings = settings;
    this.#connect = connect;
    this.#prepare = prepare;
    this.#deadlines = new Deadlines(settings.timeout);
  }

  /** Waits for a connection. */
  async open(): Promise<void> {
    await this.#wireUntil(performance.now() + this.#settings.timeout);
  }

  /**
   * What `read` makes of the answer to a command that is about keys with this tag. As long as all goes well, promises and timers
   * are few here: each of them costs as much as all else that a command takes.
   * @throws RedisStorageError when there is none.
   */
  send<T>(tag: string, command: Command, read: (answer: unknown) => T): Promise<T> {
    if (this.#waiting >= this.#settings.waiting)
      return Promise.reject(this.#failure('unavailable', `${this.#waiting} commands are waiting already`));
    this.#waiting++;
    const wire = this.#wire;
    const sentAt = performance.now();
    return new Promise<T>((resolve, reject) => {
      const end = (answer: unknown): void => {
        this.#waiting--;
        try {
          resolve(read(answer));
        } catch (error) {
          reject(error);
        }
      };
      const retry = (failed?: Failed): void => {
        this.#attempts(tag, command, sentAt + this.#settings.timeout, failed).then(end, (error) => {
          this.#waiting--;
          reject(error);
        });
      };
      if (wire === undefined) return retry();
      const deadline = this.#deadlines.start(sentAt, () =>
        retry({ wire, sentAt, error: new TimeUp(this.#settings.timeout) }),
      );
      wire.send(tag, command(false, false)).then(
        (answer) => {
          if (!this.#deadlines.stop(deadline)) return;
          this.#hasAnswered(tag);
          end(answer);
        },
        (error) => {
          if (this.#deadlines.stop(deadline)) retry({ wire, sentAt, error });
        },
      );
    });
  }

  /** Tries until there is an answer or the time is up; `first` is the first attempt, if that was made already. */
  async #attempts(tag: string, command: Command, deadline: number, first?: Failed): Promise<unknown> {
    let failed = first;
    let again = false;
    let whole = false;
    for (let attempt = 0; ; attempt++) {
      if (failed === undefined) {
        const wire = this.#wire ?? (await this.#wireUntil(deadline, again));
        const sentAt = performance.now();
        try {
          const answer = await within(wire.send(tag, command(again, whole)), Math.max(deadline - sentAt, 1));
          this.#hasAnswered(tag);
          return answer;
        } catch (error) {
          failed = { wire, sentAt, error };
        }
      }
      const { wire, sentAt, error } = failed;
      failed = undefined;
      if (isReply(error)) this.#hasAnswered(tag);
      else if (!isUnsent(error)) again = true;
      if (error instanceof TimeUp) {
        // A server that answers others is slow; one that answers nobody may be gone for ever, and the connection with it.
        if ((this.#lastAnswers.get(this.#part(tag)) ?? 0) < sentAt) this.#lose(wire, error);
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

  /** Makes a new connection in place of the one that is there, if one is, for this reason. */
  renew(cause: Error): void {
    if (this.#wire !== undefined) this.#lose(this.#wire, cause);
  }

  #hasAnswered(tag: string): void {
    this.#lastAnswers.set(this.#part(tag), performance.now());
  }

  #part(tag: string): string {
    return this.#settings.cluster ? tag : '';
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
