/** Requests that handlers in Prolog answer: one at a time, in the order in which they came. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type Atom,
  atom,
  Compound,
  compound,
  deref,
  errorOf,
  int,
  PrologError,
  type Term,
} from '../../index.ts';
import { aborted } from '../budget.ts';
import { begun, doneLater, type Steps } from '../steps.ts';
import { badRequest, type ParserError, responseOn } from './bad-request.ts';
import { bodyOf, TooLong } from './body.ts';
import type { Field } from './field.ts';
import type { Asked, Head } from './header.ts';
import type { HttpFiles } from './http-files.ts';
import { beginWritten, sendReply, sendWritten } from './reply.ts';
import { requestTerm } from './request-term.ts';
import { reasonOf } from './status.ts';
import { Written } from './written.ts';

/** What requests need of an interpreter. */
export interface Answerer {
  /** Calls a goal of a module once, and answers its last argument; undefined when it fails. */
  ask(module: string, goal: Compound): Steps<Term | undefined>;
  /** Waits for an interpreter that is ready, and answers its files. */
  ready(): Steps<HttpFiles>;
  /** The session that the request is in. */
  inSession(): string | undefined;
  /** Aborted at the end of the host. */
  readonly signal: AbortSignal;
}

/** Sends a reply. */
type Send = () => void | Promise<void>;

/** A redirection unless the handler says another. */
const MOVED_TEMPORARY = 302;

/** So many requests are answered before others that have come meanwhile are looked at. */
const MOST_TOGETHER = 16;

export class HttpHandler {
  readonly #answerer: Answerer;
  #isBusy = false;
  /** Requests that wait for their turn. */
  readonly #waiting: (() => void)[] = [];
  /** So many more have their turn before there is a pause. */
  #left = 0;

  constructor(answerer: Answerer) {
    this.#answerer = answerer;
  }

  /** Answers a request to a port of the program, whatever port it came to. */
  handle(req: IncomingMessage, res: ServerResponse, port: Term): void {
    this.#inTurn(req, res, port).catch((error) => fail(error, res));
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

  async #inTurn(req: IncomingMessage, res: ServerResponse, port: Term): Promise<void> {
    const body = hasBody(req) ? await bodyOf(req) : undefined;
    await new Promise<void>((resolve) => this.#wait(resolve));
    let send: Send;
    try {
      if (isOver(res)) return; // nobody waits for it any more
      send = await begun(this.#answer(req, res, port, body), this.#answerer.signal, aborted);
    } finally {
      this.#end();
    }
    sendBy(send, res);
  }

  /** Waits for those that came before, and for all that come at the same time: together they take less time. */
  #wait(begin: () => void): void {
    this.#waiting.push(begin);
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#pause();
  }

  #pause(): void {
    setImmediate(() => {
      this.#left = MOST_TOGETHER;
      this.#end();
    });
  }

  /** Gives the turn to the one that waits longest. */
  #end(): void {
    if (this.#waiting.length === 0) this.#isBusy = false;
    else if (this.#left-- > 0) this.#waiting.shift()!();
    else this.#pause();
  }

  /** Has a request answered. */
  *#answer(req: IncomingMessage, res: ServerResponse, port: Term, body: Uint8Array | undefined): Steps<Send> {
    const files = yield* this.#answerer.ready();
    const asked: Asked = { connection: req.headers.connection, isModern: isModern(req) };
    const written = new Written(asked, files, (head) => beginWritten(head, res));
    try {
      const request = requestTerm(req, this.#answerer.inSession());
      if (body !== undefined) files.writeBody(body);
      files.sent = [];
      files.sink = (bytes) => written.take(bytes);
      const goal = compound('request', [port, request, body === undefined ? FALSE : TRUE]);
      const reply = (yield* this.#answerer.ask('thread_httpd', goal)) as Compound;
      files.sink = undefined;
      written.check();
      if (written.isSent) return () => void (reply.name === 'written' ? res.end() : res.destroy());
      if (reply.name === 'written') return yield* this.#written(written, reply, files, res);
      const [kind, sent] = reply.args.map(deref) as [Compound, Compound];
      const more = kind.name === 'http_reply' ? written.fields().filter(isExtra) : [];
      return () => sendReply(sent, more, files, res);
    } catch (error) {
      files.sink = undefined;
      const send = yield* this.#refuse(error, res);
      return written.isSent ? () => void res.destroy() : send;
    }
  }

  /** Sends what a handler wrote: its own reply, or one that sends the client elsewhere. */
  *#written(written: Written, reply: Compound, files: HttpFiles, res: ServerResponse): Steps<Send> {
    const encoding = deref(reply.args[0]!) as Atom;
    const whole = written.reply();
    if (whole === undefined) {
      throw errorOf(compound('syntax_error', [compound('http_reply_header', [atom('expected')])]));
    }
    const { head, content } = whole;
    const elsewhere = yield* this.#elsewhere(head);
    if (elsewhere === undefined) return () => sendWritten(head, content, encoding.name !== 'utf8', res);
    const more = head.fields.filter(([name]) => name !== 'location' && name !== 'content_type');
    return () => sendReply(elsewhere, more, files, res);
  }

  *#elsewhere({ status = MOVED_TEMPORARY, location }: Head): Steps<Compound | undefined> {
    if (location === undefined || status < 300 || status > 399) return undefined;
    const goal = compound('redirected', [int(status), atom(location)]);
    return (yield* this.#answerer.ask('httpd_wrapper', goal)) as Compound | undefined;
  }

  /** What says why a request was not answered; what was written for it goes to nobody. */
  *#refuse(error: unknown, res: ServerResponse): Steps<Send> {
    if (!(error instanceof PrologError)) throw error;
    const files = yield* this.#answerer.ready();
    const sent = yield* this.#answerer.ask('httpd_wrapper', compound('refused', [causeOf(error)]));
    return () => sendReply(sent as Compound, [], files, res);
  }
}

const TRUE = atom('true');
const FALSE = atom('false');

/** Whether the client has gone, or others have answered it meanwhile. */
function isOver(res: ServerResponse): boolean {
  return res.destroyed || res.writableEnded;
}

function sendBy(send: Send, res: ServerResponse): void {
  if (isOver(res)) return;
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
function causeOf({ term }: PrologError): Term {
  const [formal] = term instanceof Compound && term.name === 'error' ? term.args.map(deref) : [];
  const isTime =
    formal instanceof Compound &&
    formal.name === 'resource_error' &&
    (deref(formal.args[0]!) as { name?: string }).name === 'time';
  return isTime ? atom('time_limit_exceeded') : term;
}

/** Fields of the content that was to be sent. */
const CONTENT = ['Content-Encoding', 'Content-Length', 'Content-Range', 'Transfer-Encoding'];

function fail(error: unknown, res: ServerResponse): void {
  if (isOver(res)) return;
  if (res.headersSent) {
    res.destroy();
    return;
  }
  for (const name of CONTENT) res.removeHeader(name);
  res.statusCode = error instanceof TooLong ? 413 : 500;
  res.statusMessage = reasonOf(res.statusCode);
  res.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  res.setHeader('Connection', 'close');
  res.end(`${(error as Error).message}\n`);
}
