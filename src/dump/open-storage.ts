/** The storage that a command line names, opened. */
import { existsSync } from 'node:fs';
import type { SessionStorage } from '../index.ts';
import { UsageError } from '../repl/index.ts';
import type { StorageArguments } from './arguments.ts';
import { DumpError, reasonOf } from './dump-error.ts';

/**
 * Opens it; it is to be closed by who asks for that.
 * @throws DumpError when that cannot be done; UsageError for an option that the storage does not have
 */
export async function openStorage(args: StorageArguments, hasToExist: boolean): Promise<SessionStorage> {
  if (args.kind === 'lmdb' && hasToExist && !existsSync(args.path)) {
    throw new DumpError(`there is no file ${args.path}`);
  }
  const storage = await storageOf(args);
  try {
    await storage.open(() => undefined);
    return storage;
  } catch (error) {
    await Promise.resolve(storage.close()).catch(() => undefined);
    throw new DumpError(reasonOf(error), { cause: error });
  }
}

async function storageOf(args: StorageArguments): Promise<SessionStorage> {
  const { kind } = args;
  if (kind === 'lmdb') {
    const { lmdbStorage } = await withPackage('lmdb', () => import('../storage/lmdb.ts'));
    return lmdbStorage({ path: args.path });
  }
  const { redisStorage } = await withPackage('redis', () => import('../storage/redis.ts'));
  const { url, prefix, cluster } = args;
  try {
    return redisStorage({ url, cluster, ...(prefix === undefined ? undefined : { prefix }) });
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}

/** Imports what needs a package that clausal does not install by itself. */
async function withPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(`'${name}'`)) throw cause;
    const error = new Error(`the storage needs the package ${name}: npm install ${name}`, { cause });
    throw Object.assign(error, { code: 'ERR_CLAUSAL_PACKAGE' });
  }
}
