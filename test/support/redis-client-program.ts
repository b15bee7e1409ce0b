/**
 * A process that works on sessions in Redis and is told how by its arguments: `write URL PREFIX NAME SESSIONS` changes its
 * fact in each session without end, and says which commits were answered; `steps URL PREFIX NUMBER SLOTS` begins, changes, touches,
 * renews and ends sessions of its own without end, and says which steps were answered; `count URLS PREFIX CLIENTS SESSIONS TIMES` counts, takes tokens, and says what it has taken.
 */
import type { ChangeOutcome, PlacedFact, SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { redisStorage } from '../../src/storage/redis.ts';
import { Atom, Compound, type Int, int, type Term } from '../../src/term/term.ts';
import { takeSteps } from './writer-steps.ts';

/** What a change adds and removes, or undefined when there is nothing to do any more. */
type Edit = (
  session: StoredSession,
) => { added: readonly Term[]; removed: readonly PlacedFact[] } | undefined;

/** Changes a session as often as it takes until nobody else was faster. Answers false if there was nothing to do. */
export async function update(storage: SessionStorage, id: string, edit: Edit): Promise<boolean> {
  let session = (await storage.load(id)) as StoredSession | undefined;
  for (;;) {
    if (session === undefined) throw new Error(`no session ${id}`);
    const changes = edit(session);
    if (changes === undefined) return false;
    const outcome = await storage.commit(changeOf(session, changes));
    if (outcome.kind === 'done') return true;
    session = outcome.kind === 'conflict' ? outcome.now : undefined;
  }
}

function changeOf(session: StoredSession, { added, removed }: NonNullable<ReturnType<Edit>>) {
  const { id, version, facts: _, ...state } = session;
  const placed = added.map((fact, i) => ({ place: state.last + 1 + i, fact }));
  return { id, version, state: { ...state, last: state.last + added.length }, added: placed, removed };
}

/** Begins a session with these facts. */
export async function begin(
  storage: SessionStorage,
  id: string,
  facts: readonly Term[],
): Promise<ChangeOutcome> {
  const now = Date.now() / 1000;
  const state = {
    peer: new Atom('test'),
    opened: now,
    lastUsed: now,
    idle: 3600,
    until: Number.POSITIVE_INFINITY,
  };
  const added = facts.map((fact, place) => ({ place, fact }));
  return storage.commit({
    id,
    version: 0,
    state: { ...state, first: 0, last: facts.length - 1 },
    added,
    removed: [],
  });
}

/** The facts of a session with this name. */
export function factsNamed(session: StoredSession, name: string): PlacedFact[] {
  return session.facts.filter(({ fact }) => fact instanceof Compound && fact.name === name);
}

/** The value of the first argument of a fact. */
export function numberIn({ fact }: PlacedFact): number {
  return Number(((fact as Compound).args[0] as Int).value);
}

/** The name that is the second argument of a fact. */
export function nameIn({ fact }: PlacedFact): string {
  return ((fact as Compound).args[1] as Atom).name;
}

async function write(url: string, prefix: string, name: string, sessions: number): Promise<void> {
  const storage = redisStorage({ url, prefix, timeout: 3000, connectTimeout: 300 });
  await storage.open(() => {});
  const own = new Atom(name);
  for (let n = 0; ; n++) {
    const fact = new Compound('written', [int(n), own]);
    await update(storage, `s${n % sessions}`, (session) => {
      const before = factsNamed(session, 'written').filter((each) => nameIn(each) === name);
      return { added: [fact], removed: before };
    });
    process.stdout.write(`${n}\n`);
  }
}

async function step(url: string, prefix: string, program: number, slots: number): Promise<void> {
  const storage = redisStorage({ url, prefix, timeout: 3000, connectTimeout: 300 });
  await storage.open(() => {});
  const say = (line: string) => process.stdout.write(line);
  await Promise.all(Array.from({ length: slots }, (_, slot) => takeSteps(storage, program, slot, say)));
}

/** Adds one to the counter of each session so many times, and takes tokens until there are none. */
export async function count(storage: SessionStorage, sessions: number, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const id = `s${Math.floor(Math.random() * sessions)}`;
    await update(storage, id, (session) => {
      const [counter] = factsNamed(session, 'counter');
      return { added: [new Compound('counter', [int(numberIn(counter!) + 1)])], removed: [counter!] };
    });
    let token = -1;
    const has = await update(storage, id, (session) => {
      const [first] = factsNamed(session, 'token');
      if (first === undefined) return undefined;
      token = numberIn(first);
      return { added: [], removed: [first] };
    });
    if (has) taken.push(token);
  }
  return taken;
}

async function countAll(urls: string, prefix: string, clients: number, sessions: number, times: number) {
  const storage = redisStorage({
    url: urls.split(','),
    prefix,
    timeout: 10_000,
    cluster: urls.includes(','),
  });
  await storage.open(() => {});
  const taken = await Promise.all(Array.from({ length: clients }, () => count(storage, sessions, times)));
  await storage.close();
  process.stdout.write(JSON.stringify(taken.flat()));
}

const [task, url, prefix, first, ...rest] = process.argv.slice(2);
const numbers = rest.map(Number);
if (task === 'write') await write(url!, prefix!, first!, numbers[0]!);
if (task === 'steps') await step(url!, prefix!, Number(first), numbers[0]!);
if (task === 'count') await countAll(url!, prefix!, Number(first), numbers[0]!, numbers[1]!);
