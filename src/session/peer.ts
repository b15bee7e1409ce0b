/** The address of a client as a term, which is what `peer(Peer)` is in SWI-Prolog: `ip(127, 0, 0, 1)`. */
import { isIPv4, isIPv6 } from 'node:net';
import { atom, compound, int, type Term, Var } from '../term/term.ts';
import type { SessionRequest } from './request.ts';

/** The peer of a request; an unbound variable when it is not known. */
export function peerOf(request: SessionRequest, believesProxy: boolean): Term {
  const forwarded = believesProxy ? request.forwardedFor?.split(',', 1)[0]?.trim() : undefined;
  const address = forwarded || request.address;
  return address === undefined ? new Var('_') : peer(address);
}

function peer(address: string): Term {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(mapped))
    return compound(
      'ip',
      mapped.split('.').map((part) => int(Number(part))),
    );
  if (!isIPv6(address)) return atom(address);
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...before, ...new Array(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return compound(
    'ip',
    groups.map((group) => int(Number.parseInt(group, 16))),
  );
}
