/** Random requests to several engines that share sessions through a slow storage: whatever was answered holds, and no more. */
import { type Session, SessionEngine } from 'clausal';
import { describe, expect, test } from 'vitest';
import type { StoredSession } from '../../src/session/storage.ts';
import { memoryStorage } from '../../src/storage/memory.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { Var } from '../../src/term/term.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { StoredVisitor } from '../support/stored-visitor.ts';

const ENGINES = 3;
const VISITORS = 3;
const REQUESTS = 60;
const TOKENS = 20;

/** What has to be true of one visitor's session. */
class Expected {
  readonly items: number[] = [];
  readonly fronts: number[] = [];
  readonly taken: number[] = [];
  readonly themes: number[] = [];
  visits = 0;
  /** How often requests counted that failed later, and may have been counted before. */
  maybeVisits = 0;
  /** The numbers of requests that failed in the middle: what they changed before may be there. */
  readonly maybe = new Set<number>();
}

const runs = Array.from({ length: 12 }, (_, i) => seedOfRun() + i);

describe.each(runs)('with the seed %i', (seed) => {
  test.each(['at once', 'later'])('a storage that answers %s', async (answers) => {
    const random = new Random(seed);
    const delay = async (): Promise<void> => {
      for (let turns = random.below(4); turns > 0; turns--) await new Promise((done) => setImmediate(done));
    };
    const storage = memoryStorage(answers === 'later' ? { delay } : {});
    const engines = Array.from(
      { length: ENGINES },
      () => new SessionEngine({ storage: storage.connect(), create: 'noauto', gc: 'passive' }),
    );
    const unexpected: unknown[] = [];
    for (const engine of engines) engine.listenToErrors((error) => unexpected.push(error));

    const visitors = Array.from({ length: VISITORS }, () => ({
      visitor: new StoredVisitor(),
      expected: new Expected(),
    }));
    await Promise.all(visitors.map(({ visitor, expected }) => live(visitor, expected)));
    for (const engine of engines) await engine.commit();

    const stored = new Map<string, StoredSession>();
    for await (const session of storage.find(new Var())) stored.set(session.id, session);
    expect(unexpected).toEqual([]);
    expect([...stored.keys()].sort()).toEqual(visitors.map(({ visitor }) => visitor.id).sort());
    for (const { visitor, expected } of visitors) {
      const facts = stored.get(visitor.id!)!.facts.map(({ fact }) => writeTerm(fact));
      const known = (n: number): boolean => !expected.maybe.has(n);
      expect(numbers(facts, 'item').sort(byValue)).toEqual(expected.items.sort(byValue));
      expect(numbers(facts, 'front').filter(known).sort(byValue)).toEqual(expected.fronts.sort(byValue));
      const firstOther = facts.findIndex((fact) => !fact.startsWith('front('));
      expect(facts.slice(firstOther).some((fact) => fact.startsWith('front('))).toBe(false);
      const [visits, ...others] = numbers(facts, 'visits');
      expect(others).toEqual([]);
      expect(visits).toBeGreaterThanOrEqual(expected.visits);
      expect(visits).toBeLessThanOrEqual(expected.visits + expected.maybeVisits);
      const left = Array.from({ length: TOKENS }, (_, i) => i).filter(
        (token) => !expected.taken.includes(token),
      );
      expect(numbers(facts, 'token')).toEqual(left);
      expect(new Set(expected.taken).size).toBe(expected.taken.length);
      expect(numbers(facts, 'theme').filter(known).length).toBeLessThanOrEqual(1);
      if (expected.themes.length > 0)
        expect([...expected.themes, ...expected.maybe]).toContain(numbers(facts, 'theme')[0]);
      for (const engine of engines) {
        // What is in memory is what is stored, and in its order.
        const seen = await visitor.visit(engine, () => texts(engine.session()));
        expect(seen).toEqual(facts);
      }
    }
    for (const engine of engines) await engine.close();

    async function live(visitor: StoredVisitor, expected: Expected): Promise<void> {
      await visitor.visit(engines[0]!, () => {
        engines[0]!.openSession();
        const session = engines[0]!.session();
        for (let token = 0; token < TOKENS; token++) session.assert({ token });
        session.assert({ visits: 0 });
      });
      const underWay = new Set<Promise<void>>();
      for (let request = 0; request < REQUESTS; request++) {
        if (random.chance(0.04)) {
          const engine = random.pick(engines);
          let isAlive = false;
          try {
            await visitor.visit(engine, () => {
              isAlive = engine.session().isAlive;
              if (isAlive)
                engine
                  .session()
                  .renew()
                  .assert({ item: 1000 + request });
            });
          } catch (error) {
            expect(error).toMatchObject({ status: 409 });
            continue;
          }
          if (isAlive) expected.items.push(1000 + request);
          continue;
        }
        const done = visit(visitor, expected, request).finally(() => underWay.delete(done));
        underWay.add(done);
        while (underWay.size >= 6 || (underWay.size > 0 && random.chance(0.4))) await Promise.race(underWay);
      }
      await Promise.all(underWay);
    }

    async function visit(visitor: StoredVisitor, expected: Expected, request: number): Promise<void> {
      const engine = random.pick(engines);
      const kinds = random.several(1, 3, () => random.below(5));
      let token: number | undefined;
      let isAlive = true;
      try {
        await visitor.visit(engine, async () => {
          const session = engine.session();
          isAlive = session.isAlive; // the cookie may be that of before
          if (!isAlive) return;
          for (const kind of kinds) {
            // Others may store what was changed before; a request that may fail changes all at once.
            if (!kinds.includes(2) && random.chance(0.3)) await new Promise((done) => setImmediate(done));
            if (kind === 0) session.asserta({ front: request });
            if (kind === 1) session.update('visits(N)', (found) => ({ visits: Number(found!.N) + 1 }));
            if (kind === 2 && token === undefined)
              token = session.retract('token(T)')?.T as number | undefined;
            if (kind === 3) session.set({ theme: request });
          }
          session.assert({ item: request });
        });
      } catch (error) {
        if ((error as { code: string }).code !== 'existence_error') {
          expect(error).toMatchObject({ status: 409, code: 'permission_error' });
          expect(token).toBeDefined();
        }
        if (!kinds.includes(2)) {
          expected.maybe.add(request);
          expected.maybeVisits += kinds.filter((kind) => kind === 1).length;
        }
        return;
      }
      if (!isAlive) return;
      expected.items.push(request);
      for (const kind of kinds) if (kind === 0) expected.fronts.push(request);
      expected.visits += kinds.filter((kind) => kind === 1).length;
      if (token !== undefined) expected.taken.push(token);
      if (kinds.includes(3)) expected.themes.push(request);
    }
  });
});

function texts(session: Session): string[] {
  return [...session.data('Fact')].map(({ term }) => writeTerm(term));
}

/** The arguments of the facts of a name, in order. */
function numbers(facts: readonly string[], name: string): number[] {
  return facts
    .filter((fact) => fact.startsWith(`${name}(`))
    .map((fact) => Number(fact.slice(name.length + 1, -1)));
}

function byValue(a: number, b: number): number {
  return a - b;
}
