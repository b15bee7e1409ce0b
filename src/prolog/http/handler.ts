/** Requests that handlers in Prolog answer: one at a time, in the order in which they came. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { atom, Compound, compound, deref, errorOf, int, PrologError, type Term } from '../../index.ts';
import { aborted } from '../budget.ts';
import { begun, doneLater, type Steps } from '../steps.ts';
import { badRequest, type ParserError, responseOn } from './bad-request.ts';
import { bodyOf, TooLong } from './body.ts';
import { type Asked, type Field, fieldName, type Head } from './header.ts';
import type { HttpFiles } from './http-files.ts';
import { beginWritten, fieldLines, linesOf, sendReply, sendWritten } from './reply.ts';
import { requestTerm } from './request-term.ts';
import { Written } from './written.ts';

/** What requests need of an interpreter. */
export interface Answerer {
  /** Calls a goal of a module once, and answers its last argument; undefined when it fails. */
  ask(module: string, goal: Compound): Steps<Term | undefined>;
  /** Waits for an interpreter that is ready, and answers its files. */
  ready(): Steps<HttpFiles>;
  /** Aborted at the end of the host. */
  readonly signal: AbortSignal;
}

/** Sends a reply. */
type Send = () => void | Promise<void>;

/** A redirection unless the handler says another. */
const MOVED_TEMPORARY = 302;

export class HttpHandler {
  readonly #answerer: Answerer;
  #isBusy = false;
  /** Requests that wait for their turn. */
  readonly #waiting: (() => void)[] = [];

  constructor(answerer: Answerer) {
    this.#answerer = answerer;
  }

  /** Answers a request to a port of the program, whatever port it came to: at once when no other one is being answered. */
  handle(req: IncomingMessage, res: ServerResponse, port: Term): void {
    if (this.#isBusy || hasBody(req)) {
      this.#later(req, res, port).catch((error) => fail(error, res));
      return;
    }
    this.#isBusy = true;
    this.#begin(req, res, port, undefined);
  }

  /** Answers what the parser of Node.js does not take for a request. */
  refuse(error: ParserError, socket: Duplex): void {
    const why = badRequest(error);
    if (why === undefined || !socket.writable) {
      socket.destroy();
      return;
    }
    const res = responseOn(socket);
    doneLater(this.#refuse(why, res), this.#answerer.signal, aborted).then(
      (send) => sendBy(send, res),
      (thrown) => fail(thrown, res),
    );
  }

  async #later(req: IncomingMessage, res: ServerResponse, port: Term): Promise<void> {
    const body = hasBody(req) ? await bodyOf(req) : undefined;
    if (this.#isBusy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isBusy = true;
    if (res.destroyed)
      this.#end(); // nobody waits for it any more
    else this.#begin(req, res, port, body);
  }

  #begin(req: IncomingMessage, res: ServerResponse, port: Term, body: Uint8Array | undefined): void {
    try {
      const send = begun(this.#answer(req, res, port, body), this.#answerer.signal, aborted);
      if (send instanceof Promise) {
        send
          .finally(() => this.#end())
          .then(
            (fn) => sendBy(fn, res),
            (error) => fail(error, res),
          );
        return;
      }
      this.#end();
      sendBy(send, res);
    } catch (error) {
      this.#end();
      fail(error, res);
    }
  }

  /** Gives the turn to the one that waits longest. */
  #end(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#isBusy = false;
    else next();
  }

  /** Has a request answered. */
  *#answer(req: IncomingMessage, res: ServerResponse, port: Term, body: Uint8Array | undefined): Steps<Send> {
    const files = yield* this.#answerer.ready();
    const asked: Asked = { connection: req.headers.connection, isModern: isModern(req) };
    const written = new Written(asked, (head) => beginWritten(head, res));
    try {
      const request = requestTerm(req);
      if (body !== undefined) files.writeBody(body);
      files.sink = (bytes) => written.take(bytes);
      const goal = compound('request', [port, request, body === undefined ? FALSE : TRUE]);
      const reply = (yield* this.#answerer.ask('thread_httpd', goal)) as Compound;
      files.sink = undefined;
      if (written.isSent) return () => void (reply.name === 'written' ? res.end() : res.destroy());
      if (reply.name === 'written') return yield* this.#written(written, reply, files, res);
      const [kind, sent] = reply.args.map(deref) as [Compound, Compound];
      const more = kind.name === 'http_reply' ? written.fields().filter(isExtra) : [];
      return () => sendReply(sent, linesOf(more), files, res);
    } catch (error) {
      files.sink = undefined;
      if (written.isSent) return () => void res.destroy();
      return yield* this.#refuse(error, res);
    }
  }

  /** Sends what a handler wrote: its own reply, or one that sends the client elsewhere. */
  *#written(written: Written, reply: Compound, files: HttpFiles, res: ServerResponse): Steps<Send> {
    const [encoding, lines] = reply.args.map(deref) as [Compound, Term];
    const sent = fieldLines(lines).map(([name, text]): Field => [fieldName(name), text]);
    const whole = written.reply(sent);
    if (whole === undefined) {
      throw errorOf(compound('syntax_error', [compound('http_reply_header', [atom('expected')])]));
    }
    const { head, content } = whole;
    const elsewhere = yield* this.#elsewhere(head);
    if (elsewhere === undefined) return () => sendWritten(head, content, encoding.name !== 'utf8', res);
    const more = head.fields.filter(([name]) => name !== 'location' && name !== 'content_type');
    return () => sendReply(elsewhere, linesOf(more), files, res);
  }

  *#elsewhere({ status = MOVED_TEMPORARY, location }: Head): Steps<Compound | undefined> {
    if (location === undefined || status < 300 || status > 399) return undefined;
    const goal = compound('redirected', [int(status), atom(location)]);
    return (yield* this.#answerer.ask('httpd_wrapper', goal)) as Compound | undefined;
  }

  /** What says why a request was not answered. */
  *#refuse(error: unknown, res: ServerResponse): Steps<Send> {
    if (!(error instanceof PrologError)) throw error;
    const files = yield* this.#answerer.ready();
    const sent = yield* this.#answerer.ask('httpd_wrapper', compound('refused', [reasonOf(error)]));
    return () => sendReply(sent as Compound, [], files, res);
  }
}

const TRUE = atom('true');
const FALSE = atom('false');

function sendBy(send: Send, res: ServerResponse): void {
  if (res.destroyed) return;
  try {
    send()?.catch((error: unknown) => fail(error, res));
  } catch (error) {
    fail(error, res);
  }
}

/** Fields that a handler wrote before it threw a reply, and that this reply has too. */
function isExtra([name]: Field): boolean {
  return !OF_CONTENT.has(name);
}

const OF_CONTENT = new Set(['content_type', 'content_length', 'transfer_encoding', 'status', 'connection']);

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function isModern({ httpVersionMajor, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMajor === 1 && httpVersionMinor >= 1;
}

/** What a client is told of an error: that of time as handlers know it. */
function reasonOf({ term }: PrologError): Term {
  const [formal] = term instanceof Compound && term.name === 'error' ? term.args.map(deref) : [];
  const isTime =
    formal instanceof Compound &&
    formal.name === 'resource_error' &&
    (deref(formal.args[0]!) as { name?: string }).name === 'time';
  return isTime ? atom('time_limit_exceeded') : term;
}

function fail(error: unknown, res: ServerResponse): void {
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  res.statusCode = error instanceof TooLong ? 413 : 500;
  res.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  res.setHeader('Connection', 'close');
  res.end(`${(error as Error).message}\n`);
}
