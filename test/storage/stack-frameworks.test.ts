/** Every framework with sessions in LMDB and in Redis: what clients get, what the application is told, and what another process finds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SessionEngine } from '../../src/session/session-engine.ts';
import type { SessionStorage } from '../../src/session/storage.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { closeServers, serve } from '../support/http.ts';
import { hasRedis, startRedis } from '../support/redis-server.ts';
import { Program, type ServerProcess, Visitor } from '../support/stack.ts';
import { hosts } from '../support/stack-hosts.ts';
import type { ServerConfig } from '../support/stack-server.ts';

/** Where the sessions are. */
interface Place {
  readonly config: ServerConfig;
  connect(): SessionStorage;
  /** Lets a storage fail from now on. */
  fail(storage: SessionStorage): Promise<void>;
  /** Lets it work again; undefined where it does no more, and only another one has the sessions. */
  readonly restore: (() => Promise<void>) | undefined;
  remove(): Promise<void>;
}

async function lmdbPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'clausal-frameworks-'));
  const lmdb = { path: join(folder, 'sessions.mdb') };
  return {
    config: { lmdb },
    connect: () => lmdbStorage(lmdb),
    // It throws then, where Redis rejects.
    fail: async (storage) => storage.close(),
    restore: undefined,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function redisPlace(): Promise<Place> {
  const server = await startRedis({ appendFsync: 'always' });
  return {
    config: { redis: { url: server.url } },
    connect: () => redisStorage({ url: server.url, timeout: 600 }),
    fail: () => server.kill(),
    restore: () => server.start(),
    remove: () => server.stop(),
  };
}

if (!hasRedis) console.log('skipped, for want of redis-server: an application with sessions in Redis');

describe.each([['LMDB', lmdbPlace], ...(hasRedis ? [['Redis', redisPlace] as const] : [])] as const)(
  'an application with sessions in %s',
  (_storage, open) => {
    const unhandled = vi.fn();
    let program: Program;
    let place: Place;
    let other: ServerProcess;
    beforeAll(async () => {
      process.on('unhandledRejection', unhandled);
      [program, place] = await Promise.all([Program.make(), open()]);
      [other] = (await program.start(1, place.config)) as [ServerProcess];
    });
    afterEach(closeServers);
    afterAll(async () => {
      await program.remove();
      await place.remove();
      process.off('unhandledRejection', unhandled);
    });

    describe.each(hosts)('on %s', (_, seesEntrance, host) => {
      const failed = vi.fn();
      let engine: SessionEngine;
      let storage: SessionStorage;
      let port: number;
      /** What the handler waits for in the middle. */
      let meanwhile: () => Promise<unknown>;
      beforeEach(async () => {
        failed.mockClear();
        meanwhile = async () => {};
        storage = place.connect();
        engine = new SessionEngine({ storage });
        engine.listenToErrors(() => {});
        const pause = async () => void (await meanwhile());
        ({ port } = await serve(await host({ engine, pause, failed })));
      });
      afterEach(async () => {
        await engine.close();
        expect(unhandled).not.toHaveBeenCalled();
        unhandled.mockClear();
      });

      async function begun(): Promise<Visitor> {
        const visitor = new Visitor();
        // A connection to Redis may take its time.
        await vi.waitFor(
          async () => expect(await visitor.get(port, '/begin?tokens=1')).toMatchObject({ status: 200 }),
          { timeout: 10_000 },
        );
        failed.mockClear();
        return visitor;
      }

      test('what was answered is stored, and another process finds the session', async () => {
        const visitor = await begun();
        for (let n = 1; n < 6; n++) {
          expect(await visitor.get(port, '/count')).toMatchObject({ status: 200, body: String(2 * n - 1) });
          expect(await visitor.get(other.port, '/count')).toMatchObject({ status: 200, body: String(2 * n) });
        }
        await visitor.get(port, '/login?as=alice');
        expect((await visitor.get(other.port, '/read')).body).toContain('{"user":"alice"}');
        await visitor.get(other.port, '/logout');
        expect((await visitor.get(port, '/read')).status).toBe(401);
      });

      test('a token that another process takes first is answered 409, without the rest and its cookie', async () => {
        const visitor = await begun();
        meanwhile = () => new Visitor(visitor.cookie).get(other.port, '/take');
        const got = await visitor.get(port, '/pausing?take&n=1');
        expect(got).toMatchObject({ status: 409, cookie: undefined });
        expect((await visitor.get(port, '/read')).body).not.toMatch(/paused|token/);
        expect(failed).not.toHaveBeenCalled();
      });

      test('while the storage fails requests are answered 503, and no cookie of a session that is not stored', async () => {
        const visitor = await begun();
        meanwhile = () => place.fail(storage);
        const lost = await visitor.get(port, '/pausing?n=1');
        expect(lost).toMatchObject({ status: 503, cookie: undefined });
        expect(lost.body).not.toContain('paused');
        expect(failed).not.toHaveBeenCalled();
        expect(await new Visitor().get(port, '/begin')).toMatchObject({ status: 503, cookie: undefined });
        expect(failed).not.toHaveBeenCalled();

        const entering = await visitor.get(port, '/read');
        expect(entering).toMatchObject({ status: 503, cookie: undefined });
        expect(entering.body).toBe(seesEntrance ? 'sorry' : 'Service Unavailable\n');
        expect(failed).toHaveBeenCalledTimes(seesEntrance ? 1 : 0);
        for (const [error] of failed.mock.calls) {
          expect(error).toMatchObject({ status: 503, statusCode: 503 });
        }

        await place.restore?.();
        const at = place.restore === undefined ? other.port : port;
        await vi.waitFor(async () => expect((await visitor.get(at, '/count')).status).toBe(200), {
          timeout: 10_000,
        });
        expect((await visitor.get(at, '/read')).body).not.toContain('paused');
      });
    });
  },
);
