/** Four server processes and 200 clients on the same 20 sessions: nothing is lost, nothing is taken twice, all agree in the end. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { anyOf, Program, type ServerProcess, Visitor } from '../support/stack.ts';
import { type Place, stackStorages, storedFacts } from '../support/stack-storages.ts';

const PROCESSES = 4;
const CLIENTS = 50 * PROCESSES;
const SESSIONS = 20;
const TOKENS = 30;
const ROUNDS = 5;

let program: Program;
beforeAll(async () => {
  program = await Program.make();
});
afterAll(() => program.remove());

/** What the answers to clients have promised of one session. */
interface Promised {
  readonly visitor: Visitor;
  readonly name: string;
  counter: number;
  readonly taken: string[];
  readonly added: string[];
  readonly notes: string[];
  readonly users: string[];
  readonly themes: string[];
}

describe.each(stackStorages)('processes that share sessions in %s', (_, open) => {
  let place: Place;
  beforeAll(async () => {
    place = await open();
  });
  afterAll(async () => {
    await program.killAll();
    await place.remove();
  });

  test('do what they have answered', async () => {
    const framework = place.config.redis === undefined ? 'node' : 'express';
    const servers = await program.start(PROCESSES, { ...place.config, framework });
    const sessions = await Promise.all(Array.from({ length: SESSIONS }, (_, i) => begun(servers, `s${i}`)));
    const statuses = new Map<string, number>();
    const clients = Array.from({ length: CLIENTS }, (_, client) => work(servers, sessions, client, statuses));
    await Promise.all(clients);

    for (const status of statuses.keys()) expect(status).toMatch(/^(200|401|409|take 404)$/);
    const stored = await storedFacts(place.storage);
    for (const session of sessions) expectKept(session, stored[session.visitor.id] ?? []);
    await expectSameInMemory(servers, sessions, place);
    for (const server of servers) expect(await server.ask('failures')).toEqual([]);
    await program.killAll();
  }, 180_000);
});

async function begun(servers: readonly ServerProcess[], name: string): Promise<Promised> {
  const visitor = new Visitor();
  expect(await visitor.get(anyOf(servers).port, `/begin?tokens=${TOKENS}&name=${name}`)).toMatchObject({
    status: 200,
  });
  return { visitor, name, counter: 0, taken: [], added: [], notes: [], users: [], themes: [] };
}

async function work(
  servers: readonly ServerProcess[],
  sessions: readonly Promised[],
  client: number,
  statuses: Map<string, number>,
): Promise<void> {
  for (let n = 0; n < ROUNDS; n++) {
    const session = anyOf(sessions);
    const page = anyOf(['count', 'count', 'take', 'take', 'add', 'add', 'front', 'set', 'login']);
    if (page === 'login' && n % 4 !== 0) continue;
    const word = `c${client}n${n}`;
    for (let tries = 0; ; tries++) {
      // The cookie is another one after each login.
      const got = await session.visitor.get(
        anyOf(servers).port,
        `/${page}?client=c${client}&n=${n}&to=${word}&as=${word}`,
      );
      const kind = got.status === 404 ? `${page} 404` : String(got.status);
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
      if (got.status === 200) note(session, page, `c${client}`, n, word, got.body);
      if (got.status === 200 || got.status === 404 || tries > 50 || page === 'login') break;
    }
  }
}

function note(session: Promised, page: string, client: string, n: number, word: string, body: string): void {
  if (page === 'count') session.counter++;
  if (page === 'take') session.taken.push(body);
  if (page === 'add') session.added.push(`item(${client},${n})`);
  if (page === 'front') session.notes.push(`note(${client},${n})`);
  if (page === 'set') session.themes.push(`theme(${word})`);
  if (page === 'login') session.users.push(`user(${word})`);
}

/** What was answered is there, and nothing else. */
function expectKept(session: Promised, facts: readonly string[]): void {
  const named = (name: string) => facts.filter((fact) => fact.startsWith(`${name}(`));
  const left = named('token').map((fact) => fact.replace(/\D/g, ''));
  expect(named('name')).toHaveLength(1);
  expect(named('counter')).toEqual([`counter(${session.counter})`]);
  expect([...session.taken, ...left].sort()).toEqual(Array.from({ length: TOKENS }, (_, i) => `${i}`).sort());
  expect(named('item').sort()).toEqual([...session.added].sort());
  expect(named('note').sort()).toEqual([...session.notes].sort());
  for (const name of ['user', 'theme'] as const) {
    const [fact, ...others] = named(name);
    expect(others).toEqual([]);
    const possible = session[`${name}s`];
    if (possible.length > 0) expect(possible).toContain(fact);
  }
  expectOrder(named('item'));
  expectOrder(named('note').reverse());
  // What was put in front is in front.
  expect(facts.slice(0, session.notes.length).every((fact) => fact.startsWith('note('))).toBe(true);
}

/** The facts of each client are in the order in which it sent them. */
function expectOrder(facts: readonly string[]): void {
  const last = new Map<string, number>();
  for (const fact of facts) {
    const [, client, n] = /\((\w+),(\d+)\)/.exec(fact)!;
    expect(Number(n), fact).toBeGreaterThan(last.get(client!) ?? -1);
    last.set(client!, Number(n));
  }
}

/** Each process has in memory what is stored, of each session that it has. */
async function expectSameInMemory(
  servers: readonly ServerProcess[],
  sessions: readonly Promised[],
  { storage }: Place,
): Promise<void> {
  const ids = new Set(sessions.map(({ visitor }) => visitor.id));
  const stored = await storedFacts(storage);
  for (const server of servers) {
    for (const { visitor } of sessions) expect((await visitor.get(server.port, '/read')).status).toBe(200);
    // Of old ids a process is told soon.
    const memory = await vi.waitFor(
      async () => {
        const memory = await server.ask('memory');
        expect(Object.keys(memory).filter((id) => !ids.has(id))).toEqual([]);
        return memory;
      },
      { timeout: 20_000 },
    );
    expect(memory).toEqual(Object.fromEntries([...ids].map((id) => [id, stored[id]])));
  }
}
