/** Connections of node-redis: to one server, to the master that sentinels name or that is found among several, to a cluster. */
import { createClient, createCluster, RESP_TYPES, type RedisClientOptions } from 'redis';
import { RedisStorageError, reason } from './failure.ts';
import type { Argument } from './keys.ts';
import type { RedisSettings } from './options.ts';
import { besideUrl, credentialsOf, shownUrl } from './url.ts';
import { within } from './waiting.ts';

/** A connection that is there. It is used until it is lost, and does not come back. */
export interface Wire {
  /** Sends a command that is about keys with this tag. */
  send(tag: string, command: readonly Argument[]): Promise<unknown>;
  subscribe(channels: string[], listener: (message: Buffer) => void): Promise<void>;
  /** Lets go of it; what was not answered yet is rejected. */
  drop(): void;
}

/** Makes a connection, and tells when it is lost. */
export type Connect = (onLost: (cause: unknown) => void) => Promise<Wire>;

/** A connection on which a cluster or a master takes commands. */
export function connectMaster(settings: RedisSettings): Connect {
  return settings.cluster ? () => connectCluster(settings) : (onLost) => connectOne(settings, true, onLost);
}

/** A connection on which changes are heard: each node of a cluster tells those of all. */
export function connectAny(settings: RedisSettings): Connect {
  return (onLost) => connectOne(settings, !settings.cluster, onLost);
}

type TcpOptions = Exclude<NonNullable<RedisClientOptions['socket']>, { path: string }>;

function clientOptions(settings: RedisSettings, url: string) {
  const { tls, connectTimeout } = settings;
  return {
    RESP: 2,
    // What waits, waits in the storage, which counts it and lets it wait no longer than it may.
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: { connectTimeout, ...(url.startsWith('rediss:') ? { ...tls, tls: true } : {}) } as TcpOptions,
    commandOptions: COMMAND_OPTIONS,
  } as const;
}

/** Where a server is, as the client takes it: of sockets of the file system it knows no URLs. */
function placeOf(
  url: string,
): Pick<RedisClientOptions, 'url' | 'username' | 'password'> & { socket?: { path: string } } {
  if (!url.startsWith('unix:')) return { url };
  return { socket: { path: decodeURIComponent(new URL(url).pathname) }, ...credentialsOf(url) };
}

/** So often the connection to a node of a cluster is made anew, before the node is taken for lost. */
const RECONNECTIONS = 3;

const COMMAND_OPTIONS = { timeout: 0, typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };

async function connectOne(
  settings: RedisSettings,
  isMaster: boolean,
  onLost: (cause: unknown) => void,
): Promise<Wire> {
  const urls = settings.sentinel ? await masterUrls(settings) : settings.url;
  const failures: string[] = [];
  for (const url of urls) {
    try {
      return await connectUrl(settings, url, isMaster, onLost);
    } catch (error) {
      failures.push(urls.length === 1 ? reason(error) : `${shownUrl(url)}: ${reason(error)}`);
    }
  }
  throw new RedisStorageError('unavailable', failures.join('; '));
}

async function connectUrl(
  settings: RedisSettings,
  url: string,
  isMaster: boolean,
  onLost: (cause: unknown) => void,
): Promise<Wire> {
  const options = clientOptions(settings, url);
  const place = placeOf(url);
  const client = createClient({
    ...options,
    ...place,
    socket: { ...options.socket, ...place.socket, reconnectStrategy: false },
  });
  let isUp = false;
  let cause: unknown;
  client.on('error', (error) => {
    cause = error;
    if (isUp) onLost(error);
  });
  client.on('end', () => isUp && onLost(cause));
  try {
    await within(client.connect(), settings.connectTimeout);
    if (isMaster) await assertMaster(client, settings.connectTimeout);
    if (!client.isReady) throw cause ?? new Error('the connection was closed');
  } catch (error) {
    client.destroy();
    throw cause ?? error;
  }
  isUp = true;
  return {
    send: (_, command) => client.sendCommand(command as Argument[]),
    subscribe: (channels, listener) => client.subscribe(channels, listener, true),
    drop: () => {
      isUp = false;
      client.destroy();
    },
  };
}

interface Client {
  sendCommand(command: readonly string[]): Promise<unknown>;
}

async function assertMaster(client: Client, timeout: number): Promise<void> {
  let answer: unknown;
  try {
    answer = await within(client.sendCommand(['ROLE']), timeout);
  } catch (error) {
    if (/^NOPERM /.test(reason(error))) return; // then the first write will tell
    throw error;
  }
  const fault = roleFault(answer);
  if (fault !== undefined) throw fault;
}

/** What is wrong with a server that answers this to ROLE; undefined for a master. */
export function roleFault(answer: unknown): Error | undefined {
  const role = String((answer as unknown[])[0]);
  if (role === 'master') return undefined;
  return new Error(`is a ${role === 'slave' ? 'replica' : role}; a master was expected`);
}

/** Where the sentinels say that the master is: the first of them that knows. */
async function masterUrls(settings: RedisSettings): Promise<string[]> {
  const { name, nodes } = settings.sentinel!;
  const failures: string[] = [];
  for (const url of nodes) {
    let wire: Wire | undefined;
    try {
      wire = await connectUrl(settings, url, false, () => {});
      const answer = await within(
        wire.send('', ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name]),
        settings.connectTimeout,
      );
      if (answer === null) throw new Error(`knows no master ${JSON.stringify(name)}`);
      const [host, port] = answer as Buffer[];
      return [besideUrl(settings.url[0]!, String(host), String(port))];
    } catch (error) {
      failures.push(`sentinel ${shownUrl(url)}: ${reason(error)}`);
    } finally {
      wire?.drop();
    }
  }
  throw new RedisStorageError('unavailable', failures.join('; '));
}

async function connectCluster(settings: RedisSettings): Promise<Wire> {
  const [url] = settings.url;
  const options = clientOptions(settings, url!);
  const cluster = createCluster({
    rootNodes: settings.url.map((each) => ({ url: each })),
    RESP: 2,
    // A node that is away must not keep the others waiting.
    minimizeConnections: true,
    defaults: {
      ...options,
      ...credentialsOf(url!),
      // A node that is gone for good has another in its place: commands for it must fail, so that the cluster is asked anew.
      socket: { ...options.socket, reconnectStrategy: (attempt) => (attempt < RECONNECTIONS ? 50 : false) },
    },
    commandOptions: COMMAND_OPTIONS,
  });
  let cause: unknown;
  cluster.on('error', (error) => {
    cause = error;
  });
  try {
    await within(cluster.connect(), settings.connectTimeout * 2);
  } catch (error) {
    cluster.destroy();
    throw new RedisStorageError(
      'unavailable',
      `cluster ${settings.url.map(shownUrl).join(', ')}: ${reason(cause ?? error)}`,
    );
  }
  return {
    send: (tag, command) => cluster.sendCommand(tag, false, command as Argument[]),
    subscribe: () => Promise.reject(new Error('changes are heard from one node')),
    drop: () => cluster.destroy(),
  };
}
