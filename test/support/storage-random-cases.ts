/** Random commands, run by two storages of one place and by the model of the contract: all answers are the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ChangeOutcome,
  dueTime,
  type EndCondition,
  type SessionStorage,
  type SessionTimes,
  type StoredSession,
} from '../../src/session/storage.ts';
import { atom, compound, float, int, nil, str, type Term, Var } from '../../src/term/term.ts';
import { holdsLater } from './property.ts';
import { randomTerms } from './random-terms.ts';
import { begin, byId, change, plain } from './session-changes.ts';
import { StorageModel } from './storage-model.ts';
import { found, type OpenPlace } from './storage-place.ts';

const IDS = ['a', 'b', 'a:b', '{a}'];

const facts = fc.oneof({ weight: 3, arbitrary: smallFacts() }, { weight: 1, arbitrary: randomTerms() });
const times: fc.Arbitrary<SessionTimes> = fc.record({
  lastUsed: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 2e9, noNaN: true })),
  idle: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Infinity)),
  until: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(Infinity)),
});
const versions = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1));
const id = fc.constantFrom(...IDS);
const some = (most: number) => fc.array(facts, { maxLength: most });

const commands = fc.oneof(
  fc.record({ kind: fc.constant('begin'), id, facts: some(4), peer: facts, times }),
  fc.record({
    ...{ kind: fc.constant('change'), id, off: versions, assertz: some(3), asserta: some(2) },
    ...{ keep: fc.infiniteStream(fc.boolean()), times },
  }),
  fc.record({ kind: fc.constant('replace'), id, off: versions, by: id, facts: some(3), times }),
  fc.record({ kind: fc.constant('touch'), id, times }),
  fc.record({
    ...{ kind: fc.constant('end'), id, off: versions },
    isLater: fc.boolean(),
    isConditional: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('load'), id, off: versions, isKnown: fc.boolean() }),
  fc.record({
    kind: fc.constant('due'),
    time: fc.integer({ min: 0, max: 60 }),
    limit: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ kind: fc.constant('find'), pattern: fc.oneof(facts, fc.constant(new Var())) }),
);
type Command = typeof commands extends fc.Arbitrary<infer C> ? C : never;

export function storageRandomCases(open: OpenPlace, runs: number): void {
  test('random commands have the answers that the contract says', async () => {
    await holdsLater(
      fc.array(fc.tuple(fc.boolean(), commands), { minLength: 1, maxLength: 80, size: 'max' }),
      runs,
      async (sequence) => {
        const place = await open();
        const storages = [await place.connect(), await place.connect()] as const;
        try {
          const model = new StorageModel();
          for (const storage of storages) await storage.open(() => undefined);
          for (const [isOther, command] of sequence) await run(command, storages[isOther ? 1 : 0], model);
          for (const storage of storages) await compareAll(storage, model);
        } finally {
          for (const storage of storages) await storage.close();
          await place.remove?.();
        }
      },
    );
  }, 300_000);
}

async function run(command: Command, storage: SessionStorage, model: StorageModel): Promise<void> {
  switch (command.kind) {
    case 'begin': {
      const beginning = begin(command.id, command.facts, { peer: command.peer, ...command.times });
      return await commit(storage, model, beginning);
    }
    case 'change': {
      const session = known(model, command.id);
      const remove = (): boolean => command.keep.next().value === false;
      const { assertz, asserta } = command;
      const edit = change(session, { assertz, asserta, remove, ...command.times });
      return await commit(storage, model, { ...edit, version: Math.max(1, session.version + command.off) });
    }
    case 'replace': {
      if (command.by === command.id) return;
      const { id: old, version } = known(model, command.id);
      const replaces = { id: old, version: Math.max(1, version + command.off) };
      return await commit(storage, model, { ...begin(command.by, command.facts, command.times), replaces });
    }
    case 'touch':
      expect(await storage.touch(command.id, command.times)).toBe(model.touch(command.id, command.times));
      return;
    case 'end': {
      const { version, lastUsed } = known(model, command.id);
      const condition: EndCondition | undefined = command.isConditional
        ? { version: version + command.off, lastUsed: lastUsed + (command.isLater ? 1 : 0) }
        : undefined;
      expect(await storage.end(command.id, condition)).toBe(model.end(command.id, condition));
      return;
    }
    case 'load': {
      const version = command.isKnown ? known(model, command.id).version + command.off : undefined;
      const [answer, expected] = [await storage.load(command.id, version), model.load(command.id, version)];
      if (expected?.facts === undefined) expect(answer).toEqual(expected);
      else expect(plain(answer as StoredSession)).toEqual(plain(expected));
      return;
    }
    case 'due':
      return compareDue(await storage.due(command.time, command.limit), model, command.time, command.limit);
    case 'find': {
      const sessions = await found(storage, command.pattern);
      const ids = sessions.map((session) => session.id);
      expect(ids.length).toBe(new Set(ids).size);
      expect(byId(sessions)).toEqual(byId(ids.map((each) => model.sessions.get(each)!)));
      expect(ids).toEqual(
        expect.arrayContaining(model.matching(command.pattern).map((session) => session.id)),
      );
      return;
    }
  }
}

async function commit(
  storage: SessionStorage,
  model: StorageModel,
  edit: Parameters<SessionStorage['commit']>[0],
): Promise<void> {
  const right = model.commit(edit).map(plainOutcome);
  expect(right).toContainEqual(plainOutcome(await storage.commit(edit)));
}

/** The session that the model has under an id, or one that is there no more. */
function known(model: StorageModel, of: string): StoredSession {
  const { state } = begin(of);
  return model.sessions.get(of) ?? { id: of, version: 1, ...state, facts: [] };
}

function plainOutcome(outcome: ChangeOutcome): unknown {
  return outcome.kind === 'conflict' ? { kind: 'conflict', now: plain(outcome.now) } : { kind: outcome.kind };
}

function compareDue(due: readonly StoredSession[], model: StorageModel, time: number, limit: number): void {
  const expected = [...model.sessions.values()].filter((session) => dueTime(session) < time);
  expect(byId(due)).toEqual(byId(due.map((session) => model.sessions.get(session.id)!)));
  const dueTimes = expected.map(dueTime).sort((a, b) => a - b);
  expect(due.map(dueTime)).toEqual(dueTimes.slice(0, limit));
  expect(new Set(due.map((session) => session.id)).size).toBe(due.length);
}

async function compareAll(storage: SessionStorage, model: StorageModel): Promise<void> {
  expect(byId(await found(storage, new Var()))).toEqual(byId([...model.sessions.values()]));
  compareDue(await storage.due(1e12, 100), model, 1e12, 100);
  for (const each of IDS) {
    const [session, expected] = [await storage.load(each), model.sessions.get(each)];
    expect(session && plain(session as StoredSession)).toEqual(expected && plain(expected));
  }
}

/** Facts that often match each other. */
function smallFacts(): fc.Arbitrary<Term> {
  const argument = fc.constantFrom<Term>(
    ...[atom('a'), atom('b'), int(1), float(1), str('a'), nil, atom('[]')],
    ...[new Var(), compound('f', [atom('a')]), compound('f', [new Var()])],
  );
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('p', 'q'), fc.array(argument, { minLength: 1, maxLength: 2 }))
      .map(([name, args]) => compound(name, args)),
    argument,
  );
}
