/**
 * A program of four processes that share sessions in LMDB: each counts up the same counters, takes of the same tokens what it can,
 * and notes what it is told of. The first process prints, as JSON, what the others have done. Its argument is the path.
 */
import cluster from 'node:cluster';
import type { PlacedFact, SessionChange, StoredSession } from '../../src/session/storage.ts';
import { type LmdbStorage, lmdbStorage } from '../../src/storage/lmdb.ts';
import { atom, type Compound, compound, type Int, int, type Term } from '../../src/term/term.ts';

/** What one process has done. */
export interface Counted {
  readonly counted: number;
  readonly tokens: readonly number[];
  readonly conflicts: number;
  /** The greatest version of each session that it was told. */
  readonly told: Readonly<Record<string, number>>;
}

const PROCESSES = 4;
const ROUNDS = 60;
const TOKENS = 80;
const COUNTERS = ['counter-a', 'counter-b', 'counter-c'];
const STATE = { lastUsed: 1, idle: 600, until: Infinity, peer: atom('peer'), opened: 1, first: 0, last: 0 };

const path = process.argv[2]!;
if (cluster.isPrimary) startAll();
else void work();

function startAll(): void {
  const results: Counted[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    cluster.fork().on('message', (result: Counted) => {
      results.push(result);
      if (results.length < PROCESSES) return;
      process.stdout.write(JSON.stringify(results));
      for (const worker of Object.values(cluster.workers ?? {})) worker?.send('end');
    });
  }
}

async function work(): Promise<void> {
  const told: Record<string, number> = {};
  const storage = lmdbStorage({ path, poll: 10 });
  storage.open((id, version) => (told[id] = Math.max(told[id] ?? 0, version)));
  // All of them try to make all sessions; one of them succeeds.
  for (const id of COUNTERS) await begin(storage, id, [compound('count', [int(0)])]);
  const tokens = Array.from({ length: TOKENS }, (_, i) => compound('token', [int(i)]));
  await begin(storage, 'tokens', tokens);

  let conflicts = 0;
  let counted = 0;
  const taken: number[] = [];
  const repeat = async (id: string, edit: (session: StoredSession) => Partial<SessionChange> | undefined) => {
    for (;;) {
      const session = storage.load(id) as StoredSession;
      const change = edit(session);
      if (change === undefined) return false;
      const { version } = session;
      const outcome = await storage.commit({
        id,
        version,
        state: session,
        added: [],
        removed: [],
        ...change,
      });
      if (outcome.kind === 'done') return true;
      conflicts++;
    }
  };
  const count = async (id: string) => {
    for (let round = 0; round < ROUNDS; round++) {
      await repeat(id, ({ facts, last }) => {
        const old = facts[0] as PlacedFact;
        const next = compound('count', [int(Number(numberIn(old.fact)) + 1)]);
        return {
          state: { ...STATE, last: last + 1 },
          added: [{ place: last + 1, fact: next }],
          removed: [old],
        };
      });
      counted++;
    }
  };
  const take = async () => {
    for (;;) {
      let number = -1;
      const isTaken = await repeat('tokens', ({ facts }) => {
        const token = facts[Math.floor(Math.random() * Math.min(3, facts.length))];
        number = token === undefined ? -1 : Number(numberIn(token.fact));
        return token && { removed: [token] };
      });
      if (!isTaken) return;
      taken.push(number);
    }
  };
  await Promise.all([...COUNTERS.map(count), take()]);
  process.on('message', () => {
    void storage.close().then(() => process.disconnect());
  });
  // The others may not be done; who is done hears of the rest.
  const isTold = () => COUNTERS.every((id) => (storage.load(id) as StoredSession).version === doneVersion);
  const doneVersion = 1 + PROCESSES * ROUNDS;
  while (!isTold()) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.send!({ counted, tokens: taken, conflicts, told } satisfies Counted);
}

async function begin(storage: LmdbStorage, id: string, facts: readonly Term[]): Promise<void> {
  const added = facts.map((fact, place) => ({ place, fact }));
  await storage.commit({ id, version: 0, state: { ...STATE, last: facts.length - 1 }, added, removed: [] });
}

function numberIn(fact: Term): number | bigint {
  return ((fact as Compound).args[0] as Int).value;
}
