/**
 * Where a session is in Redis. Sessions are spread over a fixed number of buckets by their ids; what belongs to one bucket has one
 * hash tag, and so is in one slot of a cluster.
 */

/** What a client of Redis takes as an argument. */
export type Argument = string | Buffer;

export const BUCKETS = 64;

/** The keys of a bucket. */
export interface Bucket {
  /** What all its keys begin with: it decides about the slot. */
  readonly tag: string;
  /** The sorted set of its ids, by the time at which each is due. */
  readonly due: string;
  /** The sorted set of its facts: key of the index, id and place, see {@link factMember}. */
  readonly facts: string;
}

/** The keys of a session. */
export interface SessionKeys {
  readonly bucket: Bucket;
  /** The id as Redis has it: see {@link idArgument}. */
  readonly id: Argument;
  /** The hash that the session is in. */
  readonly hash: Argument;
  /** Who has ended it, and the tokens of its last commits, for a minute. */
  readonly ended: Argument;
}

export class Keys {
  readonly buckets: readonly Bucket[];

  constructor(prefix: string) {
    this.buckets = Array.from({ length: BUCKETS }, (_, number) => {
      const tag = `{${prefix}:${String(number).padStart(2, '0')}}`;
      return { tag, due: `${tag}due`, facts: `${tag}facts` };
    });
  }

  of(id: string): SessionKeys {
    const bucket = this.buckets[bucketOf(id)]!;
    const argument = idArgument(id);
    return {
      bucket,
      id: argument,
      hash: joined(`${bucket.tag}s:`, argument),
      ended: joined(`${bucket.tag}e:`, argument),
    };
  }
}

/** FNV-1a of the code units. */
function bucketOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return ((hash >>> 16) ^ hash) & (BUCKETS - 1);
}

function joined(prefix: string, id: Argument): Argument {
  return typeof id === 'string' ? prefix + id : Buffer.concat([Buffer.from(prefix), id]);
}

const UTF16 = '\x01';

/** An id as UTF-8; one that has none, for half a surrogate pair, as UTF-16 behind a mark. */
export function idArgument(id: string): Argument {
  if (!id.startsWith(UTF16) && !/\p{Surrogate}/u.test(id)) return id;
  return Buffer.concat([Buffer.from(UTF16), Buffer.from(id, 'utf16le')]);
}

/** The id that {@link idArgument} has made bytes of. */
export function idOf(bytes: Buffer): string {
  return bytes[0] === UTF16.charCodeAt(0) ? bytes.toString('utf16le', 1) : bytes.toString();
}

/** The id and the place of a member of the facts of a bucket, which is key, \0, id, \0, place. */
export function factMember(member: Buffer): { id: string; place: string } {
  const place = member.lastIndexOf(0);
  return {
    id: idOf(member.subarray(member.indexOf(0) + 1, place)),
    place: member.toString('latin1', place + 1),
  };
}
