/** Whole servers for tests: processes that serve the same sessions, which can be killed, and clients that talk HTTP to them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import type { ServerAnswers, ServerConfig } from './stack-server.ts';

/** A request that has no answer after so many milliseconds hangs. */
const HANGS = 15_000;

/** The program of all server processes, bundled, in a folder of its own. */
export class Program {
  readonly #servers = new Set<ServerProcess>();

  private constructor(
    readonly folder: string,
    readonly file: string,
  ) {}

  static async make(): Promise<Program> {
    const folder = await mkdtemp(join(tmpdir(), 'clausal-stack-'));
    return new Program(folder, await bundle('stack-server.ts', folder));
  }

  /** Starts server processes, which serve when the promise is resolved. */
  start(count: number, config: ServerConfig): Promise<ServerProcess[]> {
    return Promise.all(
      Array.from({ length: count }, async () => {
        const server = new ServerProcess(this.file, config);
        this.#servers.add(server);
        await server.start();
        return server;
      }),
    );
  }

  /** Kills all that it has started. */
  async killAll(): Promise<void> {
    await Promise.all([...this.#servers].map((server) => server.kill()));
    this.#servers.clear();
  }

  async remove(): Promise<void> {
    await this.killAll();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export class ServerProcess {
  /** 0 while it does not serve. */
  port = 0;
  readonly #file: string;
  readonly #config: ServerConfig;
  #child: ChildProcess | undefined;
  #asked = 0;

  constructor(file: string, config: ServerConfig) {
    this.#file = file;
    this.#config = config;
  }

  async start(): Promise<void> {
    const child = fork(this.#file, [JSON.stringify(this.#config)], { execArgv: [] });
    this.#child = child;
    const [told] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code, signal]) => [{ ended: `${code} ${signal}` }]),
    ])) as [{ port?: number; ended?: string }];
    if (told.port === undefined) {
      if (child.killed) return;
      throw new Error(`a server process has ended by itself: ${told.ended}`);
    }
    this.port = told.port;
  }

  /** Kills it as a crash does. Rejects when it has ended by itself before. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.port = 0;
    this.#child = undefined;
    if (child === undefined) return;
    if (child.exitCode !== null) throw new Error(`a server process has ended by itself: ${child.exitCode}`);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Lets it do nothing for a while, with its connections open. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** What the process says of itself. */
  async ask<K extends keyof ServerAnswers>(what: K): Promise<ServerAnswers[K]> {
    const id = ++this.#asked;
    const child = this.#child!;
    const answer = new Promise<ServerAnswers[K]>((resolve) => {
      const listener = (message: { id: number; answered: ServerAnswers[K] }): void => {
        if (message.id !== id) return;
        child.off('message', listener);
        resolve(message.answered);
      };
      child.on('message', listener);
    });
    child.send({ id, what });
    return answer;
  }
}

/** What a client has got. Status 0: the connection was lost; -1: there was no answer for very long. */
export interface Got {
  readonly status: number;
  readonly body: string;
  readonly milliseconds: number;
  /** `name=value`; empty when the client is to forget it. */
  readonly cookie: string | undefined;
}

const NONE = { body: '', cookie: undefined };

/** What several clients of one visitor have: connections that stay, and the cookie. */
export class Visitor {
  cookie: string;
  readonly agent: Agent;

  constructor(cookie = '', agent = new Agent({ keepAlive: true, maxSockets: 64 })) {
    this.cookie = cookie;
    this.agent = agent;
  }

  /** Asks for a page, and takes the cookie if there is one. */
  async get(port: number, path: string, body?: string): Promise<Got> {
    const got = await visit(port, path, this.cookie, this.agent, body);
    if (got.cookie !== undefined) this.cookie = got.cookie;
    return got;
  }

  get id(): string {
    return this.cookie.replace(/^[^=]*=/, '');
  }
}

/** One request. Never rejects. */
export function visit(port: number, path: string, cookie: string, agent: Agent, body?: string): Promise<Got> {
  const start = performance.now();
  return new Promise((resolve) => {
    const done = (got: Omit<Got, 'milliseconds'>): void =>
      resolve({ ...got, milliseconds: performance.now() - start });
    const headers = cookie === '' ? {} : { cookie };
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ host: '127.0.0.1', port, path, headers, agent, method }, (response) => {
      collect(response).then(
        (text) => done({ status: response.statusCode!, body: text, cookie: cookieOf(response) }),
        () => done({ status: 0, ...NONE }),
      );
    });
    let isLate = false;
    sent.setTimeout(HANGS, () => {
      isLate = true;
      sent.destroy();
    });
    sent.on('error', () => done({ status: isLate ? -1 : 0, ...NONE }));
    sent.end(body);
  });
}

async function collect(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

function cookieOf({ headers }: IncomingMessage): string | undefined {
  const own = headers['set-cookie']?.find((each) => each.includes('clausal_session='));
  if (own === undefined) return undefined;
  return own.includes('Expires=Thu, 01 Jan 1970') ? '' : own.replace(/;.*/, '');
}

/** One of several. */
export function anyOf<T>(all: readonly T[]): T {
  return all[Math.floor(Math.random() * all.length)]!;
}
