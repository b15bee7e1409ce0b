/** A request as SWI-Prolog's HTTP libraries have it: a list of `Name(Value)`. Its body is not in it. */
import type { IncomingMessage } from 'node:http';
import { type Atom, atom, type Compound, compound, int, list, type Term } from '../../index.ts';
import { requestSyntaxError } from './request-error.ts';
import { field, fieldTerms, pair } from './request-fields.ts';
import { targetOf } from './target.ts';

/** Those of others are no requests. */
export const METHODS = new Set(['GET', 'PUT', 'HEAD', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']);

/**
 * The fields, first that of the session: `session(Id)`, or `session([])` where there is none.
 * @throws PrologError for what is no request
 */
export function requestTerm(req: IncomingMessage, sessionId: string | undefined): Term {
  const { method = 'GET', url = '/', httpVersionMajor, httpVersionMinor } = req;
  if (!METHODS.has(method)) {
    const line = `${method} ${url} HTTP/${httpVersionMajor}.${httpVersionMinor}`;
    throw requestSyntaxError('http_request', line);
  }
  const { path, search, fragment } = targetOf(url);
  const fields: Term[] = [
    field('session', sessionId === undefined ? list([]) : atom(sessionId)),
    'encrypted' in req.socket ? HTTPS : HTTP,
    peerField(req.socket.remoteAddress ?? ''),
    field('method', atom(method.toLowerCase())),
    field('request_uri', atom(url)),
    field('path', atom(path)),
  ];
  if (search !== undefined) {
    fields.push(field('search', list(search.map(([name, value]) => pair(name, value)))));
  }
  if (fragment !== undefined) fields.push(field('fragment', atom(fragment)));
  fields.push(field('http_version', compound('-', [int(httpVersionMajor), int(httpVersionMinor)])));
  const { rawHeaders } = req;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    fields.push(...fieldTerms(rawHeaders[i]!, rawHeaders[i + 1]!));
  }
  return list(fields);
}

const HTTP = field('protocol', atom('http'));
const HTTPS = field('protocol', atom('https'));

/** So many addresses are remembered. */
const MOST_PEERS = 1024;
const peers = new Map<string, Compound>();

function peerField(address: string): Compound {
  let peer = peers.get(address);
  if (peer === undefined) {
    peer = field('peer', peerTerm(address));
    if (peers.size >= MOST_PEERS) peers.clear();
    peers.set(address, peer);
  }
  return peer;
}

function peerTerm(address: string): Compound | Atom {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (plain === '') return atom(plain);
  const parts = plain.includes(':') ? groupsOf(plain) : plain.split('.').map(Number);
  return compound(
    'ip',
    parts.map((part) => int(part)),
  ) as Compound;
}

/** The eight groups of an address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail ?? '')];
  return [...before, ...new Array(8 - before.length - after.length).fill(0), ...after];
}
