/**
 * The sessions that a dump says there were. One is given when the next one begins or the dump ends: before, nobody can know
 * that it is whole.
 */
import {
  Atom,
  Compound,
  Float,
  Int,
  type Seconds,
  type SessionTimes,
  type Term,
  writeTerm,
} from '../index.ts';
import { DumpError } from './dump-error.ts';
import { ARITIES, BEGIN, END, FORMAT, NEVER, SESSION_FACTS } from './format.ts';
import type { ReadClause } from './read-clauses.ts';
import { unwrapped } from './wrapped-clause.ts';

export interface DumpedSession extends SessionTimes {
  readonly id: string;
  readonly peer: Term;
  readonly opened: Seconds;
  /** In order. */
  readonly facts: readonly Term[];
  /** Where it begins. */
  readonly line: number;
}

/** @throws DumpError with the line, what was found there, and what was expected. */
export async function* readSessions(
  clauses: AsyncIterable<readonly ReadClause[]>,
): AsyncGenerator<DumpedSession, void, undefined> {
  const dump = new DumpReader();
  for await (const some of clauses) {
    for (const clause of some) {
      const session = dump.take(unwrapped(clause));
      if (session !== undefined) yield session;
    }
  }
  dump.end();
}

/** What is known of a session while its facts come. */
interface Unfinished {
  readonly id: string;
  readonly peer: Term;
  readonly line: number;
  opened?: Seconds;
  lastUsed?: Seconds;
  idle?: Seconds;
  until?: Seconds;
  readonly facts: Term[];
}

class DumpReader {
  #state: 'before' | 'within' | 'behind' = 'before';
  #session: Unfinished | undefined;

  /** Takes the next clause; answers the session that it is the end of. */
  take(clause: ReadClause): DumpedSession | undefined {
    const { term } = clause;
    if (term instanceof Compound && term.name === ':-' && term.args.length === 1) {
      checkDirective(clause, term.args[0]!);
      return undefined;
    }
    if (this.#state === 'before') {
      checkBeginning(clause);
      this.#state = 'within';
      return undefined;
    }
    if (this.#state === 'behind') throw unexpected(clause, `nothing behind ${END}`);
    if (term instanceof Atom && term.name === END) {
      this.#state = 'behind';
      return this.#finish(clause);
    }
    const [id, value, other] = factOf(clause);
    if ((term as Compound).name === SESSION_FACTS.session) {
      const finished = this.#finish(clause);
      this.#session = { id: textOf(clause, id), peer: value, line: clause.line, facts: [] };
      return finished;
    }
    this.#add(clause, id, value, other);
    return undefined;
  }

  /** @throws DumpError when the text ends before the dump does */
  end(): void {
    if (this.#state === 'behind') return;
    const expected = this.#state === 'before' ? `${BEGIN}(${FORMAT}, Date)` : END;
    throw new DumpError(`the end of the text was found; ${expected} was expected: the dump was cut off`);
  }

  #add(clause: ReadClause, id: Term, value: Term, other: Term | undefined): void {
    const session = this.#session;
    if (session === undefined) throw unexpected(clause, `${SESSION_FACTS.session}(Id, Peer)`);
    if (!(id instanceof Atom) || id.name !== session.id) {
      throw unexpected(clause, `a fact of the session ${quoted(session.id)}, or ${SESSION_FACTS.session}/2`);
    }
    const { name } = clause.term as Compound;
    if (name === SESSION_FACTS.data) session.facts.push(value);
    else if (name === SESSION_FACTS.opened) once(clause, session, { opened: secondsOf(clause, value) });
    else if (name === SESSION_FACTS.lastUsed) once(clause, session, { lastUsed: secondsOf(clause, value) });
    else once(clause, session, { idle: secondsOf(clause, value), until: secondsOf(clause, other!) });
  }

  #finish(clause: ReadClause): DumpedSession | undefined {
    const session = this.#session;
    this.#session = undefined;
    if (session === undefined) return undefined;
    const { id, opened, lastUsed, idle, until } = session;
    if (opened === undefined)
      throw unexpected(clause, `${SESSION_FACTS.opened}(${quoted(id)}, Time) before it`);
    if (lastUsed === undefined) {
      throw unexpected(clause, `${SESSION_FACTS.lastUsed}(${quoted(id)}, Time) before it`);
    }
    if (idle === undefined || until === undefined) {
      throw unexpected(clause, `${SESSION_FACTS.times}(${quoted(id)}, Idle, Until) before it`);
    }
    return { ...session, opened, lastUsed, idle, until };
  }
}

function checkBeginning(clause: ReadClause): void {
  const { term } = clause;
  const isDump = term instanceof Compound && term.name === BEGIN && term.args.length === 2;
  const [format] = isDump ? term.args : [];
  if (!(format instanceof Int) || format.value !== FORMAT) {
    throw unexpected(clause, `${BEGIN}(${FORMAT}, Date), the format that this release reads,`);
  }
}

/** The directives of the head, which have to mean what the reader does anyway. */
function checkDirective(clause: ReadClause, directive: Term): void {
  const text = writeTerm(directive, { ignoreOps: true });
  const isKnown =
    text === 'encoding(utf8)' ||
    text === 'set_prolog_flag(double_quotes,string)' ||
    (directive instanceof Compound &&
      directive.args.length === 1 &&
      ['dynamic', 'discontiguous', 'style_check'].includes(directive.name));
  if (!isKnown) throw unexpected(clause, 'no other directives than those of the head of a dump,');
}

/** The arguments of a fact of a session. */
function factOf(clause: ReadClause): [id: Term, value: Term, other: Term | undefined] {
  const { term } = clause;
  if (!(term instanceof Compound) || ARITIES.get(term.name) !== term.args.length) {
    throw unexpected(clause, `a fact of a session, such as ${SESSION_FACTS.data}(Id, Fact), or ${END}`);
  }
  return [term.args[0]!, term.args[1]!, term.args[2]];
}

function once(clause: ReadClause, session: Unfinished, times: Partial<Unfinished>): void {
  for (const name of Object.keys(times) as (keyof Unfinished)[]) {
    if (session[name] !== undefined) throw unexpected(clause, 'one such fact of a session');
  }
  Object.assign(session, times);
}

function textOf(clause: ReadClause, id: Term): string {
  if (id instanceof Atom) return id.name;
  throw unexpected(clause, 'an atom as the id of the session');
}

function secondsOf(clause: ReadClause, term: Term): Seconds {
  if (term instanceof Atom && term.name === NEVER) return Number.POSITIVE_INFINITY;
  const seconds = term instanceof Int || term instanceof Float ? Number(term.value) : Number.NaN;
  if (Number.isNaN(seconds)) throw unexpected(clause, `a number of seconds, or ${NEVER},`);
  return seconds;
}

function unexpected({ term, line }: ReadClause, expected: string): DumpError {
  return new DumpError(`line ${line}: ${shown(term)} was found; ${expected} was expected`);
}

function shown(term: Term): string {
  const text = writeTerm(term, { maxDepth: 6 });
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function quoted(id: string): string {
  return shown(new Atom(id));
}
