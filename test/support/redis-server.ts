/**
 * Real Redis servers, each on a port of its own and in a temporary folder, which tests can kill, start again, pause and stop.
 * None outlives this process. Tests that cannot run without `redis-server` are declared with `describeWithRedis`.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { freePort } from './free-port.ts';

export interface RedisOptions {
  /** Keeps an append-only file and says when that is written to the disk; nothing lasts by default. */
  readonly appendFsync?: 'always' | 'everysec' | 'no';
  /** The server that it is a replica of. */
  readonly replicaOf?: { readonly port: number };
  /** A node of a cluster, which has no slots yet. */
  readonly cluster?: boolean;
  /** Other settings, `{ maxmemory: '1mb' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where it keeps its files; a temporary folder by default, which is removed when it stops. */
  readonly folder?: string;
}

/** Whether `redis-server` and `redis-cli` are on the PATH. */
export const hasRedis: boolean = ['redis-server', 'redis-cli'].every((command) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command))),
);

/** A `describe` that is skipped, with a line that says why, where Redis is missing; where CI=true it throws. */
export function describeWithRedis(name: string, fn: () => void): void {
  if (!hasRedis) {
    if (process.env.CI === 'true') throw new Error(`CI=true and no redis-server on the PATH: "${name}"`);
    console.log(`skipped, for want of redis-server: ${name}`);
  }
  describe.skipIf(!hasRedis)(name, fn);
}

/** Starts a server; it answers, or as a replica has all of its master's data, when the promise is resolved. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'clausal-redis-')));
  const server = new RedisServer(await freePort(), folder, options);
  await server.start();
  return server;
}

/** Made by {@link startRedis}. */
export class RedisServer {
  readonly port: number;
  readonly folder: string;
  readonly #options: RedisOptions;
  #process: ChildProcess | undefined;
  #busPort: number | undefined;

  constructor(port: number, folder: string, options: RedisOptions) {
    this.port = port;
    this.folder = folder;
    this.#options = options;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** The port at which a node of a cluster hears the others. */
  get busPort(): number | undefined {
    return this.#busPort;
  }

  /** Starts it after it was killed: on the same port, with what it has kept on the disk. */
  async start(): Promise<void> {
    if (this.#process !== undefined) throw new Error(`the Redis server on port ${this.port} runs already`);
    const server = spawn('redis-server', await this.#arguments(), { cwd: this.folder, stdio: 'ignore' });
    await once(server, 'spawn');
    this.#process = server;
    const watcher = this.#watch(server.pid!);
    server.once('exit', () => {
      this.#process = undefined;
      watcher.kill('SIGKILL');
    });
    while (!(await this.#isReady())) {
      if (this.#process !== server) throw new Error(`redis-server has ended:\n${this.log()}`);
      await setTimeout(20);
    }
  }

  /** Kills it as a crash does (SIGKILL). */
  async kill(): Promise<void> {
    await this.#signalled('SIGKILL');
  }

  /** Kills it and starts it again. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Lets it do nothing, with its connections open (SIGSTOP). */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** Lets it go on (SIGCONT). */
  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Ends it, if it still runs, and removes its folder unless the test has given that. */
  async stop(): Promise<void> {
    await this.kill();
    if (this.#options.folder === undefined) await rm(this.folder, { recursive: true, force: true });
  }

  /** What `redis-cli` answers to a command. Rejects when that is an error. */
  async command(...words: readonly (string | number)[]): Promise<string> {
    const args = ['-e', '-p', String(this.port), ...words.map(String)];
    const { stdout } = await promisify(execFile)('redis-cli', args, { maxBuffer: 2 ** 28 });
    return stdout.replace(/\n$/, '');
  }

  /** What it has written of itself. */
  log(): string {
    const file = join(this.folder, 'redis.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** Starts what ends the server and removes its folder when this process has ended, in whatever way. */
  #watch(pid: number): ChildProcess {
    const folder = this.#options.folder === undefined ? this.folder : '';
    const script = 'read _; kill -9 "$1"; if [ -n "$2" ]; then sleep 0.1; rm -rf "$2"; fi';
    const stdio = ['pipe', 'ignore', 'ignore'] as const;
    const watcher = spawn('sh', ['-c', script, 'sh', String(pid), folder], {
      stdio: [...stdio],
      detached: true,
    });
    watcher.unref();
    return watcher;
  }

  async #isReady(): Promise<boolean> {
    try {
      await this.command('exists', 'any'); // an error also while it is LOADING
    } catch (error) {
      // A node of a cluster is ready before it has slots.
      if (!String(error).includes('CLUSTERDOWN') && !String(error).includes('MOVED')) return false;
    }
    return (
      this.#options.replicaOf === undefined ||
      /master_link_status:up/.test(await this.command('info', 'replication'))
    );
  }

  async #arguments(): Promise<string[]> {
    const { appendFsync, replicaOf, cluster = false, settings = {} } = this.#options;
    if (cluster) this.#busPort ??= await freePort();
    const all: Record<string, string> = {
      port: String(this.port),
      bind: '127.0.0.1',
      dir: this.folder,
      logfile: 'redis.log',
      save: '',
      appendonly: appendFsync === undefined ? 'no' : 'yes',
      ...(appendFsync === undefined ? undefined : { appendfsync: appendFsync }),
      ...(replicaOf === undefined ? undefined : { replicaof: `127.0.0.1 ${replicaOf.port}` }),
      // A replica has to come soon after the test asks for it.
      'repl-diskless-sync-delay': '0',
      ...(cluster ? { 'cluster-enabled': 'yes', 'cluster-port': String(this.#busPort) } : undefined),
      ...settings,
    };
    return Object.entries(all).flatMap(([name, value]) => [
      `--${name}`,
      ...(value === '' ? [''] : value.split(' ')),
    ]);
  }

  async #signalled(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    if (server === undefined) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }
}
