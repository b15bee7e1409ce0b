/** What is no request: the parser of Node.js does not take it, and no handler gets it. */
import { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { PrologError } from '../../index.ts';
import { requestSyntaxError } from './request-error.ts';
import { METHODS } from './request-term.ts';

/** What the parser says of it. */
export interface ParserError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** What is wrong with it, as SWI-Prolog says it; undefined where the connection has only come to its end. */
export function badRequest({ code = '', rawPacket }: ParserError): PrologError | undefined {
  if (!code.startsWith('HPE_INVALID_') || rawPacket === undefined) return undefined;
  const [line = '', ...fields] = rawPacket.toString('latin1').split(/\r?\n/);
  const field = fields.slice(0, fields.indexOf('')).find((text) => !text.includes(':'));
  return field !== undefined && isRequestLine(line)
    ? requestSyntaxError('http_parameter', field)
    : requestSyntaxError('http_request', line);
}

function isRequestLine(line: string): boolean {
  const [, method] = /^([A-Z]+) [\x21-\x7e]+ HTTP\/\d\.\d$/.exec(line) ?? [];
  return method !== undefined && METHODS.has(method);
}

/** A response on a connection without a request. The connection ends with it. */
export function responseOn(socket: Duplex): ServerResponse {
  const res = new ServerResponse(new IncomingMessage(socket as Socket));
  res.shouldKeepAlive = false;
  res.assignSocket(socket as Socket);
  res.on('finish', () => socket.end());
  return res;
}
