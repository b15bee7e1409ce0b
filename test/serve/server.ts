/** The servers that applications are played to: each is a command, started as a child process and ended with the test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLAUSAL as COMMAND } from '../support/clausal-command.ts';
import { freePort } from '../support/free-port.ts';
import type { Application } from './application.ts';

/** What serves: its name, and the command that serves an application on the port `PORT`. */
export interface Contestant {
  readonly name: string;
  command(application: Application): readonly string[];
}

export const SWIPL: Contestant = {
  name: 'swipl',
  command({ file, goal, swipl = {} }) {
    const asked = swipl.goal ?? goal;
    const options = ['-q', '-f', 'none', '--no-tty', ...(asked === undefined ? [] : ['-g', asked])];
    return ['swipl', ...options, file, ...(swipl.words ?? [])];
  },
};

export const CLAUSAL: Contestant = {
  name: 'clausal',
  command({ file, goal }) {
    const words = ['serve', file, ...(goal === undefined ? [] : ['-g', goal]), '--port', 'PORT'];
    return [...COMMAND, ...words];
  },
};

/** The same on the interpreter for small applications. */
export const CLAUSAL_TAU: Contestant = {
  name: 'clausal --engine tau',
  command: (application) => [...CLAUSAL.command(application), '--engine', 'tau'],
};

/** Milliseconds that a server may take to begin. */
const PATIENCE = 60_000;

export class Server {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #folder: string;
  #log = '';

  static async start(contestant: Contestant, application: Application): Promise<Server> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'clausal-serve-'));
    const [program = '', ...words] = contestant
      .command(application)
      .map((word) => word.replaceAll('PORT', String(port)).replaceAll('FOLDER', folder));
    // Its standard input stays open: the toplevel of SWI-Prolog waits there, and ends when this process does.
    const child = spawn(program, words, { cwd: dirname(application.file), env: environment() });
    const server = new Server(port, child, folder);
    await server.#begun(contestant, application);
    return server;
  }

  private constructor(port: number, child: ChildProcess, folder: string) {
    this.port = port;
    this.#child = child;
    this.#folder = folder;
    child.stdout?.on('data', (chunk) => (this.#log += chunk));
    child.stderr?.on('data', (chunk) => (this.#log += chunk));
    child.on('error', (error) => (this.#log += String(error)));
  }

  /** What it printed. */
  get log(): string {
    return this.#log;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #begun({ name }: Contestant, application: Application): Promise<void> {
    const limit = Date.now() + PATIENCE;
    while (!(await accepts(this.port))) {
      const isOver = this.#child.exitCode !== null || Date.now() > limit;
      if (isOver) {
        await this.stop();
        throw new Error(`${name} does not serve ${application.name}\n${this.#log}`);
      }
      await sleep(50);
    }
  }
}

/** The same for all servers. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, LC_ALL: 'C.UTF-8' };
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
