/** Engines that load sessions from elsewhere and store what has changed before anything is answered, for the tests of adapters. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ready } from '../../src/http/answer-gate.ts';
import type { SessionEntrance } from '../../src/http/session-entrance.ts';
import type { FactTypes } from '../../src/session/facts.ts';
import type { SessionRequest } from '../../src/session/request.ts';

/** How an engine takes its time. */
export interface Holding {
  /** What is waited for before a request enters. Undefined: it enters at once. */
  readonly load?: (() => Promise<void>) | undefined;
  /** What is waited for before something leaves. Default: two milliseconds for each thing that leaves. */
  readonly ready?: (request: SessionRequest) => Ready;
}

/** The engine, with a storage that takes its time. */
export function holding<F extends FactTypes>(
  engine: SessionEntrance<F>,
  { load = () => sleep(2), ready = slowly }: Holding = {},
): SessionEntrance<F> {
  return {
    session: () => engine.session(),
    enter<T>(request: SessionRequest, handler: () => T) {
      const enter = () =>
        engine.enter(request, () => {
          request.holdAnswer!(ready(request));
          return handler();
        });
      return load().then(enter) as Promise<Awaited<T>>;
    },
  };
}

/** The engine, with a storage that loads at once and takes its time when it stores. */
export function storing<F extends FactTypes>(
  engine: SessionEntrance<F>,
  ready: (request: SessionRequest) => Ready = slowly,
): SessionEntrance<F> {
  return {
    session: () => engine.session(),
    enter: (request, handler) =>
      engine.enter(request, () => {
        request.holdAnswer!(ready(request));
        return handler();
      }),
  };
}

/** There is something to wait for, and when that is done there is nothing; and so on. */
export function slowly(): Ready {
  let isDone = true;
  return () => {
    isDone = !isDone;
    return isDone ? undefined : sleep(2);
  };
}

/** There is something to wait for until a test says that it is done, or has failed. */
export class Store {
  readonly #storing: Promise<void>;
  #resolve!: () => void;
  #reject!: (error: unknown) => void;
  #isDone = false;
  asked = 0;

  constructor() {
    this.#storing = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  readonly ready: Ready = () => {
    this.asked++;
    return this.#isDone ? undefined : this.#storing;
  };

  done(): void {
    this.#isDone = true;
    this.#resolve();
  }

  fail(error: unknown): void {
    this.#isDone = true;
    this.#reject(error);
  }
}
