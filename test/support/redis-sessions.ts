/** Whether what Redis holds of the sessions of a prefix agrees: hashes, index of facts, and times at which they are due. */
import { createClient, RESP_TYPES } from 'redis';
import { dueTime } from '../../src/session/storage.ts';
import { indexKey } from '../../src/storage/content-index.ts';
import { idOf, Keys } from '../../src/storage/redis/keys.ts';
import { readSession } from '../../src/storage/redis/session-hash.ts';

/** A sentence for each thing that does not agree, on the servers of these URLs together. */
export async function disagreements(urls: readonly string[], prefix: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const url of urls) wrong.push(...(await onServer(url, prefix)));
  return wrong;
}

async function onServer(url: string, prefix: string): Promise<string[]> {
  const client = createClient({
    url,
    RESP: 2,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
  client.on('error', () => {});
  await client.connect();
  const send = (...command: (string | Buffer)[]) =>
    client.sendCommand(command) as unknown as Promise<Buffer[]>;
  const wrong: string[] = [];
  const names = await send('KEYS', `{${prefix}:*`);
  for (const bucket of new Keys(prefix).buckets) {
    const hashPrefix = `${bucket.tag}s:`;
    const own = names.filter((name) => name.toString('latin1').startsWith(bucket.tag));
    if (own.length === 0) continue;
    const due = new Map<string, number>();
    const members = new Set<string>();
    for (const name of own) {
      if (!name.toString('latin1').startsWith(hashPrefix)) continue;
      const id = idOf(name.subarray(hashPrefix.length));
      const fields = await send('HGETALL', name);
      const session = readSession(id, fields)!;
      const time = dueTime(session);
      due.set(id, time);
      for (const { place, fact } of session.facts) {
        const idBytes = name.subarray(hashPrefix.length).toString('latin1');
        members.add(`${indexKey(fact)}\0${idBytes}\0${place}`);
      }
      const left = Number(await send('PTTL', name));
      if (time !== Number.POSITIVE_INFINITY && left < 0) wrong.push(`${id}: the server never forgets it`);
    }
    const entries = await send('ZRANGE', bucket.due, '0', '-1', 'WITHSCORES');
    for (let i = 0; i < entries.length; i += 2) {
      const id = idOf(entries[i]!);
      const at = String(entries[i + 1]).replace('inf', 'Infinity');
      if (due.get(id) !== Number(at)) wrong.push(`${id}: due at ${at} and not ${due.get(id)}`);
      due.delete(id);
    }
    for (const id of due.keys()) wrong.push(`${id}: never due`);
    for (const member of await send('ZRANGE', bucket.facts, '0', '-1')) {
      if (!members.delete(member.toString('latin1')))
        wrong.push(`index: ${JSON.stringify(member.toString())} and no such fact`);
    }
    for (const member of members) wrong.push(`index: no ${JSON.stringify(member)}`);
  }
  client.destroy();
  return wrong;
}
