/** Runs scenarios with a session engine in its profile `swi`; what comes out is told as `test/oracle/session.pl` does. */
import {
  Atom,
  Compound,
  SessionEngine,
  type SessionRequest,
  type Solution,
  type Term,
  Var,
  v,
} from 'clausal';
import { writeTerm } from '../../src/syntax/writer.ts';
import { PrologError } from '../../src/term/error.ts';
import { deref, Float, int, list } from '../../src/term/term.ts';
import type { Alias, Outcome, RequestStep, Step } from './session-scenario.ts';

/** What each step came to, in the order of `flatSteps`. */
export function runScenario(steps: readonly Step[]): Outcome[] {
  const runner = new SessionRunner();
  runner.run(steps);
  return runner.outcomes;
}

const START = 1_000_000;

class SessionRunner {
  readonly outcomes: Outcome[] = [];
  #now = START;
  #made = 0;
  #cookies: string[] = [];
  #events: string[] = [];
  /** That of the request which the steps are in. */
  #response: { isOpen: boolean } | undefined = undefined;
  readonly #heard = new Set<string>();
  readonly #idOf = new Map<Alias, string>();
  readonly #engine = new SessionEngine({
    profile: 'swi',
    now: () => this.#now,
    random: (bytes) => numbered(bytes, ++this.#made),
  });

  run(steps: readonly Step[]): void {
    for (const step of steps) {
      this.#cookies = [];
      this.#events = [];
      if (step.do === 'request') this.#request(step.request, step.steps);
      else this.#report(this.#outcome(step));
    }
  }

  #request({ cookies, path, address, forwardedFor }: RequestStep, steps: readonly Step[]): void {
    const engine = this.#engine;
    const pairs = cookies.map(([name, alias]) => {
      const known = name === 'current' ? String(engine.sessionOption('cookie(Name)').first()!.Name) : name;
      return `${known}=${this.#id(alias)}`;
    });
    const response = { isOpen: true };
    const request: SessionRequest = {
      path,
      cookie: pairs.length === 0 ? undefined : pairs.join('; '),
      address,
      forwardedFor,
      isSecure: false,
      get isOpen() {
        return response.isOpen;
      },
      setCookie: (_name, header) => void this.#cookies.push(header),
    };
    engine.enter(request, () => {
      this.#response = response;
      this.#report([]);
      this.run(steps);
      this.#response = undefined;
    });
  }

  #report(result: readonly string[]): void {
    const { store } = this.#engine;
    const facts = ['current_session(_, _)', 'last_used(_, _)', 'session_data(_, _)'].flatMap((pattern) =>
      Array.from(store.query(pattern), ({ term }) => this.#text(term)),
    );
    const cookies = this.#cookies.map((text) => text.replace(ID, (id) => this.#alias(id)));
    this.outcomes.push({ result, cookies, events: this.#events, facts });
  }

  #outcome(step: Exclude<Step, { do: 'request' }>): string[] {
    const result: string[] = [];
    try {
      for (const term of this.#results(step)) result.push(this.#text(term));
    } catch (error) {
      if (!(error instanceof PrologError)) throw error;
      const { term } = error;
      const isError = term instanceof Compound && term.name === 'error';
      result.push(`!${this.#text(isError ? term.args[0]! : term)}`);
    }
    return result;
  }

  /** The solutions of a step as terms, `true` for one that just succeeds. */
  #results(step: Exclude<Step, { do: 'request' }>): Term[] {
    const engine = this.#engine;
    const id = 'id' in step && step.id !== undefined ? this.#id(step.id) : undefined;
    switch (step.do) {
      case 'set_options':
        return done(engine.setSessionOptions(step.options));
      case 'session_option':
        return Array.from(engine.sessionOption(step.pattern), ({ term }) => term);
      case 'set_session':
        return done(engine.setSession(step.setting, id));
      case 'end_header':
        if (this.#response !== undefined) this.#response.isOpen = false;
        return done();
      case 'open_session':
        return [new Atom(engine.openSession(step.renew === undefined ? undefined : { renew: step.renew }))];
      case 'close_session':
        return done(engine.closeSession(id!));
      case 'session_id':
        return [new Atom(engine.sessionId())];
      case 'in_session': {
        const current = engine.inSession();
        return current === undefined ? [] : [new Atom(current)];
      }
      case 'gc':
        return done(engine.gcSessions());
      case 'current_session': {
        const session = /^[A-Z]/.test(step.id) ? v(step.id) : id!;
        return Array.from(
          engine.currentSession(session, step.data),
          ({ term }) => new Compound('-', (term as Compound).args),
        );
      }
      case 'assert':
        return done(engine.sessionAssert(step.data, id));
      case 'asserta':
        return done(engine.sessionAsserta(step.data, id));
      case 'retractall':
        engine.sessionRetractall(step.data, id);
        return done();
      case 'data':
        return Array.from(engine.sessionData(step.data, id), ({ term }) => term);
      case 'retract':
        return this.#retract(step.data, step.most, id);
      case 'advance':
        this.#now += step.seconds;
        return done();
      case 'listen':
        return done(this.#listen(step.kind, step.event));
    }
  }

  #retract(data: string, most: number, id: string | undefined): Term[] {
    if (most === 1) {
      const solution = this.#engine.sessionRetract(data, id);
      return solution === undefined ? [] : [solution.term];
    }
    const found: Term[] = [];
    for (const { term } of this.#engine.sessionRetractEach(data, id)) {
      found.push(term);
      if (found.length >= most) break;
    }
    return found;
  }

  /** As in SWI-Prolog, the same listener is there once. */
  #listen(kind: 'note' | 'greet', event: string): void {
    const engine = this.#engine;
    if (this.#heard.has(`${kind} ${event}`)) return;
    this.#heard.add(`${kind} ${event}`);
    const note = ({ term }: Solution) => {
      const data = Array.from(engine.sessionData('D'), (solution) => solution.term);
      const current = new Atom(engine.inSession() ?? 'none');
      this.#events.push(this.#text(new Compound('heard', [argument(term, 0), current, list(data)])));
    };
    const greet = () => engine.sessionAssert('greeting(hello)');
    engine.listen(`http_session(${event})`, kind === 'note' ? note : greet);
  }

  #id(alias: Alias): string {
    return this.#idOf.get(alias) ?? alias;
  }

  #alias(id: string): Alias {
    const [, number] = WHOLE_ID.exec(id) ?? [];
    if (number === undefined) return id;
    const alias = `s${Number.parseInt(number, 16)}`;
    this.#idOf.set(alias, id);
    return alias;
  }

  /** A term as text: ids as aliases, times as integers, variables as letters in the order in which they occur. */
  #text(term: Term): string {
    const variables = new Map<Var, Term>();
    const shown = (part: Term): Term => {
      const value = deref(part);
      if (value instanceof Var) {
        if (!variables.has(value)) variables.set(value, new Compound('$VAR', [int(variables.size)]));
        return variables.get(value)!;
      }
      if (value instanceof Atom) return new Atom(this.#alias(value.name));
      if (!(value instanceof Compound)) return value;
      const isTime = value.name === 'idle' || value.name === 'last_used';
      return new Compound(
        value.name,
        value.args.map((arg) => (isTime ? whole(shown(arg)) : shown(arg))),
      );
    };
    return writeTerm(shown(term), { numberVars: true });
  }
}

/** The ids of this engine, which are numbered. */
const ID = /0000-0000-0000-([0-9a-f]{4})(\.[\w.-]+)?/;
const WHOLE_ID = new RegExp(`^${ID.source}$`);

/** Bytes that are a number. */
function numbered(bytes: number, number: number): Uint8Array {
  const result = new Uint8Array(bytes);
  result[bytes - 2] = number >> 8;
  result[bytes - 1] = number & 0xff;
  return result;
}

function done(_nothing?: unknown): Term[] {
  return [new Atom('true')];
}

function argument(term: Term, index: number): Term {
  return (term as Compound).args[index]!;
}

function whole(term: Term): Term {
  return term instanceof Float ? int(Math.round(term.value)) : term;
}
