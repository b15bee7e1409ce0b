/** Which sessions may have a fact that matches, from the content index, a page at a time, so that no snapshot is held open. */
import type { Lookup } from '../content-index.ts';
import type { Databases } from './databases.ts';
import { after, idBytes } from './keys.ts';

const PAGE = 200;

/** The ids, each once. */
export function* foundIds(databases: Databases, { keys, prefixes }: Lookup): Generator<string> {
  if (prefixes.includes('')) {
    yield* allIds(databases);
    return;
  }
  if (prefixes.length === 0) {
    yield* merged(keys.map((key) => entries(databases, `${key}\0`)));
    return;
  }
  // Under a prefix they are in the order of the keys, so that one of several facts is met far from another.
  const seen = new Set<string>();
  for (const prefix of [...prefixes, ...keys.map((key) => `${key}\0`)]) {
    for (const bytes of entries(databases, prefix)) {
      const id = bytes.toString();
      if (seen.has(id)) continue;
      seen.add(id);
      yield id;
    }
  }
}

function* allIds({ root, sessions }: Databases): Generator<string> {
  let last: string | undefined;
  for (;;) {
    const from = last === undefined ? {} : { start: last, exclusiveStart: true };
    root.resetReadTxn();
    const page = [...sessions.getKeys({ ...from, limit: PAGE })];
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)!;
  }
}

/** The ids under all keys of the index that begin with a text, in the order of the keys. */
function* entries({ root, content }: Databases, prefix: string): Generator<Buffer> {
  let start: Buffer = Buffer.from(prefix, 'latin1');
  const end = Buffer.concat([start, Buffer.alloc(1, 0xff)]);
  for (;;) {
    root.resetReadTxn();
    const page = [...content.getKeys({ start, end, limit: PAGE })];
    for (const key of page) yield idBytes(key);
    if (page.length < PAGE) return;
    start = after(page.at(-1)!);
  }
}

/** Of several that are in the order of the ids, each id once. */
function* merged(sources: readonly Iterator<Buffer>[]): Generator<string> {
  const heads = sources.map((source) => source.next());
  let last: Buffer | undefined;
  for (;;) {
    let least = -1;
    for (let i = 0; i < heads.length; i++) {
      if (heads[i]!.done === true) continue;
      if (least < 0 || Buffer.compare(heads[i]!.value, heads[least]!.value) < 0) least = i;
    }
    if (least < 0) return;
    const id: Buffer = heads[least]!.value;
    heads[least] = sources[least]!.next();
    if (last?.equals(id)) continue;
    last = id;
    yield id.toString();
  }
}
