/**
 * Holds the end of a response that is none of a connection, which is what a framework's own tests have, as Fastify's `inject`:
 * there is nobody before the end who could see a part of it.
 */
import type { ServerResponse } from 'node:http';
import { AnswerGate, type HeldOutput, type Ready } from './answer-gate.ts';
import { answerAnew, type WritingResponse } from './response-output.ts';

export class EndOutput implements HeldOutput {
  readonly gate: AnswerGate;
  readonly #response: WritingResponse;
  readonly #end: (...args: unknown[]) => ServerResponse;
  #args: unknown[] | undefined;

  constructor(response: WritingResponse, ready: Ready) {
    const end = response.end as (...args: unknown[]) => ServerResponse;
    this.gate = new AnswerGate(this, ready);
    this.#response = response;
    this.#end = end;
    const held = (...args: unknown[]) => {
      if (response.finished || !this.gate.holds()) return end.apply(response, args);
      this.#args = args;
      response.finished = true;
      return response;
    };
    response.end = held as WritingResponse['end'];
    response.once('close', this.gate.close);
  }

  release(): void {
    const args = this.#args;
    if (args === undefined) return;
    this.#response.finished = false;
    this.#end.apply(this.#response, args);
  }

  fail(error: unknown): void {
    const response = this.#response;
    if (this.#args === undefined) return;
    const { _headerSent: hasLeft } = response as { readonly _headerSent?: boolean };
    if (hasLeft) response.destroy(error as Error);
    else answerAnew(response, error, Object.getPrototypeOf(response));
  }
}
