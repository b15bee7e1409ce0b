/**
 * Visitors of a site that has sessions, each with a cookie jar, over real connections. What they see is told in a way
 * that is the same for every site where the same happened: ids as `s1`, `s2`, … in the order in which they appear.
 */
import { ask } from './http.ts';

/**
 * A request: whose it is (`alice`, or `alice@127.0.0.2` when she sends it from there), for which path, with which steps as its query, and perhaps a `Cookie` header in place of what
 * the jar holds. `{s1}` in steps and cookies stands for an id.
 */
export interface Visit {
  readonly visitor: string;
  readonly path: string;
  readonly steps: readonly Step[];
  readonly cookie?: string;
}

/** `name=text`, see `session-site.ts`. */
export type Step = string;

/** What came back. */
export interface Seen {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly lines: readonly string[];
}

export class SiteVisitors {
  readonly #port: number;
  readonly #jars = new Map<string, CookieJar>();
  readonly #aliases = new Map<string, string>();

  constructor(port: number) {
    this.#port = port;
  }

  async visit({ visitor, path, steps, cookie }: Visit): Promise<Seen> {
    const [name = '', localAddress] = visitor.split('@');
    const jar = this.#jar(name);
    const sent = cookie === undefined ? jar.header(path) : this.#withIds(cookie);
    const query = steps.map((step) => this.#queryOf(step)).join('&');
    const answer = await ask(this.#port, {
      path: query === '' ? path : `${path}?${query}`,
      ...(localAddress !== undefined && { localAddress }),
      headers: sent === undefined ? {} : { cookie: sent },
    });
    const cookies = effective(answer.cookies.map(parsed));
    for (const each of cookies) jar.take(each);
    const texts = cookies.map((each) => this.#withAliases(textOf(each)));
    const lines = answer.body.split('\n').slice(0, -1);
    return {
      status: answer.status,
      cookies: texts,
      lines: sessionsSorted(lines.map((line) => this.#line(line))),
    };
  }

  #jar(visitor: string): CookieJar {
    let jar = this.#jars.get(visitor);
    if (jar === undefined) {
      jar = new CookieJar();
      this.#jars.set(visitor, jar);
    }
    return jar;
  }

  #queryOf(step: Step): string {
    const [name = '', ...text] = step.split('=');
    return `${name}=${encodeURIComponent(this.#withIds(text.join('=')))}`;
  }

  #line(line: string): string {
    // SWI-Prolog names the stream that it cannot write to, clausal has none.
    const known = line.replace(
      /^!permission_error\(open,http_session,.*\)$/,
      '!permission_error(open,http_session,_)',
    );
    return this.#withAliases(known);
  }

  #withAliases(text: string): string {
    return text.replace(ID, (id) => {
      const alias = this.#aliases.get(id) ?? `s${this.#aliases.size + 1}`;
      this.#aliases.set(id, alias);
      return alias;
    });
  }

  #withIds(text: string): string {
    return text.replace(/\{(s\d+)\}/g, (_text, alias: string) => {
      for (const [id, each] of this.#aliases) if (each === alias) return id;
      return alias;
    });
  }
}

const ID = /\b[0-9a-f]{4}(-[0-9a-f]{4}){3}(\.[\w.-]+)?/g;

/** The sessions are listed in the order of their last use, which SWI-Prolog rounds: only what each has is compared. */
function sessionsSorted(lines: readonly string[]): string[] {
  const [others, sessions] = [false, true].map((isSession) =>
    lines.filter((line) => line.startsWith('session(') === isSession),
  );
  const idOf = (line: string) => line.slice(0, line.indexOf(','));
  return [...others!, ...sessions!.sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0))];
}

interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** By names in small letters. */
  readonly attributes: ReadonlyMap<string, string>;
}

function parsed(header: string): SetCookie {
  const [pair = '', ...attributes] = header.split(/;\s*/).map((part) => {
    const at = `${part}=`.indexOf('=');
    return [part.slice(0, at), part.slice(at + 1)] as const;
  });
  return {
    name: pair[0]!,
    value: pair[1]!,
    attributes: new Map(attributes.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

/**
 * Of several headers for one name the last counts. SWI-Prolog sends them all, clausal only that one: the others end a
 * session's cookie, or name a session that has already ended.
 */
function effective(cookies: readonly SetCookie[]): SetCookie[] {
  return [...new Map(cookies.map((cookie) => [cookie.name, cookie])).values()];
}

function isExpired({ attributes }: SetCookie): boolean {
  return /\b1970\b/.test(attributes.get('expires') ?? '');
}

/**
 * A cookie by what it does: order and capitals do not count, nor does the obsolete version. SWI-Prolog ends a cookie
 * without SameSite, with another form of the date.
 */
function textOf(cookie: SetCookie): string {
  const ignored = isExpired(cookie) ? ['version', 'expires', 'samesite'] : ['version'];
  const attributes = [...cookie.attributes].filter(([name]) => !ignored.includes(name));
  const texts = attributes.map(
    ([name, value]) => `${name}=${name === 'samesite' ? value.toLowerCase() : value}`,
  );
  return [`${cookie.name}=${cookie.value}`, ...texts.sort(), ...(isExpired(cookie) ? ['expired'] : [])].join(
    '; ',
  );
}

/** The cookies of a visitor, sent where their paths say, as in RFC 6265. */
class CookieJar {
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>();

  take(cookie: SetCookie): void {
    const path = cookie.attributes.get('path') ?? '/';
    const key = `${cookie.name} ${path}`;
    const known = this.#cookies.get(key);
    if (isExpired(cookie)) this.#cookies.delete(key);
    else if (known !== undefined) known.value = cookie.value;
    else this.#cookies.set(key, { name: cookie.name, value: cookie.value, path });
  }

  /** The `Cookie` header: longer paths first. */
  header(path: string): string | undefined {
    const sent = [...this.#cookies.values()].filter((cookie) => {
      const rest = path.slice(cookie.path.length);
      return (
        path.startsWith(cookie.path) && (rest === '' || cookie.path.endsWith('/') || rest.startsWith('/'))
      );
    });
    if (sent.length === 0) return undefined;
    return sent
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}
