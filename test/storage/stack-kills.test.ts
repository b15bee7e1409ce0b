/** Server processes are killed while clients write, several at a time: what was answered is there, and nothing is half written. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyOf, Program, type ServerProcess, Visitor } from '../support/stack.ts';
import { type Place, stackStorages, storedFacts } from '../support/stack-storages.ts';

const PROCESSES = 4;
const KILLS = 32;
const SESSIONS = 8;
const CLIENTS = 16;

let program: Program;
beforeAll(async () => {
  program = await Program.make();
});
afterAll(() => program.remove());

describe.each(stackStorages)('processes with sessions in %s', (_, open) => {
  let place: Place;
  beforeAll(async () => {
    place = await open();
  });
  afterAll(async () => {
    await program.killAll();
    await place.remove();
  });

  test('that are killed keep what they have answered, and do nothing by halves', async () => {
    const servers = await program.start(PROCESSES, place.config);
    const visitors = Array.from({ length: SESSIONS }, () => new Visitor());
    for (const visitor of visitors) await visitor.get(anyOf(servers).port, '/begin?tokens=0');

    const answered = visitors.map((): string[] => []);
    const others = new Set<number>();
    let [isOver, lost] = [false, 0];
    const write = async (client: number): Promise<void> => {
      const session = client % SESSIONS;
      for (let n = 0; !isOver; n++) {
        const server = anyOf(servers.filter(({ port }) => port > 0));
        if (server === undefined) await setTimeout(5);
        else {
          const got = await visitors[session]!.get(server.port, `/pair?client=c${client}&n=${n}`);
          if (got.status === 200) answered[session]!.push(`(c${client},${n})`);
          else if (got.status === 0) lost++;
          else others.add(got.status);
          await setTimeout(5); // sessions grow less
        }
      }
    };
    const writing = Array.from({ length: CLIENTS }, (_, client) => write(client));
    const wrong: string[] = [];
    for (let kills = 0; kills < KILLS; ) {
      await setTimeout(Math.random() * 80);
      const some = [...servers].sort(() => Math.random() - 0.5).slice(0, 1 + Math.floor(Math.random() * 3));
      await Promise.all(some.map((server) => restarted(server)));
      kills += some.length;
      // At any moment, too.
      for (const facts of Object.values(await storedFacts(place.storage))) wrong.push(...halves(facts));
    }
    isOver = true;
    await Promise.all(writing);

    expect(wrong).toEqual([]);
    expect([...others]).toEqual([]);
    expect(lost).toBeGreaterThan(0);
    const stored = await storedFacts(place.storage);
    for (const [i, visitor] of visitors.entries()) {
      const facts = stored[visitor.id] ?? [];
      const written = new Set(facts.filter((fact) => fact.startsWith('after')).map((fact) => fact.slice(5)));
      expect(answered[i]!.filter((each) => !written.has(each))).toEqual([]);
      expect(answered[i]!.length).toBeGreaterThan(0);
    }
    await expectServed(servers, visitors, stored);
  }, 180_000);
});

async function restarted(server: ServerProcess): Promise<void> {
  await server.kill();
  await server.start();
}

/** What has been done by halves. */
function halves(facts: readonly string[]): string[] {
  const named = (name: string) =>
    facts.filter((fact) => fact.startsWith(`${name}(`)).map((fact) => fact.slice(name.length));
  const [before, after] = [named('before'), named('after')];
  const [counter] = named('counter');
  const isWhole = String(before) === String(after) && counter === `(${before.length})`;
  return isWhole ? [] : [`${before} | ${after} | ${counter}`];
}

/** The processes that run now serve what is stored. */
async function expectServed(
  servers: readonly ServerProcess[],
  visitors: readonly Visitor[],
  stored: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  for (const server of servers) {
    for (const visitor of visitors) {
      const { status, body } = await visitor.get(server.port, '/read');
      expect([status, body.split('\n').length]).toEqual([200, stored[visitor.id]!.length]);
    }
    expect(await server.ask('failures')).toEqual([]);
  }
}
