/** What programs say of Redis servers, as connections: addresses, logins, certificates, sentinels, aliases. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Compound, existenceError, readTerm, type Term } from 'clausal';
import { afterAll, describe, expect, test } from 'vitest';
import { connectionOf, type RedisServer } from '../../../src/prolog/redis/redis-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'clausal-redis-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Other servers, by their aliases. */
const OTHERS: Readonly<Record<string, string>> = {
  main: "server('10.0.0.1':7000, [password(secret), version(3)])",
  loop: 'server(loop, [])',
};

function serverOf(text: string): RedisServer {
  const [address, options] = (readTerm(text) as Compound).args as [Term, Term];
  return { address, options };
}

const connection = (text: string) =>
  connectionOf(serverOf(`server(${text})`), (alias) => {
    const other = OTHERS[String(alias)];
    if (other === undefined) throw existenceError('redis_server', alias);
    return serverOf(other);
  });

test.each([
  ['localhost:6379, []', 'redis://localhost:6379'],
  ['"db.example":6380, [reconnect(false)]', 'redis://db.example:6380'],
  ["'::1':6379, []", 'redis://[::1]:6379'],
  // A user counts with version 3 only, as in SWI-Prolog
  ['h:1, [user(bob), password("p@ss/word:")]', 'redis://:p%40ss%2Fword%3A@h:1'],
  ['h:1, [user(bob), password(pw), version(3)]', 'redis://bob:pw@h:1'],
  ['h:1, [user(bob), version(3)]', 'redis://h:1'],
  ['h:1, [password(1234)]', 'redis://:1234@h:1'],
  ["unix('/run/my redis.sock'), [password(pw)]", 'unix://:pw@localhost/run/my%20redis.sock'],
  ['main, []', 'redis://:secret@10.0.0.1:7000'],
  ['main, [user(bob), password(mine)]', 'redis://bob:mine@10.0.0.1:7000'],
])('redis_server(alias, %s) is at %s', (text, url) => {
  expect(connection(text)).toEqual({ url });
});

test('sentinels are asked for the master, with a login of their own', () => {
  const options = `sentinels([a:26379, "b":26380]), user(u), password(p), version(3)`;
  expect(connection(`sentinel(mymaster), [${options}]`)).toEqual({
    url: 'redis://u:p@localhost:6379',
    sentinel: { name: 'mymaster', nodes: ['redis://a:26379', 'redis://b:26380'] },
  });
  const login = 'sentinel_user(s), sentinel_password(t)';
  expect(connection(`sentinel(mymaster), [sentinels([a:1]), ${login}]`).sentinel?.nodes).toEqual([
    'redis://s:t@a:1',
  ]);
});

test('tls(true) takes certificates from files', () => {
  const files = ['ca', 'cert', 'key'].map((name) => {
    const file = join(folder, name);
    writeFileSync(file, name);
    return file;
  });
  const [ca, cert, key] = files;
  const { url, tls } = connection(`h:1, [tls(true), cacert('${ca}'), cert('${cert}'), key('${key}')]`);
  expect(url).toBe('rediss://h:1');
  expect([tls?.ca, tls?.cert, tls?.key].map(String)).toEqual(['ca', 'cert', 'key']);
  expect(tls?.checkServerIdentity?.('h', {} as never)).toBeUndefined();
  expect(connection('h:1, [tls(true)]')).toEqual({ url: 'rediss://h:1', tls: {} });
  expect(connection(`h:1, [tls(false), cacert('${ca}')]`)).toEqual({ url: 'redis://h:1' });
});

describe('what is refused', () => {
  test.each([
    ['6379, []', "Domain error: `redis_address' expected, found `6379'"],
    ["'a b':1, []", "Domain error: `redis_address' expected, found `'a b':1'"],
    ['h:99999, []', "Domain error: `redis_address' expected, found `h:99999'"],
    ['h:http, []', "Type error: `integer' expected, found `http' (an atom)"],
    ['_, []', 'Arguments are not sufficiently instantiated'],
    ['h:_, []', 'Arguments are not sufficiently instantiated'],
    ['unix(relative), []', "Domain error: `redis_address' expected, found `unix(relative)'"],
    ['loop, []', "Domain error: `redis_address' expected, found `loop'"],
    ['nobody, []', "redis_server `nobody' does not exist"],
    ['sentinel(m), []', "option `sentinels(Addresses)' does not exist"],
    ['sentinel(m), [sentinels(a:1)]', "Type error: `list' expected, found `a:1' (a compound)"],
    ['h:1, [password(f(x))]', "Type error: `text' expected, found `f(x)' (a compound)"],
    ['h:1, [version(three)]', "Type error: `integer' expected, found `three' (an atom)"],
    [
      "h:1, [tls(true), cacert('/no/such/file')]",
      "source_sink `'/no/such/file'' does not exist (No such file or directory)",
    ],
    ['h:1, options', "Type error: `list' expected, found `options' (an atom)"],
  ])('redis_server(alias, %s): %s', (text, message) => {
    expect(() => connection(text)).toThrow(message);
  });
});
