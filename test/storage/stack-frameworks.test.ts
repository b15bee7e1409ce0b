/** Every framework with sessions in Redis: what clients get, what the application is told, and what another process finds. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { SessionEngine } from '../../src/session/session-engine.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { closeServers, serve } from '../support/http.ts';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis-server.ts';
import { Program, type ServerProcess, Visitor } from '../support/stack.ts';
import { hosts } from '../support/stack-hosts.ts';

describeWithRedis('an application with sessions in Redis', () => {
  const unhandled = vi.fn();
  let program: Program;
  let redis: RedisServer;
  let other: ServerProcess;
  beforeAll(async () => {
    process.on('unhandledRejection', unhandled);
    [program, redis] = await Promise.all([Program.make(), startRedis({ appendFsync: 'always' })]);
    [other] = (await program.start(1, { redis: { url: redis.url } })) as [ServerProcess];
  });
  afterEach(closeServers);
  afterAll(async () => {
    await program.remove();
    await redis.stop();
    process.off('unhandledRejection', unhandled);
  });

  describe.each(hosts)('on %s', (_, seesEntrance, host) => {
    const failed = vi.fn();
    let engine: SessionEngine;
    let port: number;
    /** What the handler waits for in the middle. */
    let meanwhile: () => Promise<unknown>;
    beforeEach(async () => {
      failed.mockClear();
      meanwhile = async () => {};
      engine = new SessionEngine({ storage: redisStorage({ url: redis.url, timeout: 600 }) });
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
      // The connection to Redis may take its time.
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

    test('while Redis is away requests are answered 503, and no cookie of a session that is not stored', async () => {
      const visitor = await begun();
      meanwhile = () => redis.kill();
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

      await redis.start();
      await vi.waitFor(async () => expect((await visitor.get(port, '/count')).status).toBe(200), {
        timeout: 10_000,
      });
      expect((await visitor.get(port, '/read')).body).not.toContain('paused');
    });
  });
});
