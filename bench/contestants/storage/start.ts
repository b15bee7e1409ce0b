/** How soon a server answers that finds many sessions in LMDB, and what memory it then has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compound, toTerm } from '../../../src/index.ts';
import { lmdbStorage } from '../../../src/storage/lmdb.ts';
import { Connection } from '../../connection.ts';
import { withServer } from '../../serving-client.ts';
import type { Absent, Measured, Plan } from '../../suite.ts';

/** So many are written at once. */
const AT_ONCE = 10_000;

/** The server is started once for each sample; the first request counts in one of the sessions. */
export async function measureStart(plan: Plan, folder: string): Promise<Measured | Absent> {
  const { facts: sessions, warmups, samples } = plan;
  await write(join(folder, 'sessions.mdb'), sessions);
  const seconds: number[] = [];
  const bytes: number[] = [];
  let right = 0;
  let version = '';
  for (let sample = -warmups; sample < samples; sample++) {
    const started = performance.now();
    const place = { processes: 1, folder, redis: '' };
    const absent = await withServer([JSON.stringify(place)], async (serving, server) => {
      const connection = new Connection(serving.port);
      const id = idOf(((sample + warmups + 0.5) * sessions) / (samples + warmups));
      const { body } = await connection.get('/', `clausal_session=${id}`);
      const passed = (performance.now() - started) / 1e3;
      connection.close();
      if (body === '2') right++;
      version = serving.version;
      if (sample < 0) return undefined;
      seconds.push(passed);
      bytes.push(residentBytes(server));
      return undefined;
    });
    if (absent !== undefined) return absent;
  }
  const also = { memory: { operations: 1, samples: bytes } };
  return { version, operations: 1, samples: seconds, result: right / (warmups + samples), also };
}

/** Sessions with three facts. */
async function write(path: string, sessions: number): Promise<void> {
  const storage = lmdbStorage({ path });
  await storage.open(() => {});
  const now = Date.now() / 1000;
  const peer = compound(
    'ip',
    [127, 0, 0, 1].map((part) => toTerm(part)),
  );
  for (let first = 0; first < sessions; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, sessions - first) }, (_, i) => first + i);
    const outcomes = await Promise.all(
      numbers.map((number) => {
        const facts = [{ user: `u${number}` }, { cart: [`item${number % 1000}`, 3] }, { count: 1 }];
        return storage.commit({
          id: idOf(number),
          version: 0,
          state: { peer, opened: now, lastUsed: now, idle: 86_400, until: Infinity, first: 0, last: 2 },
          added: facts.map((fact, place) => ({ place, fact: toTerm(fact) })),
          removed: [],
        });
      }),
    );
    if (outcomes.some(({ kind }) => kind !== 'done')) throw new Error('a session could not be written');
  }
  await storage.close();
}

function idOf(number: number): string {
  const digits = Math.floor(number).toString(16).padStart(32, '0');
  return digits.replace(/(.{4})(?!$)/g, '$1-');
}

function residentBytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kibibytes) * 1024;
}
