/** Holds what a stream writes: one thing at a time, as the stream queues what comes after that by itself. */
import type { Duplex } from 'node:stream';
import { AnswerGate, type HeldOutput, type Ready } from './answer-gate.ts';

type Method = (...args: unknown[]) => void;

/** What streams do to write and to end, with a callback as their last argument. */
const METHODS = ['_write', '_writev', '_final'] as const;

/** What is done when nothing has to be waited for any more. */
interface HeldCall {
  readonly run: () => void;
  /** What the stream waits for, unless `run` is what its end has to have. */
  readonly skip?: (() => void) | undefined;
}

export class StreamOutput<S extends Duplex = Duplex> implements HeldOutput {
  readonly gate: AnswerGate;
  protected readonly stream: S;
  /** Whether something has left. */
  protected hasLeft = false;
  #held: HeldCall[] = [];

  constructor(stream: S, ready: Ready) {
    this.gate = new AnswerGate(this, ready);
    this.stream = stream;
    const methods = stream as unknown as Record<string, Method | undefined>;
    for (const name of METHODS) {
      const method = methods[name];
      if (method === undefined) continue;
      methods[name] = (...args) => {
        const skip = name === '_final' ? undefined : () => (args.at(-1) as () => void)();
        this.later({ run: () => method.apply(stream, args), skip });
      };
    }
    stream.once('close', this.gate.close);
  }

  release(): void {
    for (const { run } of this.take()) this.#go(run);
  }

  fail(error: unknown): void {
    this.take();
    this.stream.destroy(error instanceof Error ? error : new Error(String(error)));
  }

  /** Does it now or when nothing has to be waited for any more. Answers whether now. */
  protected later(call: HeldCall): boolean {
    const isNow = !this.gate.holds();
    if (isNow) this.#go(call.run);
    else this.#held.push(call);
    return isNow;
  }

  /** What is held, which is forgotten. */
  protected take(): readonly HeldCall[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #go(run: () => void): void {
    this.hasLeft = true;
    run();
  }
}
