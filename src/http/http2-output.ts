/** Holds what a response of HTTP/2 sends: its headers, and then what its stream writes. */
import type { Http2ServerResponse, OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Ready } from './answer-gate.ts';
import { errorAnswer } from './error-answer.ts';
import { StreamOutput } from './stream-output.ts';

interface Options {
  readonly endStream?: boolean;
}

/** What the types of node do not tell. */
interface Http2Stream extends ServerHttp2Stream {
  /** Whether it answers HEAD. */
  readonly headRequest: boolean;
}

/** Answers that have no body, so that their stream ends with their headers. */
const WITHOUT_BODY: ReadonlySet<unknown> = new Set([204, 205, 304]);

/** Whether it is a response of HTTP/2. */
export function isHttp2(response: object): response is Http2ServerResponse {
  const { stream } = response as Partial<Http2ServerResponse>;
  return typeof stream?.respond === 'function';
}

export class Http2Output extends StreamOutput<Http2Stream> {
  readonly #response: Http2ServerResponse;
  readonly #respond: ServerHttp2Stream['respond'];

  constructor(response: Http2ServerResponse, ready: Ready) {
    const { stream } = response;
    super(stream as Http2Stream, ready);
    this.#response = response;
    this.#respond = stream.respond;
    stream.respond = (headers: OutgoingHttpHeaders = {}, options: Options = {}) => {
      const respond = () => this.#send({ ...headers }, options);
      if (stream.headersSent || this.later({ run: respond })) return;
      // From now on all is as if they were sent.
      Object.defineProperty(stream, 'headersSent', { value: true, configurable: true });
      const isEmpty =
        options.endStream || this.stream.headRequest || WITHOUT_BODY.has(Number(headers[':status']));
      if (isEmpty) stream.end();
    };
  }

  override fail(error: unknown): void {
    const { stream } = this;
    if (this.hasLeft || stream.destroyed) {
      super.fail(error);
      return;
    }
    const held = this.take();
    const { status, headers, body } = errorAnswer(error);
    this.#response.statusCode = status;
    this.#send({ ':status': status, ...headers }, {});
    const { _write: write } = stream;
    if (!stream.headRequest) write.call(stream, Buffer.from(body), 'buffer' as BufferEncoding, () => {});
    const skip = (...args: unknown[]) => (args.at(-1) as () => void)();
    Object.assign(stream, { _write: skip, _writev: skip });
    stream.end();
    for (const { run, skip = run } of held.slice(1)) skip();
  }

  #send(headers: OutgoingHttpHeaders, options: Options): void {
    Reflect.deleteProperty(this.stream, 'headersSent');
    if (this.stream.destroyed || this.stream.closed) return;
    this.#respond.call(this.stream, headers, options);
  }
}
