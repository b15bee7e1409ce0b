/**
 * Files of layout 1. `heads` had the heads of sessions, without checksums, and `facts` the bytes of the sessions; or `sessions`
 * both. What a process had changed was told in another way.
 */
import type { RootDatabase } from 'lmdb';
import { sealedRecord } from './head.ts';

/** Makes one of layout 2 of it, in one transaction, which ends with `done`. */
export function upgradeFrom1(root: RootDatabase<Buffer, string>, done: () => void): void {
  const sessions = root.openDB<Buffer, string>('sessions', { encoding: 'binary', useVersions: true });
  const heads = root.openDB<Buffer, string>('heads', { encoding: 'binary', useVersions: true });
  const facts = root.openDB<Buffer, string>('facts', { encoding: 'binary' });
  const changes = root.openDB<Buffer, Buffer>('changes', { encoding: 'binary', keyEncoding: 'binary' });
  root.transactionSync(() => {
    for (const id of [...sessions.getKeys()]) {
      const { value, version } = sessions.getEntry(id)!;
      sessions.putSync(id, sealedRecord(value), version!);
    }
    for (const id of [...heads.getKeys()]) {
      const { value, version } = heads.getEntry(id)!;
      sessions.putSync(id, sealedRecord(Buffer.concat([value, facts.get(id) ?? Buffer.alloc(0)])), version!);
      heads.removeSync(id);
      facts.removeSync(id);
    }
    for (const key of [...changes.getKeys()]) changes.removeSync(key);
    done();
  });
}
