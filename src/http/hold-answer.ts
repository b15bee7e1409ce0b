/** Holds the answer to a request of node:http, by what its response writes itself on. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerGate, Ready } from './answer-gate.ts';
import { EndOutput } from './end-output.ts';
import { Http2Output, isHttp2 } from './http2-output.ts';
import { isWriting, ResponseOutput } from './response-output.ts';
import { StreamOutput } from './stream-output.ts';

/**
 * Where a response or a socket has its gate, which several engines can share. A `WeakMap`, whose values lead to its keys,
 * costs about as much as all the rest of the gate.
 */
const GATE = Symbol('answer gate');

interface Holder {
  [GATE]?: AnswerGate;
}

/** Lets nothing of a response leave, or of the connection of a request that has none, unless all is ready. */
export function holdAnswer(
  { socket }: IncomingMessage,
  response: ServerResponse | undefined,
  ready: Ready,
): void {
  const holder = (response ?? socket) as Holder;
  if (holder[GATE] !== undefined) holder[GATE].add(ready);
  else holder[GATE] = outputOf().gate;

  function outputOf(): { readonly gate: AnswerGate } {
    if (response === undefined) return new StreamOutput(socket, ready);
    if (isHttp2(response)) return new Http2Output(response, ready);
    const isInjected = 'isLightMyRequest' in response;
    if (isWriting(response) && !isInjected) return new ResponseOutput(response, ready);
    return new EndOutput(response as never, ready);
  }
}
