/** Visitors of one server: each keeps its cookies, and what a script takes out of replies is known to all. */
import { exchange, type Reply } from './exchange.ts';
import { bytesOf, methodOf, type Taken, type Visit } from './visit.ts';

export class Visitors {
  readonly #port: number;
  readonly #jars = new Map<string, Map<string, string>>();
  readonly taken: Taken = new Map();

  constructor(port: number) {
    this.#port = port;
  }

  async visit(visit: Visit): Promise<Reply> {
    const jar = this.#jarOf(visit.as ?? 'anna');
    const bytes = bytesOf(visit, this.#port, cookieHeader(jar), this.taken);
    const reply = await exchange(this.#port, bytes, methodOf(visit) === 'HEAD', visit.raw !== undefined);
    for (const [name, value] of reply.headers) if (name.toLowerCase() === 'set-cookie') keep(jar, value);
    for (const [name, pattern] of Object.entries(visit.take ?? {})) {
      const found = pattern.exec(reply.text)?.[1];
      if (found !== undefined) this.taken.set(name, found);
    }
    return reply;
  }

  #jarOf(name: string): Map<string, string> {
    const jar = this.#jars.get(name) ?? new Map<string, string>();
    this.#jars.set(name, jar);
    return jar;
  }
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const [name = ''] = pair.split('=', 1);
  const isOver = attributes.some((attribute) => /^(max-age=0|expires=.*1970)/i.test(attribute));
  if (isOver) jar.delete(name);
  else jar.set(name, pair.slice(name.length + 1));
}

function cookieHeader(jar: ReadonlyMap<string, string>): string | undefined {
  return jar.size === 0 ? undefined : [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
