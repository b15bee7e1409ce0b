/** Real Redis clusters: several servers that share the slots, which tests can move from one to another. */
import { setTimeout } from 'node:timers/promises';
import { type RedisOptions, type RedisServer, startRedis } from './redis-server.ts';

export interface RedisClusterOptions extends RedisOptions {
  /** How many servers have slots; 3 by default. */
  readonly masters?: number;
  /** How many of them have a replica, which takes their place when they are gone; none by default. */
  readonly replicated?: number;
}

const SLOTS = 16384;

/** Starts the servers of a cluster and gives each its part of the slots. All agree on them when the promise is resolved. */
export async function startRedisCluster({
  masters = 3,
  replicated = 0,
  ...options
}: RedisClusterOptions = {}): Promise<RedisCluster> {
  const servers = await Promise.all(
    Array.from({ length: masters + replicated }, () => startRedis({ ...options, cluster: true })),
  );
  for (const [i, server] of servers.slice(0, masters).entries()) {
    const [from, to] = [Math.floor((i * SLOTS) / masters), Math.floor(((i + 1) * SLOTS) / masters) - 1];
    await server.command('cluster', 'addslotsrange', from, to);
    await server.command('cluster', 'set-config-epoch', i + 1);
  }
  for (const server of servers.slice(1)) {
    await server.command('cluster', 'meet', '127.0.0.1', servers[0]!.port, servers[0]!.busPort!);
  }
  const cluster = new RedisCluster(servers);
  await cluster.agrees();
  for (const [i, replica] of servers.slice(masters).entries()) {
    await replica.command('cluster', 'replicate', await servers[i]!.command('cluster', 'myid'));
    while (!(await isFollowing(replica))) await setTimeout(50);
  }
  return cluster;
}

/** Whether a replica has all of its master's data. */
async function isFollowing(replica: RedisServer): Promise<boolean> {
  return /master_link_status:up/.test(await replica.command('info', 'replication'));
}

/** Made by {@link startRedisCluster}. */
export class RedisCluster {
  /** The masters, then the replicas: number `masters + i` is that of number `i`. */
  constructor(readonly servers: readonly RedisServer[]) {}

  get urls(): readonly string[] {
    return this.servers.map(({ url }) => url);
  }

  /** The slot of a key. */
  async slotOf(key: string): Promise<number> {
    return Number(await this.servers[0]!.command('cluster', 'keyslot', key));
  }

  /** Which of the servers has a slot, by its number. */
  async ownerOf(slot: number): Promise<number> {
    const owners = await Promise.all(this.servers.map((server) => ownSlots(server)));
    return owners.findIndex((slots) => slots.some(([from, to]) => from <= slot && slot <= to));
  }

  /**
   * Moves slots, with their keys, from those who have them to server number `to`, as `redis-cli --cluster reshard` does it:
   * meanwhile clients are told ASK and MOVED. Calls `between` for each slot, at the moment when some of its keys may have moved.
   */
  async moveSlots(
    slots: Iterable<number>,
    to: number,
    between: (slot: number) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const target = this.servers[to]!;
    const targetId = await target.command('cluster', 'myid');
    for (const slot of slots) {
      const from = await this.ownerOf(slot);
      if (from === to) continue;
      const source = this.servers[from]!;
      const sourceId = await source.command('cluster', 'myid');
      await target.command('cluster', 'setslot', slot, 'importing', sourceId);
      await source.command('cluster', 'setslot', slot, 'migrating', targetId);
      await between(slot);
      for (;;) {
        const keys = await source.command('cluster', 'getkeysinslot', slot, 1);
        if (keys === '') break;
        await moveKeys(source, target, slot);
      }
      await target.command('cluster', 'setslot', slot, 'node', targetId);
      await source.command('cluster', 'setslot', slot, 'node', targetId);
    }
  }

  /** Waits until all servers know all slots and each other. */
  async agrees(): Promise<void> {
    const isWhole = (info: string) =>
      /cluster_state:ok/.test(info) &&
      info.includes(`cluster_slots_ok:${SLOTS}`) &&
      info.includes(`cluster_known_nodes:${this.servers.length}`);
    for (;;) {
      const infos = await Promise.all(this.servers.map((server) => server.command('cluster', 'info')));
      if (infos.every(isWhole)) return;
      await setTimeout(50);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}

/** Moves the keys of a slot inside of the servers, so that no name of a key passes through text. */
async function moveKeys(source: RedisServer, target: RedisServer, slot: number): Promise<void> {
  const script = `local keys = redis.call('CLUSTER', 'GETKEYSINSLOT', ARGV[1], 100)
    if #keys == 0 then return 0 end
    return redis.call('MIGRATE', '127.0.0.1', ARGV[2], '', 0, 5000, 'KEYS', unpack(keys))`;
  await source.command('eval', script, 0, slot, target.port);
}

/** The ranges of slots that a server has itself. */
async function ownSlots(server: RedisServer): Promise<(readonly [from: number, to: number])[]> {
  const lines = (await server.command('cluster', 'nodes')).split('\n');
  const own = lines.find((line) => line.includes('myself'))!;
  return own
    .trim()
    .split(' ')
    .slice(8)
    .filter((range) => !range.startsWith('['))
    .map((range) => {
      const [from, to = from] = range.split('-').map(Number);
      return [from!, to!];
    });
}
