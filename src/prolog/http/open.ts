/** Requests to other servers: what `http_open/3` waits for. */
import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import {
  atom,
  type Compound,
  compound,
  deref,
  errorOf,
  Float,
  Int,
  int,
  list,
  PrologError,
  properList,
  resourceError,
  str,
  type Term,
  Var,
} from '../../index.ts';
import { textOf } from '../builtins/text.ts';
import type { PredicateTable } from '../environment.ts';
import { fieldName } from './field.ts';

export const openPredicates: PredicateTable = {
  // URL, method, fields Name-Value, bytes, seconds; reply(Code, Comment, Fields, Bytes)
  'http_open/6': async (url, method, fields, body, timeout) => {
    const bytes = Buffer.from(textOf(body!), 'latin1');
    const options = {
      method: textOf(method!),
      headers: headersOf(fields!, bytes.length),
      timeout: millisecondsOf(timeout!),
      agent: false,
    };
    const [answer, content] = await asked(new URL(textOf(url!)), options, bytes);
    const reply = compound('reply', [
      int(answer.statusCode!),
      atom(answer.statusMessage ?? ''),
      list(fieldTerms(answer)),
      str(content.toString('latin1')),
    ]);
    return [url!, method!, fields!, body!, timeout!, reply];
  },
};

function headersOf(fields: Term, length: number): OutgoingHttpHeaders {
  const headers: Record<string, string[]> = {};
  for (const field of properList(fields)!) {
    const [name, value] = (deref(field) as Compound).args.map((arg) => textOf(arg)) as [string, string];
    const values = headers[name.toLowerCase()];
    if (values === undefined) headers[name.toLowerCase()] = [value];
    else values.push(value);
  }
  return length === 0 ? headers : { 'content-length': String(length), ...headers };
}

function millisecondsOf(timeout: Term): number | undefined {
  const value = deref(timeout);
  return value instanceof Int || value instanceof Float ? Number(value.value) * 1000 : undefined;
}

/** Answers that are longer are not read to the end. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * What is answered, whole.
 * @throws PrologError what SWI-Prolog says of sockets that fail; `resource_error(memory)` for very long answers
 */
function asked(url: URL, options: RequestOptions, body: Buffer): Promise<[IncomingMessage, Buffer]> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MOST_BYTES) request.destroy(resourceError('memory'));
      });
      answer.on('error', (error) => reject(socketError(error)));
      answer.on('end', () => resolve([answer, Buffer.concat(chunks)]));
    });
    request.on('timeout', () => request.destroy(timeoutError()));
    request.on('error', (error) => reject(socketError(error)));
    request.end(body);
  });
}

/** `name(Value)` for each field, with `_` for `-`. */
function fieldTerms({ rawHeaders }: IncomingMessage): Term[] {
  const terms: Term[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = fieldName(rawHeaders[i]!);
    const value = rawHeaders[i + 1]!;
    if (name === 'transfer_encoding') continue; // it has been undone
    const isLength = name === 'content_length' && /^\d+$/.test(value);
    terms.push(compound(name, [isLength ? int(Number(value)) : atom(value)]));
  }
  return terms;
}

/** What SWI-Prolog calls what goes wrong with sockets. */
const SOCKET_ERRORS: Readonly<Record<string, readonly [name: string, text: string]>> = {
  ECONNREFUSED: ['econnrefused', 'Connection refused'],
  ECONNRESET: ['econnreset', 'Connection reset by peer'],
  EHOSTUNREACH: ['ehostunreach', 'No route to host'],
  ENETUNREACH: ['enetunreach', 'Network is unreachable'],
  ETIMEDOUT: ['etimedout', 'Connection timed out'],
  ENOTFOUND: ['eai_noname', 'Name or service not known'],
  EAI_AGAIN: ['eai_again', 'Temporary failure in name resolution'],
};

function socketError(error: Error): Error {
  if (error instanceof PrologError) return error;
  const known = SOCKET_ERRORS[(error as NodeJS.ErrnoException).code ?? ''];
  const [name, text] = known ?? ['unknown', error.message];
  return errorOf(compound('socket_error', [atom(name), atom(text)]));
}

function timeoutError(): PrologError {
  return errorOf(compound('timeout_error', [atom('read'), new Var()]));
}
