/** The options of `lmdbStorage()`, checked. */
import type { Milliseconds } from '../milliseconds.ts';

export interface LmdbStorageOptions {
  /** A file, when it has an extension, or else a folder; made when it is not there. */
  readonly path: string;
  /**
   * `commit`, the default: what is asked for in one turn of the event loop goes to disk together. `batch`: it is gathered for a
   * while before. Either way the answer comes when it is on disk.
   */
  readonly durability?: 'commit' | 'batch';
  /** For how long `batch` gathers at most; 5 by default. It gathers for less when as many have come as the last time. */
  readonly batch?: Milliseconds;
  /** How often to look for what other processes have changed; 50 by default. */
  readonly poll?: Milliseconds;
  /** How much address space to map at first, in bytes; LMDB's own default. The file grows beyond it. */
  readonly mapSize?: number;
}

/** The options with their defaults. */
export interface StorageSettings {
  readonly path: string;
  /** How long writes are gathered; 0: not at all. */
  readonly window: Milliseconds;
  readonly poll: Milliseconds;
  readonly file: { readonly mapSize?: number };
}

/** @throws TypeError, RangeError that show the option and what was expected */
export function readOptions(options: LmdbStorageOptions): StorageSettings {
  const { path, durability = 'commit', batch = 5, poll = 50, mapSize } = options;
  if (typeof path !== 'string' || path === '') {
    throw new TypeError(`path: ${shown(path)}; the name of a file or folder was expected`);
  }
  if (durability !== 'commit' && durability !== 'batch') {
    throw new RangeError(`durability: ${shown(durability)}; 'commit' or 'batch' was expected`);
  }
  checkNumber('batch', batch, 0, 'milliseconds', 1000);
  checkNumber('poll', poll, 1, 'milliseconds');
  if (mapSize !== undefined) checkNumber('mapSize', mapSize, 1, 'bytes');
  return {
    path,
    window: durability === 'batch' ? batch : 0,
    poll,
    file: mapSize === undefined ? {} : { mapSize },
  };
}

function checkNumber(name: string, value: unknown, least: number, unit: string, most = Infinity): void {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) return;
  const range = most === Infinity ? `at least ${least}` : `at least ${least} and at most ${most}`;
  throw new RangeError(`${name}: ${shown(value)}; a number of ${unit} of ${range} was expected`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
