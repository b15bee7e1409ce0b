/** Sessions that are found otherwise than by their ids: by a fact, by the time at which they are due, or all. */
import type { Seconds } from '../../session/settings-table.ts';
import { dueTime, type StoredSession } from '../../session/storage.ts';
import type { Term } from '../../term/term.ts';
import { lookup } from '../content-index.ts';
import { DamagedSessions } from '../damaged-sessions.ts';
import { type Bucket, factMember, idOf, type Keys } from './keys.ts';
import type { Link } from './link.ts';
import { numberText } from './session-hash.ts';
import type { Store } from './store.ts';

/** How many entries of an index come at once, from each bucket. */
const PAGE = 100;

const EVERYTHING = { from: Buffer.from('-'), to: Buffer.from('+') };

interface Member {
  readonly bytes: Buffer;
  readonly place: string;
}

/** Sessions that may be there, by id, with what has led to them. */
type Found = Map<string, Member[]>;

export class Search {
  readonly #link: Link;
  readonly #keys: Keys;
  readonly #store: Store;
  /** Buckets with sessions that the server has forgotten, and of which the index may still speak. */
  readonly #unclean = new Set<Bucket>();
  #cleaning: Promise<void> | undefined;
  #isClosed = false;

  constructor(link: Link, keys: Keys, store: Store) {
    this.#link = link;
    this.#keys = keys;
    this.#store = store;
  }

