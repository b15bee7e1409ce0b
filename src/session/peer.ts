/** The address of a client as a term, which is what `peer(Peer)` is in SWI-Prolog: `ip(127, 0, 0, 1)`. */
import { isIPv4, isIPv6 } from 'node:net';
import { compareTerms } from '../term/order.ts';
import { atom, compound, int, type Term, Var } from '../term/term.ts';
import type { LiveSession } from './live-session.ts';
import type { SessionRequest } from './request.ts';
import type { SettingValues } from './settings-table.ts';

/** The peer of the sessions of another library. Only its store may use these, which knows whose they are. */
export const LIBRARY = atom('express_session');

/** Requests of one client, and all behind one proxy, come from the same address. */
let lastAddress: string | undefined;
let lastPeer: Term = new Var('_');

/**
 * The peer of a request: with a proxy that is believed what that has added, the last address, as all before it is what
 * the client says of itself. An unbound variable when it is not known.
 */
export function peerOf(request: SessionRequest, believesProxy: boolean): Term {
  const forwarded = believesProxy ? request.forwardedFor?.split(',').at(-1)?.trim() : undefined;
  const address = forwarded || request.address;
  if (address === undefined) return new Var('_');
  if (address !== lastAddress) {
    lastPeer = peer(address);
    lastAddress = address;
  }
  return lastPeer;
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

/** Whether a request may use a session, as far as its peer tells. */
export function isPeerRight(
  session: LiveSession,
  askPeer: () => Term,
  { peer_check, timeout }: SettingValues,
): boolean {
  const isChecked =
    peer_check === 'always' || (peer_check === 'no_timeout' && (session.timeout ?? timeout) === 0);
  return !isChecked || compareTerms(session.peer, askPeer()) === 0;
}
