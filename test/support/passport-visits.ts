/** Visits of an application with Passport, whatever the framework: who its users are, how it is asked, what it answers. */
import type { RequestListener } from 'node:http';
import { type Answer, ask, serve } from './http.ts';

export interface User {
  readonly id: number;
  readonly name: string;
}

const USERS: readonly User[] = [
  { id: 1, name: 'alice' },
  { id: 2, name: 'bob' },
];

/** How an application keeps its users. */
export interface Manner {
  /** What of a user is kept in the session. */
  readonly kept?: (user: User) => unknown;
  readonly keepSessionInfo?: boolean;
}

export const MANNERS: readonly [what: string, manner: Manner][] = [
  ['that keeps the id of the user', {}],
  ['that keeps an object', { kept: ({ id, name }) => ({ id, name, roles: ['buyer'], isAdmin: true }) }],
  ['that keeps what there was before', { keepSessionInfo: true }],
  ['that keeps what cannot be', { kept: () => () => {} }],
];

/** Checks a password as strategies do: who it is, or why not. */
export function checkPassword(
  name: string,
  password: string,
  done: (error: unknown, user: User | false, info?: { message: string }) => void,
): void {
  const user = USERS.find((each) => each.name === name);
  if (user === undefined || password !== 'secret') done(null, false, { message: `No, ${name}.` });
  else done(null, user);
}

/** The user of whom this was kept. */
export function userOf(found: number | User): User | false {
  const id = typeof found === 'object' ? found.id : found;
  return USERS.find((user) => user.id === id) ?? false;
}

/** A visitor who keeps the last cookie. */
export class Visitor {
  readonly #port: number;
  cookie = '';

  constructor(port: number) {
    this.#port = port;
  }

  static async of(listener: RequestListener): Promise<Visitor> {
    return new Visitor((await serve(listener)).port);
  }

  async get(path: string): Promise<Answer> {
    return this.#ask({ path });
  }

  async post(path: string, body = ''): Promise<Answer> {
    return this.#ask({ method: 'POST', path, body });
  }

  async logIn(name: string, password = 'secret'): Promise<Answer> {
    return this.post('/login', `username=${name}&password=${password}`);
  }

  /** The id in the cookie. */
  get id(): string {
    return this.cookie.split('=')[1] ?? '';
  }

  async #ask(asking: { path: string; method?: string; body?: string }): Promise<Answer> {
    const headers = { Cookie: this.cookie, 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await ask(this.#port, { ...asking, headers });
    for (const cookie of answer.cookies) this.cookie = cookie.split(';')[0]!;
    return answer;
  }
}

/** What an answer says, whatever the order of keys in it, and the text that goes with a redirect. */
function told({ status, headers, body }: Answer): unknown[] {
  const isJson = headers['content-type']?.startsWith('application/json');
  return [status, headers.location, status !== 302 && (isJson ? JSON.parse(body) : body)];
}

const VISITS: readonly ((visitor: Visitor) => Promise<Answer>)[] = [
  (visitor) => visitor.get('/me'),
  (visitor) => visitor.post('/views'),
  (visitor) => visitor.post('/views'),
  (visitor) => visitor.logIn('alice', 'wrong'),
  (visitor) => visitor.logIn('mallory'),
  (visitor) => visitor.get('/session'),
  (visitor) => visitor.get('/private'),
  (visitor) => visitor.get('/session'),
  (visitor) => visitor.logIn('alice'),
  (visitor) => visitor.get('/me'),
  (visitor) => visitor.get('/private'),
  (visitor) => visitor.get('/session'),
  (visitor) => visitor.post('/views'),
  (visitor) => visitor.logIn('bob'),
  (visitor) => visitor.get('/me'),
  (visitor) => visitor.get('/session'),
  (visitor) => visitor.post('/logout'),
  (visitor) => visitor.get('/me'),
  (visitor) => visitor.get('/session'),
  (visitor) => visitor.post('/views'),
  (visitor) => visitor.post('/logout'),
  (visitor) => visitor.get('/private'),
];

/** What an application answers, visit by visit. */
export async function answersOf(listener: RequestListener): Promise<unknown[][]> {
  const visitor = await Visitor.of(listener);
  const answers: unknown[][] = [];
  for (const [step, visit] of VISITS.entries()) answers.push([step, ...told(await visit(visitor))]);
  return answers;
}
