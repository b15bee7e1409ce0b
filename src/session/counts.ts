/** What has happened to the sessions of an engine since that was made, in numbers that only grow. */

/** Why a session ended: it was closed, its time was up, or its id came from another address and the setting forbids that. */
export type EndReason = 'closed' | 'expired' | 'peer';

export interface Counts {
  /** Those that have begun. */
  opened: number;
  /** Those that have ended, by the reason. */
  readonly ended: Record<EndReason, number>;
  /** How often one got a new id. */
  renewed: number;
}

export function noCounts(): Counts {
  return { opened: 0, ended: { closed: 0, expired: 0, peer: 0 }, renewed: 0 };
}
