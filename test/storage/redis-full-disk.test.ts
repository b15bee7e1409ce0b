/** Redis whose disk is full: changes fail with an error that names the server, what was answered stays, and it goes on when there is space. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SessionEngine } from 'clausal';
import { expect, onTestFinished, type TestContext, test, vi } from 'vitest';
import { StorageError } from '../../src/session/storage-error.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { disagreements } from '../support/redis-sessions.ts';
import { NO_SMALL_DISK, smallDisk } from '../support/small-disk.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

const TEXT = 'x'.repeat(20_000);

/** A server whose disk is full soon, an engine, and what makes space on the disk. */
async function serverOnSmallDisk(appendFsync: 'always' | 'everysec', skip: TestContext['skip']) {
  const folder = smallDisk(4) ?? skip(NO_SMALL_DISK);
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(2_000_000));
  const server = await startRedis({ appendFsync, folder });
  const storage = redisStorage({ url: server.url, timeout: 500 });
  const engine = new SessionEngine({ storage, gc: 'passive' });
  onTestFinished(async () => {
    await engine.close();
    await server.stop();
  });
  return { server, engine, makeSpace: () => rmSync(ballast) };
}

/** Visitors come until one of them is not served; answers those who were, and why the last one was not. */
async function visitUntilFull(engine: SessionEngine) {
  const visitors: StoredVisitor[] = [];
  for (;;) {
    const visitor = new StoredVisitor();
    const user = `u${visitors.length}`;
    try {
      await visitor.visit(engine, () => engine.session().set({ user, notes: TEXT }));
      visitors.push(visitor);
    } catch (failure) {
      // Nobody's cookie is sent whose session is not stored.
      expect(visitor.cookie).toBeUndefined();
      return { visitors, failure };
    }
    if (visitors.length > 1000) throw new Error('the disk is never full');
  }
}

/** That all of them have their sessions, as another process finds them, and can go on. */
async function expectServed(server: RedisServer, visitors: readonly StoredVisitor[]): Promise<void> {
  const later = new SessionEngine({ storage: redisStorage({ url: server.url }), gc: 'passive' });
  onTestFinished(() => later.close());
  for (const [i, visitor] of visitors.entries()) {
    const user = await visitor.visit(later, () => later.session().get('user'));
    expect([i, user]).toEqual([i, `u${i}`]);
  }
  await visitors[0]!.visit(later, () => later.session().set({ user: 'later' }));
  expect(await disagreements([server.url], 'clausal')).toEqual([]);
}

describeWithRedis('on a full disk a server', () => {
  test('that writes always ends itself: changes are refused, and what was answered is there when it is started again', async ({
    skip,
  }) => {
    const { server, engine, makeSpace } = await serverOnSmallDisk('always', skip);
    const { visitors, failure } = await visitUntilFull(engine);
    expect(visitors.length).toBeGreaterThan(20);
    expect(failure).toBeInstanceOf(StorageError);
    expect(failure).toMatchObject({ status: 503, cause: { name: 'RedisStorageError' } });
    expect(String(failure)).toContain(`Redis at ${server.url}: `);
    const first = visitors[0]!;
    const change = () => first.visit(engine, () => engine.session().set({ user: 'lost' }));
    await expect(change()).rejects.toThrow(`Redis at ${server.url}: `);
    await server.kill(); // if it has not ended yet

    makeSpace();
    await server.start();
    await expectServed(server, visitors);
    await vi.waitFor(() => first.visit(engine, () => engine.session().set({ user: 'back' })), 10_000);
  });

  test('that writes each second refuses changes, says why, and takes them when there is space', async ({
    skip,
  }) => {
    const { server, engine, makeSpace } = await serverOnSmallDisk('everysec', skip);
    const { visitors, failure } = await visitUntilFull(engine);
    expect(visitors.length).toBeGreaterThan(20);
    expect(failure).toMatchObject({ status: 503, cause: { name: 'RedisStorageError', code: 'refused' } });
    const message = `Redis at ${server.url}: MISCONF Errors writing to the AOF file: No space left`;
    expect(String(failure)).toContain(message);
    const first = visitors[0]!;
    const user = () => first.visit(engine, () => engine.session().get('user'));
    expect(await user()).toBe('u0'); // whoever only reads goes on
    await expect(first.visit(engine, () => engine.session().set({ user: 'lost' }))).rejects.toThrow(
      /MISCONF .*refused/,
    );
    expect(await user()).toBe('u0');

    makeSpace();
    await vi.waitFor(() => first.visit(engine, () => engine.session().set({ user: 'u0' })), 10_000);
    await expectServed(server, visitors);
  });
});
