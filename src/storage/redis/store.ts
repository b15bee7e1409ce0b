/** One session in Redis: what it takes to read, change, touch and end it, each in one round trip. */
import { randomBytes } from 'node:crypto';
import type {
  ChangeOutcome,
  EndCondition,
  LoadedSession,
  SessionChange,
  SessionTimes,
  StoredSession,
} from '../../session/storage.ts';
import { RedisStorageError } from './failure.ts';
import { type Argument, idArgument, type Keys, type SessionKeys } from './keys.ts';
import type { Command, Link } from './link.ts';
import type { RedisSettings } from './options.ts';
import { COMMIT, END, FORGET, LOAD, type Script, TOUCH } from './scripts.ts';
import {
  factArgument,
  newToken,
  numberText,
  originArgument,
  peerArgument,
  readSession,
  readUnchanged,
  timesArguments,
} from './session-hash.ts';

export class Store {
  readonly #link: Link;
  readonly #keys: Keys;
  readonly #grace: string;
  readonly #knows: (id: string, version: number) => void;
  /** The channel of changes, the writer, and whether it is a cluster: how scripts tell others. */
  readonly #told: readonly Argument[];
  /** Says in the feed whose changes these are. */
  readonly writer = randomBytes(8).toString('hex');

  /** `knows` is told which version of a session this process knows from now on; 0 when it has ended. */
  constructor(
    link: Link,
    keys: Keys,
    channel: string,
    { grace, cluster }: RedisSettings,
    knows: (id: string, version: number) => void,
  ) {
    this.#link = link;
    this.#keys = keys;
    this.#grace = numberText(grace);
    this.#told = [channel, this.writer, cluster ? '1' : ''];
    this.#knows = knows;
  }

  /** A session that this process has to do with from now on. */
  load(id: string, known?: number): Promise<LoadedSession | undefined> {
    const { bucket, hash } = this.#keys.of(id);
    const noted = (session: LoadedSession | undefined): LoadedSession | undefined => {
      this.#knows(id, session?.version ?? 0);
      return session;
    };
    if (known === undefined)
      return this.#link.send(
        bucket.tag,
        () => ['HGETALL', hash],
        (fields) => noted(readSession(id, fields as Buffer[])),
      );
    return this.#run(
      LOAD,
      bucket.tag,
      () => [hash],
      [numberText(known)],
      (answer) => {
        if (answer === null) return noted(undefined);
        return noted(
          Buffer.isBuffer(answer) ? readUnchanged(id, known, answer) : readSession(id, answer as Buffer[]),
        );
      },
    );
  }

  /** A session as it is, which this process has nothing to do with by that. */
  read(id: string): Promise<StoredSession | undefined> {
    const { bucket, hash } = this.#keys.of(id);
    return this.#link.send(
      bucket.tag,
      () => ['HGETALL', hash],
      (fields) => readSession(id, fields as Buffer[]),
    );
  }

  /** The version of a session, 0 if it is none. */
  version(id: string): Promise<number> {
    const { bucket, hash } = this.#keys.of(id);
    return this.#link.send(
      bucket.tag,
      () => ['HGET', hash, 'v'],
      (answer) => Number(answer ?? 0),
    );
  }

  /** Makes one step of a change. The session that is replaced must be in the same slot. */
  commit(change: SessionChange): Promise<ChangeOutcome> {
    const { id, version, state, added, removed, replaces } = change;
    const keys = this.#keys.of(id);
    const old = replaces && this.#keys.of(replaces.id);
    const values: Argument[] = [
      ...[keys.id, numberText(version), newToken(), ...timesArguments(state)],
      ...[this.#grace, ...this.#told, originArgument(state), peerArgument(state)],
      ...[old?.id ?? '', String(replaces?.version ?? ''), String(removed.length)],
    ];
    for (const { place } of removed) values.push(numberText(place));
    for (const fact of added) values.push(numberText(fact.place), factArgument(fact));
    const where = old === undefined ? three(keys) : [...three(keys), ...three(old), old.ended];
    const own = (again: boolean): readonly Argument[] => (again ? [...where, keys.ended] : where);
    return this.#run(COMMIT, keys.bucket.tag, own, values, (answer) => this.#outcome(change, answer));
  }

  #outcome({ id, version, replaces }: SessionChange, answer: unknown): ChangeOutcome {
    if (answer === 1) {
      this.#knows(id, version + 1);
      if (replaces !== undefined) this.#knows(replaces.id, 0);
      return { kind: 'done' };
    }
    if (answer === 0) return { kind: 'gone' };
    if (answer === 3)
      throw new RedisStorageError(
        'unknown',
        `session ${JSON.stringify(id)}: the answer to a commit was lost, and others have changed the session since (unknown whether done)`,
      );
    const [which, fields] = answer as [number, Buffer[]];
    const now = readSession(which === 1 ? replaces!.id : id, fields)!;
    this.#knows(now.id, now.version);
    return { kind: 'conflict', now };
  }

  touch(id: string, times: SessionTimes): Promise<boolean> {
    const { bucket, hash, id: argument } = this.#keys.of(id);
    const values = [argument, ...timesArguments(times), this.#grace];
    return this.#run(
      TOUCH,
      bucket.tag,
      () => [hash, bucket.due],
      values,
      (answer) => answer === 1,
    );
  }

  end(id: string, { version, lastUsed }: Partial<EndCondition> = {}): Promise<boolean> {
    const keys = this.#keys.of(id);
    const values: Argument[] = [
      keys.id,
      newToken(),
      version === undefined ? '' : numberText(version),
      lastUsed === undefined ? '' : numberText(lastUsed),
      ...this.#told,
    ];
    return this.#run(
      END,
      keys.bucket.tag,
      () => [...three(keys), keys.ended],
      values,
      (answer) => {
        if (answer === 1) this.#knows(id, 0);
        return answer === 1;
      },
    );
  }

  /**
   * Takes away what is said of a session that is no more: that it is due, and these members of its facts. Answers whether it was
   * said to be due: then the server has forgotten it, and nobody had ended it.
   */
  forget(
    id: string,
    members: ReadonlyArray<{ readonly bytes: Buffer; readonly place: string }>,
  ): Promise<boolean> {
    const keys = this.#keys.of(id);
    const values = [idArgument(id), ...members.flatMap(({ bytes, place }) => [bytes, place])];
    return this.#run(
      FORGET,
      keys.bucket.tag,
      () => three(keys),
      values,
      (answer) => answer === 1,
    );
  }

  #run<T>(
    { text, sha }: Script,
    tag: string,
    keys: (again: boolean) => readonly Argument[],
    values: readonly Argument[],
    read: (answer: unknown) => T,
  ): Promise<T> {
    const command: Command = (again, whole) => {
      const own = keys(again);
      return [...(whole ? ['EVAL', text] : ['EVALSHA', sha]), String(own.length), ...own, ...values];
    };
    return this.#link.send(tag, command, read);
  }
}

function three({ hash, bucket }: SessionKeys): [Argument, Argument, Argument] {
  return [hash, bucket.due, bucket.facts];
}
