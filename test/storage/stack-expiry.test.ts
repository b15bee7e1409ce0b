/** Sessions that several processes share end once, by the clock: each process tells of those that it was first to end. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { anyOf, Program, Visitor } from '../support/stack.ts';
import { type Place, stackStorages, storedFacts } from '../support/stack-storages.ts';

const PROCESSES = 3;
const ENDING = 40;
const USED = 5;

let program: Program;
beforeAll(async () => {
  program = await Program.make();
});
afterAll(() => program.remove());

describe.each(stackStorages)('sessions in %s whose time is up', (_, open) => {
  let place: Place;
  beforeAll(async () => {
    place = await open();
  });
  afterAll(async () => {
    await program.killAll();
    await place.remove();
  });

  test('end once in all processes, and those that another process uses do not', async () => {
    const options = { timeout: 1, granularity: 0 };
    const servers = await program.start(PROCESSES, { ...place.config, options });
    const visitors = Array.from({ length: ENDING + USED }, () => new Visitor());
    for (const visitor of visitors) {
      await visitor.get(anyOf(servers).port, '/begin?tokens=0');
      // Some are in the memory of several processes.
      for (const server of servers) if (Math.random() < 0.5) await visitor.get(server.port, '/read');
    }
    const used = visitors.slice(ENDING);
    let isOver = false;
    const using = (async () => {
      while (!isOver) {
        await Promise.all(used.map((visitor) => visitor.get(servers[0]!.port, '/read')));
        await setTimeout(50);
      }
    })();
    const live = new Set(used.map(({ id }) => id));
    await vi.waitFor(
      async () => {
        await Promise.all(servers.map((server) => server.ask('sweep')));
        const left = Object.keys(await storedFacts(place.storage)).filter((id) => !live.has(id));
        expect(left).toEqual([]);
      },
      { timeout: 20_000, interval: 200 },
    );
    await setTimeout(300); // whoever would tell it again has done so

    const told = (await Promise.all(servers.map((server) => server.ask('ended')))).flat();
    const ended = visitors.slice(0, ENDING).map(({ id }) => id);
    expect(told.filter((id) => !live.has(id)).sort()).toEqual([...ended].sort());
    isOver = true;
    await using;
    for (const server of servers) {
      expect(Object.keys(await server.ask('memory')).filter((id) => !live.has(id))).toEqual([]);
      expect(await server.ask('failures')).toEqual([]);
    }
  });
});
