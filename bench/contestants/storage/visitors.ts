/** Those who use a server that keeps a counter for each of them: they check each answer. */
import type { Connection } from '../../connection.ts';

export class Visitor {
  #cookie: string | undefined;
  #count = 0;

  /** Asks for the counter, `/` or `/begin` or `/read`; it has to come to what this visitor knows. */
  async visit(connection: Connection, path: string): Promise<void> {
    const { body, cookie } = await connection.get(path, this.#cookie);
    this.#cookie = cookie ?? this.#cookie;
    if (path !== '/read') this.#count++;
    if (Number(body) !== this.#count) throw new Error(`${path} should be at ${this.#count}: ${body}`);
  }

  /** Adds a note; answers how many there are. */
  async note(connection: Connection): Promise<number> {
    return Number((await connection.get('/note', this.#cookie)).body);
  }
}

/** Visitors who have been there once, with all that a session has. */
export async function visitors(connections: readonly Connection[], count: number): Promise<Visitor[]> {
  const all = Array.from({ length: count }, () => new Visitor());
  const left = [...all];
  await Promise.all(
    connections.map(async (connection) => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) await next.visit(connection, '/');
    }),
  );
  return all;
}
