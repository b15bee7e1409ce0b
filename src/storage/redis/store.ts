/** One session in Redis: what it takes to read, change, touch and end it, each in one round trip. */
import { randomBytes } from 'node:crypto';
import type {
  EndCondition,
  LoadedSession,
  SessionChange,
  SessionTimes,
  StoredSession,
} from '../../session/storage.ts';
import { RedisStorageError } from './failure.ts';
import { type Argument, idArgument, type Keys, type SessionKeys } from './keys.ts';
import type { Link } from './link.ts';
import { COMMIT, END, FORGET, LOAD, type Script, TOUCH } from './scripts.ts';
import {
  factArgument,
  numberText,
  readSession,
  readUnchanged,
  stateArgument,
  timesArguments,
} from './session-hash.ts';

/** What became of a change: the session that is in the way may be the one that was to be replaced. */
export type Committed = 'done' | 'gone' | { readonly now: StoredSession };

export class Store {
  readonly #link: Link;
  readonly #keys: Keys;
  readonly #channel: string;
  readonly #grace: string;
  /** Says in the feed whose changes these are. */
  readonly writer = randomBytes(8).toString('hex');
  /** Tokens are few bytes, so that a hash that keeps some of them is still a small one. */
  readonly #token = randomBytes(6);

  constructor(link: Link, keys: Keys, channel: string, grace: number) {
    this.#link = link;
    this.#keys = keys;
    this.#channel = channel;
    this.#grace = numberText(grace);
  }

  async load(id: string, known?: number): Promise<LoadedSession | undefined> {
    const { bucket, hash } = this.#keys.of(id);
    if (known === undefined) {
      const fields = await this.#link.send(bucket.tag, () => ['HGETALL', hash]);
      return readSession(id, fields as Buffer[]);
    }
    const answer = await this.#run(LOAD, bucket.tag, () => [hash], [numberText(known)]);
    if (answer === null) return undefined;
    return Buffer.isBuffer(answer) ? readUnchanged(known, answer) : readSession(id, answer as Buffer[]);
  }

  /** The version of a session, 0 if it is none. */
  async version(id: string): Promise<number> {
    const { bucket, hash } = this.#keys.of(id);
    const answer = await this.#link.send(bucket.tag, () => ['HGET', hash, 'v']);
    return Number(answer ?? 0);
  }

  /** Makes one step of a change. The session that is replaced must be in the same slot. */
  async commit({ id, version, state, added, removed, replaces }: SessionChange): Promise<Committed> {
    const keys = this.#keys.of(id);
    const old = replaces && this.#keys.of(replaces.id);
    const values: Argument[] = [
      ...[keys.id, numberText(version), this.#nextToken(), stateArgument(version + 1, state)],
      ...[...timesArguments(state), this.#grace, this.#channel, this.writer],
      ...[old?.id ?? '', String(replaces?.version ?? ''), String(added.length)],
    ];
    for (const fact of added) values.push(numberText(fact.place), factArgument(fact));
    for (const { place } of removed) values.push(numberText(place));
    const where = old === undefined ? three(keys) : [...three(keys), ...three(old), old.ended];
    const answer = await this.#run(
      COMMIT,
      keys.bucket.tag,
      (again) => (again ? [...where, keys.ended] : where),
      values,
    );
    if (answer === 1) return 'done';
    if (answer === 0) return 'gone';
    if (answer === 3)
      throw new RedisStorageError(
        'unknown',
        `session ${JSON.stringify(id)}: the answer to a commit was lost, and others have changed the session since (unknown whether done)`,
      );
    const [which, fields] = answer as [number, Buffer[]];
    return { now: readSession(which === 1 ? replaces!.id : id, fields)! };
  }

  async touch(id: string, times: SessionTimes): Promise<boolean> {
    const { bucket, hash, id: argument } = this.#keys.of(id);
    const values = [argument, ...timesArguments(times), this.#grace];
    return (await this.#run(TOUCH, bucket.tag, () => [hash, bucket.due], values)) === 1;
  }

  async end(id: string, { version, lastUsed }: Partial<EndCondition> = {}): Promise<boolean> {
    const keys = this.#keys.of(id);
    const values: Argument[] = [
      keys.id,
      this.#nextToken(),
      version === undefined ? '' : numberText(version),
      lastUsed === undefined ? '' : numberText(lastUsed),
      this.#channel,
      this.writer,
    ];
    return (await this.#run(END, keys.bucket.tag, () => [...three(keys), keys.ended], values)) === 1;
  }

  /** Takes away what is said of a session that the server has forgotten: that it is due, and these members of its facts. */
  async forget(
    id: string,
    members: ReadonlyArray<{ readonly bytes: Buffer; readonly place: string }>,
  ): Promise<void> {
    const keys = this.#keys.of(id);
    const values = [idArgument(id), ...members.flatMap(({ bytes, place }) => [bytes, place])];
    await this.#run(FORGET, keys.bucket.tag, () => three(keys), values);
  }

  /** Says which commit this is, so that it is recognised when it is sent again. */
  #nextToken(): Buffer {
    this.#token.writeUInt16BE((this.#token.readUInt16BE(4) + 1) & 0xffff, 4);
    return Buffer.from(this.#token);
  }

  #run(
    { text, sha }: Script,
    tag: string,
    keys: (again: boolean) => readonly Argument[],
    values: readonly Argument[],
  ): Promise<unknown> {
    return this.#link.send(tag, (again, whole) => {
      const own = keys(again);
      return [...(whole ? ['EVAL', text] : ['EVALSHA', sha]), String(own.length), ...own, ...values];
    });
  }
}

function three({ hash, bucket }: SessionKeys): [Argument, Argument, Argument] {
  return [hash, bucket.due, bucket.facts];
}