  /** Sessions with a fact that may match; damaged ones are an error at the end. */
  async *find(pattern: Term): AsyncIterable<StoredSession> {
    const { keys, prefixes } = lookup(pattern);
    const pages = prefixes.includes('')
      ? (bucket: Bucket) => this.#everyone(bucket)
      : (bucket: Bucket) =>
          this.#inRanges(bucket, [
            ...keys.map((key) => ({ from: Buffer.from(`[${key}\0`), to: Buffer.from(`(${key}\x01`) })),
            ...prefixes.map((prefix) => ({
              from: Buffer.from(`[${prefix}`),
              to: Buffer.from(`(${prefix}\x7f`),
            })),
          ]);
    // The first page of each is asked for in one round trip.
    const buckets = this.#keys.buckets.map((bucket) => {
      const iterator = pages(bucket);
      const first = iterator.next();
      first.catch(() => {}); // whoever comes to it gets the error
      return { iterator, first };
    });
    const damaged = new DamagedSessions();
    for (const { iterator, first } of buckets) {
      const seen = new Set<string>();
      for (let page = await first; !page.done; page = await iterator.next()) {
        for (const id of page.value.keys()) if (seen.has(id)) page.value.delete(id);
        yield* await this.#loaded(page.value, damaged);
        for (const id of page.value.keys()) seen.add(id);
      }
    }
    damaged.tell();
  }

  /** Sessions that were due before a time, first things first; damaged ones are an error when there are no others. */
  async due(time: Seconds, limit: number): Promise<StoredSession[]> {
    if (limit < 1) return [];
    const entries = await Promise.all(
      this.#keys.buckets.map((bucket) => {
        return this.#link.send(
          bucket.tag,
          () => [
            ...['ZRANGEBYSCORE', bucket.due, '-inf', `(${numberText(time)}`, 'WITHSCORES'],
            ...['LIMIT', '0', String(Math.min(limit, Number.MAX_SAFE_INTEGER))],
          ],
          (answer) => scored(answer as Buffer[]),
        );
      }),
    );
    const first = entries
      .flat()
      .sort((a, b) => a.due - b.due)
      .slice(0, limit);
    const damaged = new DamagedSessions();
    const sessions = await this.#loaded(new Map(first.map(({ id }) => [id, []])), damaged);
    const due = sessions.filter((session) => dueTime(session) < time);
    if (due.length === 0) damaged.tell();
    return due;
  }

  /** Waits until nothing is being cleaned up any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#cleaning;
  }

  async *#everyone(bucket: Bucket): AsyncGenerator<Found, void> {
    let cursor = '0';
    do {
      const from = cursor;
      const [next, entries] = await this.#link.send(
        bucket.tag,
        () => ['ZSCAN', bucket.due, from, 'COUNT', String(PAGE)],
        (answer) => answer as [Buffer, Buffer[]],
      );
      yield new Map(scored(entries).map(({ id }) => [id, []]));
      cursor = next.toString();
    } while (cursor !== '0');
  }

  async *#inRanges(
    bucket: Bucket,
    ranges: ReadonlyArray<{ readonly from: Buffer; readonly to: Buffer }>,
  ): AsyncGenerator<Found, void> {
    const firsts = await Promise.all(ranges.map(({ from, to }) => this.#range(bucket, from, to)));
    for (const [index, first] of firsts.entries()) {
      for (let members = first; members.length > 0; ) {
        yield byId(members);
        if (members.length < PAGE) break;
        const from = Buffer.concat([Buffer.from('('), members.at(-1)!]);
        members = await this.#range(bucket, from, ranges[index]!.to);
      }
    }
  }

  #range(bucket: Bucket, from: Buffer, to: Buffer): Promise<Buffer[]> {
    return this.#link.send(
      bucket.tag,
      () => ['ZRANGEBYLEX', bucket.facts, from, to, 'LIMIT', '0', String(PAGE)],
      (answer) => answer as Buffer[],
    );
  }

  /** Those of the sessions that are there, and not damaged; what is said of those that are not there is taken away. */
  async #loaded(found: Found, damaged: DamagedSessions): Promise<StoredSession[]> {
    const loaded = async (id: string, members: readonly Member[]): Promise<StoredSession | undefined> => {
      const session = await this.#store.read(id);
      if (session === undefined) await this.#forget(id, members);
      return session;
    };
    const sessions = await Promise.all(
      [...found].map(([id, members]) => loaded(id, members).catch((error) => damaged.note(error))),
    );
    if (this.#unclean.size > 0) this.#clean();
    return sessions.filter((session) => session !== undefined);
  }

  /** Of a session that the server has forgotten there may be more than what has led to it, but then nobody is led to it any more. */
  async #forget(id: string, members: readonly Member[]): Promise<void> {
    if (await this.#store.forget(id, members)) this.#unclean.add(this.#keys.of(id).bucket);
  }

  #clean(): void {
    this.#cleaning ??= this.#cleanAll()
      .catch(() => {}) // the next one who meets such a session goes on
      .finally(() => {
        this.#cleaning = undefined;
      });
  }

  /** Looks for facts of sessions that are no more, page by page. */
  async #cleanAll(): Promise<void> {
    for (const bucket of this.#unclean) {
      this.#unclean.delete(bucket);
      try {
        for await (const page of this.#inRanges(bucket, [EVERYTHING])) {
          if (this.#isClosed) return;
          await Promise.all([...page].map(([id, members]) => this.#forget(id, members)));
        }
      } catch (error) {
        this.#unclean.add(bucket);
        throw error;
      }
    }
  }
}

function byId(members: readonly Buffer[]): Found {
  const found: Found = new Map();
  for (const bytes of members) {
    const { id, place } = factMember(bytes);
    const others = found.get(id);
    if (others === undefined) found.set(id, [{ bytes, place }]);
    else others.push({ bytes, place });
  }
  return found;
}

/** Ids and scores in turn. */
function scored(answer: readonly Buffer[]): { id: string; due: number }[] {
  const entries: { id: string; due: number }[] = [];
  for (let i = 0; i + 1 < answer.length; i += 2) {
    const score = answer[i + 1]!.toString();
    entries.push({
      id: idOf(answer[i]!),
      due: score === 'inf' ? Number.POSITIVE_INFINITY : Number(score),
    });
  }
  return entries;
}
