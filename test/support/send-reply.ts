/** Sends the replies of test applications by a response of node:http, and gives their bodies as streams of either kind. */
import type { ServerResponse } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { headersOf, type Reply } from './framework.ts';

/** Sends a reply. Headers that the response has already stay. */
export function sendReply(response: ServerResponse, reply: Reply): void {
  response.statusCode = reply.status ?? 200;
  if (response.getHeaderNames().every((name) => name === 'x-powered-by')) {
    for (const [name, value] of headersOf(reply)) response.appendHeader(name, value);
  }
  const body = bodyStream(reply);
  if (body === undefined) response.end(reply.body);
  else body.pipe(response);
}

/** The body of a reply that is asked for piece by piece, as a stream of the web that reads nothing in advance. */
export function webStream(pulled: () => AsyncIterable<string>): ReadableStream<Uint8Array> {
  const parts = pulled()[Symbol.asyncIterator]();
  const text = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(text.encode(value));
      },
    },
    { highWaterMark: 0 },
  );
}

/** The body of a reply that has a stream as body. */
export function bodyStream({ stream, pulled }: Reply): Readable | undefined {
  if (pulled !== undefined) return Readable.from(pulled());
  if (stream === undefined) return undefined;
  const body = new PassThrough();
  const write = async (text: string): Promise<void> => void body.write(text);
  stream(write).then(
    () => body.end(),
    (error: Error) => body.destroy(error),
  );
  return body;
}
