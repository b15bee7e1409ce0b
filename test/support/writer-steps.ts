/**
 * What programs that are killed do with each of their sessions, step by step, so that who checks it knows what there has to be
 * after each of them.
 */
import type { SessionChange, SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { atom, compound, int, str, type Term } from '../../src/term/term.ts';
import { isVariant } from '../../src/term/walk.ts';

/** A session as it has to be. */
interface Expected {
  readonly id: string;
  readonly version: number;
  readonly lastUsed: number;
  readonly places: readonly number[];
}

/** The session of a slot after each step, from 0 on; undefined where it has ended. */
function* expectations(program: number, slot: number): Generator<Expected | undefined> {
  let life = 0;
  let now: Expected | undefined;
  for (let step = 0; ; step++) {
    const id = `${program}-${slot}-${life}`;
    const kind = kindOf(step);
    if (kind === 'begin') now = { id, version: 1, lastUsed: step, places: [step] };
    else if (kind === 'end') now = undefined;
    else if (kind === 'renew')
      now = { ...now!, id: `${program}-${slot}-${++life}`, version: 1, lastUsed: step };
    else if (kind === 'touch') now = { ...now!, lastUsed: step };
    else {
      const places = [...now!.places, step].slice(-2);
      now = { ...now!, version: now!.version + 1, lastUsed: step, places };
    }
    if (kind === 'end') life++;
    yield now;
  }
}

/** Takes steps with the session of a slot without end, and says `Slot Step` after each one that was answered. */
export async function takeSteps(
  storage: SessionStorage,
  program: number,
  slot: number,
  say: (line: string) => void,
): Promise<void> {
  let before: Expected | undefined;
  let step = 0;
  for (const after of expectations(program, slot)) {
    await takeStep(storage, step, before, after);
    say(`${slot} ${step}\n`);
    before = after;
    step++;
  }
}

/** The last step of each slot that a program has said; its last line may be cut. */
export function lastSteps(output: string): Map<number, number> {
  const lines = output.split('\n').slice(0, -1);
  return new Map(lines.map((line) => line.split(' ').map(Number) as [number, number]));
}

/** What the ids of the sessions begin with that a slot has, one after the other. */
export function prefixOf(program: number, slot: number): string {
  return `${program}-${slot}-`;
}

/**
 * What is wrong of a slot of which the last step that was answered is known, undefined if none was: it or the next one was done.
 * `stored` is what there is of it.
 */
export function wrongOfSlot(
  program: number,
  slot: number,
  answered: number | undefined,
  stored: readonly StoredSession[],
): string[] {
  const last = answered ?? -1;
  const ways: (Expected | undefined)[] = last < 0 ? [undefined] : [];
  let step = 0;
  for (const expected of expectations(program, slot)) {
    if (step === last || step === last + 1) ways.push(expected);
    if (step++ > last) break;
  }
  const isOne = ways.some((way) =>
    way === undefined
      ? stored.length === 0
      : stored.length === 1 && stored[0]!.id === way.id && isAs(way, stored[0]!),
  );
  return isOne ? [] : [`slot ${prefixOf(program, slot)} after step ${last}: ${stored.map(shown)}`];
}

function shown({ id, version, facts }: StoredSession): string {
  return `${id} version ${version}, places ${facts.map(({ place }) => place)}`;
}

/** Takes a step; `before` is what there is before it and `after` what there has to be. */
async function takeStep(
  storage: SessionStorage,
  step: number,
  before: Expected | undefined,
  after: Expected | undefined,
): Promise<void> {
  const kind = kindOf(step);
  if (kind === 'end') return must(await storage.end(before!.id));
  const times = { lastUsed: step, idle: 600 - (step % 3) * 200, until: Infinity };
  if (kind === 'touch') return must(await storage.touch(before!.id, times));
  const facts = (places: readonly number[]) => places.map((place) => ({ place, fact: factAt(place) }));
  const stays = kind === 'change' ? before!.places : [];
  const change: SessionChange = {
    id: after!.id,
    version: after!.version - 1,
    state: { ...times, peer: atom('peer'), opened: 0, first: 0, last: step },
    added: facts(after!.places.filter((place) => !stays.includes(place))),
    removed: facts(stays.filter((place) => !after!.places.includes(place))),
    ...(kind === 'renew' && {
      replaces: { id: before!.id, version: before!.version },
    }),
  };
  const outcome = await storage.commit(change);
  must(outcome.kind === 'done');
}

/** Whether a stored session is what is expected, all of it. */
function isAs(expected: Expected, session: StoredSession): boolean {
  return (
    session.version === expected.version &&
    session.lastUsed === expected.lastUsed &&
    session.facts.length === expected.places.length &&
    session.facts.every(
      ({ place, fact }, i) => place === expected.places[i] && isVariant(fact, factAt(place)),
    )
  );
}

function kindOf(step: number): 'begin' | 'change' | 'touch' | 'renew' | 'end' {
  const turn = step % 8;
  if (turn === 0) return 'begin';
  if (turn === 7) return 'end';
  if (turn === 5) return 'renew';
  return turn === 3 ? 'touch' : 'change';
}

/** Some are found by one key, some by another, and some are longer than a page of LMDB. */
function factAt(place: number): Term {
  if (place % 7 === 3) return compound('long', [str(`${place} `.repeat(1500))]);
  return compound(place % 2 === 0 ? 'even' : 'item', [int(place % 5), int(place)]);
}

function must(isDone: boolean): void {
  if (!isDone) throw new Error('a step was not done, though nobody else has these sessions');
}
