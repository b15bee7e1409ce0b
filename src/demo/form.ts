/** The fields of a form that was sent: read from the body of a request, up to a limit. */
import type { IncomingMessage } from 'node:http';

/** A form that is not taken; `status` is that of the response, and the message is for the visitor. */
export class FormError extends Error {
  override readonly name = 'FormError';

  constructor(
    readonly status: 413 | 415 | 422,
    message: string,
  ) {
    super(message);
  }
}

/** No form of the shop comes near to so many bytes. */
const MOST_BYTES = 4096;

/** @throws FormError when the body is no form, or too long a one. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const [type] = (request.headers['content-type'] ?? '').split(';');
  if (type!.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new FormError(415, 'The shop reads plain forms only.');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  // What is too long is read to its end, as long as that is near, since a browser only then looks at the answer.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
    else if (bytes > 64 * MOST_BYTES) break;
  }
  if (bytes > MOST_BYTES) throw new FormError(413, 'That is more than the shop reads.');
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
