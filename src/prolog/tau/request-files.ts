/** What requests and replies are to this host: streams that `http_wrapper.pl` opens by the names of files. */
import type { Environment } from '../environment.ts';
import type { Field } from '../http/field.ts';
import type { HttpFiles, Sink } from '../http/http-files.ts';
import { InputStream } from '../input-stream.ts';
import { ReplyStream } from '../reply-stream.ts';

/** Where handlers write, and where the body of a request is. */
const REPLY = '/dev/clausal-reply';
const REQUEST = '/clausal-request';

export class RequestFiles implements HttpFiles {
  sink: Sink | undefined;
  sent: readonly Field[] = [];
  #body = '';

  constructor({ ownFiles }: Environment) {
    ownFiles.set(REPLY, () => new ReplyStream((bytes) => this.sink?.(bytes) !== false));
    ownFiles.set(REQUEST, () => new InputStream(this.#body));
  }

  writeBody(bytes: Uint8Array): void {
    this.#body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  }

  readOwn(): undefined {
    return undefined;
  }
}
