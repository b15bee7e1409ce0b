/** Redis servers of tests can be killed, started again, paused, copied, and form clusters whose slots move. */
import { expect, test } from 'vitest';
import { startRedisCluster } from './redis-cluster.ts';
import { describeWithRedis, startRedis } from './redis-server.ts';

describeWithRedis('a Redis server of a test', () => {
  test('keeps what its append-only file holds when it is killed, and nothing without one', async () => {
    const lasting = await startRedis({ appendFsync: 'always' });
    const passing = await startRedis();
    for (const server of [lasting, passing]) {
      await server.command('set', 'key', 'a b');
      await server.restart();
    }
    expect(await lasting.command('get', 'key')).toBe('a b');
    expect(await passing.command('get', 'key')).toBe('');
    await Promise.all([lasting.stop(), passing.stop()]);
  });

  test('answers nothing while it is paused, and then what it was asked meanwhile', async () => {
    const server = await startRedis();
    server.pause();
    let isAnswered = false;
    const answer = server.command('ping').finally(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isAnswered).toBe(false);
    server.resume();
    expect(await answer).toBe('PONG');
    await server.stop();
  });

  test('as a replica has the data of its master and writes nothing until it is made a master', async () => {
    const master = await startRedis();
    await master.command('set', 'key', 'value');
    const replica = await startRedis({ replicaOf: master });
    expect(await replica.command('get', 'key')).toBe('value');
    await expect(replica.command('set', 'key', 'other')).rejects.toThrow(/READONLY/);
    await master.stop();
    await replica.command('replicaof', 'no', 'one');
    expect(await replica.command('set', 'key', 'other')).toBe('OK');
    await replica.stop();
  });

  test('in a cluster sends clients on while slots move, and has their keys after', async () => {
    const cluster = await startRedisCluster({ masters: 3 });
    const slot = await cluster.slotOf('{a b}1');
    const owner = await cluster.ownerOf(slot);
    const to = (owner + 1) % 3;
    const [source, target] = [cluster.servers[owner]!, cluster.servers[to]!];
    for (let i = 0; i < 120; i++) await source.command('set', `{a b}${i}`, i);
    await cluster.moveSlots([slot], to, async () => {
      await expect(target.command('get', '{a b}1')).rejects.toThrow(/MOVED/);
      await expect(source.command('get', '{a b}none')).rejects.toThrow(/ASK/);
    });
    expect(await cluster.ownerOf(slot)).toBe(to);
    expect(await target.command('get', '{a b}7')).toBe('7');
    expect(await target.command('cluster', 'countkeysinslot', slot)).toBe('120');
    await expect(source.command('get', '{a b}1')).rejects.toThrow(/MOVED/);
    await cluster.stop();
  });
});
