/**
 * Holds what a response of node:http writes, where node queues what comes before it is a response's turn on its connection: so
 * to the application all is as if it had been sent, and who wraps the response's methods never notices.
 */
import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { AnswerGate, type HeldOutput, type Ready } from './answer-gate.ts';
import { errorAnswer } from './error-answer.ts';

type Callback = (error?: unknown) => void;

/** What node's responses have besides; the names are as old as node. */
export interface ResponseParts {
  /** The head as text, once it is composed. */
  _header: string | null;
  _last: boolean;
  outputSize: number;
  outputData: { readonly data: string | Uint8Array; readonly callback: Callback | null | undefined }[];
  _onPendingData(size: number): void;
  _flushOutput(socket: Socket): void;
  _writeRaw(data: string | Uint8Array, encoding?: unknown, callback?: unknown, size?: unknown): boolean;
  _flush(): void;
  finished: boolean;
  destroyed: boolean;
}

export type WritingResponse = ServerResponse & ResponseParts;

/** Whether it is a response that writes as node's do. */
export function isWriting(response: ServerResponse): response is WritingResponse {
  const { _writeRaw, _flush, outputData } = response as Partial<WritingResponse>;
  return typeof _writeRaw === 'function' && typeof _flush === 'function' && Array.isArray(outputData);
}

export class ResponseOutput implements HeldOutput {
  readonly gate: AnswerGate;
  readonly #response: WritingResponse;
  readonly #flush: () => void;
  /** Whether the head has left. */
  #hasLeft = false;
  /** The connection that must not be cut off while a whole answer is held. */
  #kept: Socket | undefined;
  #isCut = false;

  constructor(response: WritingResponse, ready: Ready) {
    const gate = new AnswerGate(this, ready);
    const { _writeRaw: writeRaw, _flush: flush } = response;
    this.gate = gate;
    this.#response = response;
    this.#flush = flush;
    response._writeRaw = (data, encoding, callback, size) => {
      // Without a head it is an informational answer: continue, early hints.
      if (response._header !== null) {
        if (gate.holds()) return this.#hold(data, encoding, callback);
        this.#hasLeft = true;
      }
      return writeRaw.call(response, data, encoding, callback, size);
    };
    response._flush = () => {
      if (!gate.isHeld) flush.call(response);
    };
    response.once('close', gate.close);
  }

  release(): void {
    const response = this.#response;
    const { socket } = response;
    this.#hasLeft ||= response._header !== null;
    // Those who wait for what they have written are called back also where the client has gone.
    if (socket?.destroyed) response._flushOutput(socket);
    else this.#flush.call(response);
    this.#letCut();
  }

  fail(error: unknown): void {
    const response = this.#response;
    const { outputData, finished } = response;
    const callbacks = outputData.map(({ callback }) => callback);
    if (finished) callbacks.pop(); // what emits `finish`
    response.outputData = [];
    response._onPendingData(-response.outputSize);
    response.outputSize = 0;
    if (this.#hasLeft) response.destroy();
    else if (!response.destroyed && response._header !== null) answerAnew(response, error);
    for (const callback of callbacks) callback?.(error);
    this.#letCut();
  }

  /** As node does it with what it queues. */
  #hold(data: string | Uint8Array, encoding: unknown, callback: unknown): boolean {
    const response = this.#response;
    const { socket } = response;
    if (socket?.destroyed) return false;
    if (socket) this.#keepWhole(socket);
    const [name, fn] = typeof encoding === 'function' ? [null, encoding] : [encoding, callback];
    response.outputData.push({ data, encoding: name, callback: fn } as never);
    response.outputSize += data.length;
    response._onPendingData(data.length);
    return response.outputSize < response.writableHighWaterMark;
  }

  /**
   * Lets nobody of this process cut the connection while a whole answer is held: Express does when a handler fails that has
   * answered, which does no harm to an answer that was sent at once.
   */
  #keepWhole(socket: Socket): void {
    if (this.#kept !== undefined) return;
    const { destroy } = socket;
    this.#kept = socket;
    socket.destroy = (error) => {
      const isWhole = this.#kept !== undefined && this.#response.finished;
      if (!isWhole || error || !socket.writable) return destroy.call(socket, error);
      this.#isCut = true;
      return socket;
    };
  }

  #letCut(): void {
    const socket = this.#kept;
    if (socket === undefined) return;
    this.#kept = undefined;
    delete (socket as Partial<Socket>).destroy;
    if (this.#isCut) socket.destroySoon();
  }
}

/** Answers an error by a response that was made for something else, of which nothing has left. */
export function answerAnew(
  response: WritingResponse,
  error: unknown,
  { writeHead, end }: Pick<ServerResponse, 'writeHead' | 'end'> = ServerResponse.prototype,
): void {
  const { status, headers, body } = errorAnswer(error);
  const isEnded = response.finished;
  Object.assign(response, NEW, { _hasBody: response.req.method !== 'HEAD' });
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  Object.assign(response, NEW_HEADERS);
  // Past those who wrap these methods: they have had their turn, and what they add is for another answer.
  Reflect.apply(writeHead, response, [
    status,
    { ...headers, ...(response._last && { Connection: 'close' }) },
  ]);
  Reflect.apply(end, response, [body]);
  // Who is still writing is told what is told when a client goes.
  if (!isEnded) response.destroyed = true;
}

/** How the parts of a response are before anything is sent. */
const NEW = {
  _header: null,
  _headerSent: false,
  _contentLength: null,
  _trailer: '',
  chunkedEncoding: false,
  finished: false,
  statusMessage: undefined,
  strictContentLength: false,
};

/** What removing headers has set. */
const NEW_HEADERS = { _removedConnection: false, _removedContLen: false, _removedTE: false, sendDate: true };
