/**
 * A site on node:http and a session engine, the sibling of `test/oracle/session-server.pl`: the query of a request says
 * what is done, step by step, and the lines of the body what that came to. The first step that throws ends the request
 * with status 500.
 */
import type { RequestListener } from 'node:http';
import {
  Atom,
  Compound,
  int,
  PrologError,
  type SessionEngine,
  type Solutions,
  type Term,
  Var,
} from 'clausal';
import { nodeSession } from 'clausal/node';
import { writeTerm } from '../../src/syntax/writer.ts';
import { deref } from '../../src/term/term.ts';

export function sessionSite(engine: SessionEngine): RequestListener {
  const events: Term[] = [];
  engine.listen('http_session(Event)', ({ terms }) => events.push(terms.Event!));

  return nodeSession(engine)((request, response) => {
    const lines: string[] = [];
    let status = 200;
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, text] of searchParams) {
      if (name === 'header') {
        response.writeHead(status, CONTENT_TYPE).flushHeaders();
        continue;
      }
      try {
        lines.push(...run(engine, events, name, text).map(lineOf));
      } catch (error) {
        if (!(error instanceof PrologError)) throw error;
        lines.push(`!${lineOf(argument(error.term, 0))}`);
        status = 500;
        break;
      }
    }
    if (!response.headersSent) response.writeHead(status, CONTENT_TYPE);
    response.end(lines.map((line) => `${line}\n`).join(''));
  });
}

const CONTENT_TYPE = { 'Content-Type': 'text/plain; charset=UTF-8' };

/** What a step comes to. */
function run(engine: SessionEngine, events: Term[], name: string, text: string): readonly Term[] {
  switch (name) {
    case 'add':
      return none(engine.sessionAssert(text));
    case 'first':
      return none(engine.sessionAsserta(text));
    case 'list':
      return termsOf(engine.sessionData(text));
    case 'take':
      return [engine.sessionRetract(text)?.term ?? new Atom('no')];
    case 'takeall':
      return termsOf(engine.sessionRetractEach(text));
    case 'clear':
      return none(engine.sessionRetractall(text));
    case 'counter': {
      const next = Number(engine.sessionData('counter(N)').first()?.N ?? 0) + 1;
      engine.sessionRetractall('counter(_)');
      engine.sessionAssert({ counter: next });
      return [int(next)];
    }
    case 'id':
      return [new Atom(engine.inSession() ?? 'none')];
    case 'session':
      return [new Atom(engine.sessionId())];
    case 'open':
      return [new Atom(engine.openSession())];
    case 'renew':
      return [new Atom(engine.openSession({ renew: true }))];
    case 'close':
      return none(engine.closeSession(engine.sessionId()));
    case 'timeout':
      return none(engine.setSession(`timeout(${text})`));
    case 'current':
      return termsOf(engine.currentSession(engine.sessionId())).map((found) => shown(argument(found, 1)));
    case 'sessions':
      return termsOf(engine.currentSession()).map(
        (found) => new Compound('session', [argument(found, 0), shown(argument(found, 1))]),
      );
    case 'of':
      return termsOf(engine.sessionData('Data', text));
    case 'events':
      return events.splice(0);
    case 'options':
      return none(engine.setSessionOptions(text));
    case 'option':
      return termsOf(engine.sessionOption(text));
    default:
      throw new RangeError(`no step: ${name}`);
  }
}

function none(_nothing: unknown): readonly Term[] {
  return [];
}

function termsOf(solutions: Solutions): Term[] {
  return Array.from(solutions, ({ term }) => term);
}

function argument(term: Term, index: number): Term {
  return deref((term as Compound).args[index]!);
}

/** A time is never the same twice. */
function shown(data: Term): Term {
  return data instanceof Compound && data.name === 'idle' ? new Atom('idle') : data;
}

/** A term as text, its variables as letters in the order in which they occur. */
function lineOf(term: Term): string {
  const names = new Map<Var, Term>();
  const named = (part: Term): Term => {
    const value = deref(part);
    if (value instanceof Compound) return new Compound(value.name, value.args.map(named));
    if (!(value instanceof Var)) return value;
    if (!names.has(value)) names.set(value, new Compound('$VAR', [int(names.size)]));
    return names.get(value)!;
  };
  return writeTerm(named(term), { numberVars: true });
}
