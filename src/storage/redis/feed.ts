/**
 * What other processes change. It is heard on a connection of its own; when that was away, the sessions that this process
 * has to do with are looked at again, so that nothing of them is missed.
 */
import type { ChangeListener } from '../../session/storage.ts';
import { Recent } from '../recent.ts';
import { type Connect, connectAny, roleFault } from './connect.ts';
import { idOf } from './keys.ts';
import { Link } from './link.ts';
import type { RedisSettings } from './options.ts';
import type { Store } from './store.ts';
import { pause } from './waiting.ts';

/** How many sessions are remembered. */
const REMEMBERED = 10_000;

/** How many are looked at in one round trip. */
const AT_ONCE = 500;

/** How often it is made sure that the connection is still one, and to the server that tells of changes. */
const HEARTBEAT = 5000;

export class Feed {
  readonly #link: Link;
  readonly #main: Link;
  readonly #store: Store;
  readonly #isCluster: boolean;
  /** On which nobody tells anything: who listens on it listens to changes, too. */
  readonly #ownChannel: string;
  readonly #versions = new Recent<number>(REMEMBERED);
  #listener: ChangeListener = () => {};
  #connections = 0;
  #heartbeat: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** `main` is the way on which the store's commands go. */
  constructor(
    settings: RedisSettings,
    channel: string,
    store: Store,
    main: Link,
    connect: Connect = connectAny(settings),
  ) {
    this.#store = store;
    this.#main = main;
    this.#isCluster = settings.cluster;
    this.#ownChannel = `${channel}:${store.writer}`;
    this.#link = new Link(settings, connect, async (wire) => {
      // In one step: a server that sees one of them sees both, see TELL in scripts.ts.
      await wire.subscribe([channel, this.#ownChannel], (message) => this.#hear(message));
      if (this.#connections++ > 0) void this.#lookAgain(this.#connections);
    });
  }

  /** Waits for a connection; can be called again when that has failed. */
  async open(listener: ChangeListener): Promise<void> {
    this.#listener = listener;
    await this.#link.open();
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT).unref();
  }

  #beat(): void {
    const ping = this.#link.send(
      '',
      () => ['PING'],
      () => {},
    );
    ping.catch(() => {}); // the link notices what it says
    if (!this.#isCluster) this.#followMaster().catch(() => {}); // the next time, then
  }

  /**
   * A master that becomes a replica need not cut anybody off, and answers. Others write elsewhere then, and what they write is told
   * there. The connection itself can't be asked where it leads to: who listens may not send ROLE.
   */
  async #followMaster(): Promise<void> {
    try {
      const fault = await this.#main.send('', () => ['ROLE'], roleFault);
      if (fault !== undefined) this.#main.renew(fault);
    } catch {
      // It need not be permitted.
    }
    const connection = this.#connections;
    const listeners = await this.#main.send(
      '',
      () => ['PUBSUB', 'NUMSUB', this.#ownChannel],
      (answer) => (answer as [Buffer, number])[1],
    );
    if (listeners === 0 && connection === this.#connections)
      this.#link.renew(new Error('changes are told by another server'));
  }

  /** Notes which version of a session this process knows; 0 when it has ended. */
  knows(id: string, version: number): void {
    if (version === 0) this.#versions.delete(id);
    else this.#versions.set(id, version);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    await this.#link.close();
  }

  /** Writer, version, blank, id. */
  #hear(message: Buffer): void {
    const { writer } = this.#store;
    const blank = message.indexOf(' ');
    if (blank < 0 || message.toString('latin1', 0, writer.length) === writer) return;
    const version = Number(message.toString('latin1', writer.length, blank));
    if (Number.isSafeInteger(version)) this.#tell(idOf(message.subarray(blank + 1)), version);
  }

  #tell(id: string, version: number): void {
    if (version === 0) this.#versions.delete(id);
    this.#listener(id, version);
  }

  /** Tells of the sessions that have changed while nothing was heard; a later connection begins again. */
  async #lookAgain(connection: number): Promise<void> {
    const { ids } = this.#versions;
    for (let i = 0; i < ids.length; i += AT_ONCE) {
      while (connection === this.#connections && !this.#isClosed) {
        try {
          await Promise.all(ids.slice(i, i + AT_ONCE).map((id) => this.#look(id)));
          break;
        } catch {
          await pause(100, 'idle');
        }
      }
    }
  }

  async #look(id: string): Promise<void> {
    const version = await this.#store.version(id);
    const known = this.#versions.get(id);
    if (known !== undefined && known !== version) this.#tell(id, version);
  }
}
