/** SWI-Prolog loads a dump as it is, and has the same facts then. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atom, Compound, compound, Float, int, Str, type Term } from '../../src/term/term.ts';
import { asStored, type Kept, NOW, textOf } from '../support/dumps.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { randomTerms } from '../support/random-terms.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';
import { DUMP_PROGRAM, dumpTerm } from '../support/term-dump.ts';
import { trickyTerms } from '../support/tricky-terms.ts';

/** Loads what the first argument names, as `swipl -f` does, and prints all facts of the sessions, each with an empty line behind it. */
const PROGRAM = String.raw`
:- use_module(library(prolog_stack)).
:- set_stream(user_output, encoding(utf8)).
main :- current_prolog_flag(argv, Argv), last(Argv, File), load_files(user:File, []),
    forall(member(P/A, [session_dump/2, current_session/2, session_opened/2, last_used/2, session_times/3, session_data/2,
                        session_clause_json/1, session_dump_end/0]),
           ( functor(H, P, A), forall(user:H, ( dump_text(H, T), write(T), write('\n\n') )) )).
${DUMP_PROGRAM}`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-dump-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function factsInSwipl(sessions: readonly Kept[]): Promise<string> {
  const file = join(folder, 'dump.pl');
  writeFileSync(file, await textOf(sessions.map(asStored)));
  return runSwipl(PROGRAM, { args: [file] });
}

/** What SWI-Prolog should say of them. */
function expected(sessions: readonly Kept[]): string {
  const time = (seconds: number) => (seconds === Infinity ? atom('inf') : new Float(seconds));
  const idle = (seconds: number) => (Number.isSafeInteger(seconds) ? int(seconds) : time(seconds));
  const each = (name: string, args: (session: Kept) => Term[]) =>
    sessions.map((session) => new Compound(name, [atom(session.id), ...args(session)]));
  const facts = [
    compound('session_dump', [int(1), atom('2026-01-02T03:04:05.678Z')]),
    ...each('current_session', ({ peer }) => [peer]),
    ...each('session_opened', ({ opened }) => [time(opened)]),
    ...each('last_used', ({ lastUsed }) => [time(lastUsed)]),
    ...each('session_times', (session) => [idle(session.idle), time(session.until)]),
    ...sessions.flatMap(({ id, facts }) => facts.map((fact) => compound('session_data', [atom(id), fact]))),
    atom('session_dump_end'),
  ];
  return facts.map((fact) => `${dumpTerm(fact)}\n\n`).join('');
}

function session(id: string, facts: readonly Term[], others: Partial<Kept> = {}): Kept {
  return { id, peer: atom('p'), opened: NOW, lastUsed: NOW, idle: 600, until: Infinity, facts, ...others };
}

describeWithSwipl('a dump that SWI-Prolog has loaded', () => {
  test('has the times, peers and facts of sessions, with hostile names', async () => {
    const names = hostileNames.filter((name) => !/\p{Surrogate}/u.test(name));
    const sessions = [
      session('a', [compound('cart', [atom('book'), int(3)])], { peer: compound('ip', [int(127), int(1)]) }),
      session('b', [], { idle: Infinity, until: NOW + 0.1, lastUsed: 1e9, opened: 0 }),
      session('c', [], { idle: 0.5 }),
      ...names.map((name) => session(name, [atom(name), new Str(name), compound(name, [atom(name)])])),
    ];
    expect(await factsInSwipl(sessions)).toBe(expected(sessions));
  });

  test('has what it would call as functional notation', async () => {
    const dots = [
      compound('.', [int(1), int(2)]),
      compound('f', [compound('.', [atom('a'), new Str("'.'(")])]),
    ];
    const sessions = [session('a', [atom('x'), ...dots, atom('y'), new Str("'.'(")])];
    expect(await factsInSwipl(sessions)).toBe(expected(sessions));
  });

  test('has the tricky terms', async () => {
    const sessions = [session('a', trickyTerms)];
    expect(await factsInSwipl(sessions)).toBe(expected(sessions));
  });

  test('has random terms', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
    const facts = fc.sample(randomTerms(['.']), { numRuns: 1000, seed });
    const sessions = [session(`seed ${seed}`, facts)];
    expect(await factsInSwipl(sessions)).toBe(expected(sessions));
  });

  test('has a clause with a lone surrogate, which it cannot have, as JSON', async () => {
    const sessions = [session('a', [new Str('x\ud800'), atom('y')])];
    const text = JSON.stringify(`session_data(a,"x\ud800")`);
    const facts = await factsInSwipl(sessions);
    expect(facts).toContain(dumpTerm(compound('session_clause_json', [atom(text)])));
    expect(facts).toContain(dumpTerm(compound('session_data', [atom('a'), atom('y')])));
  });
});
