/** The options of the storage in Redis are checked, and errors show no passwords. */
import { expect, test } from 'vitest';
import { remedyOf } from '../../src/storage/redis/failure.ts';
import { factMember, idArgument, idOf, Keys } from '../../src/storage/redis/keys.ts';
import { redisSettings } from '../../src/storage/redis/options.ts';
import { besideUrl, credentialsOf, shownUrl } from '../../src/storage/redis/url.ts';
import { redisOptions, redisStorage } from '../../src/storage/redis.ts';

test('options that are not given have the defaults of the table', () => {
  expect(redisSettings({})).toEqual({
    ...{ url: ['redis://127.0.0.1:6379'], prefix: 'clausal', cluster: false, sentinel: undefined },
    ...{ timeout: 2000, connectTimeout: 1000, waiting: 10_000, grace: 3600, tls: undefined },
  });
  for (const { doc, expected } of Object.values(redisOptions)) expect([doc, expected]).not.toContain('');
});

test.each<[object, string]>([
  [{ url: 'localhost:6379' }, 'url: "localhost:6379"; a URL as redis://user:password@host:6379/0'],
  [{ url: [] }, 'url: []; a URL'],
  [{ url: ['redis://a', 'http://u:secret@b'] }, 'url: ["redis://a","http://***@b"]; a URL'],
  [{ url: 'redis:/u:secret@b' }, 'url: "***@b"; a URL'],
  [{ prefix: 'a{b' }, 'prefix: "a{b"; a text of 1 to 100 characters'],
  [{ prefix: '' }, 'prefix: ""; a text'],
  [{ prefix: '\ud800' }, 'prefix: "\\ud800"; a text'],
  [{ cluster: 'yes' }, 'cluster: "yes"; true or false'],
  [{ sentinel: { name: 'm' } }, 'sentinel: {"name":"m"}; { name:'],
  [{ timeout: 0 }, 'timeout: 0; milliseconds, from 10 to 30000'],
  [{ timeout: '2s' }, 'timeout: "2s"; milliseconds'],
  [{ timeout: Number.NaN }, 'timeout: null; milliseconds'],
  [{ connectTimeout: -1 }, 'connectTimeout: -1; milliseconds'],
  [{ waiting: 256.5 }, 'waiting: 256.5; an integer from 256 up'],
  [{ waiting: 10 }, 'waiting: 10; an integer'],
  [{ grace: -1 }, 'grace: -1; seconds, from 0 up'],
  [{ tls: true }, 'tls: true; an object'],
  [{ host: 'a' }, 'unknown option host; url, prefix,'],
  [{ cluster: true, sentinel: { name: 'm', nodes: ['redis://a'] } }, 'cluster and sentinel; one of the two'],
])('%o is refused', (options, message) => {
  expect(() => redisStorage(options)).toThrow(TypeError);
  expect(() => redisStorage(options)).toThrow(message);
});

test.each([
  ['redis://user:pass@host:1/2', 'redis://***@host:1/2'],
  ['redis://:p%40ss@host', 'redis://***@host'],
  ['redis://:a@b@host', 'redis://***@host'],
  ['redis://:a/b?c#d@host', 'redis://***@host'],
  ['redis://host:6379', 'redis://host:6379'],
  ['user:pass@host', '***@host'],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});

test('other servers have the user, the password and the database of the first', () => {
  expect(besideUrl('rediss://u:p%40@x:1/3', '10.0.0.1', '7')).toBe('rediss://u:p%40@10.0.0.1:7/3');
  expect(besideUrl('redis://x', '::1', '7')).toBe('redis://[::1]:7');
  expect(credentialsOf('redis://u:p%40@x')).toEqual({ username: 'u', password: 'p@' });
  expect(credentialsOf('redis://x')).toEqual({});
});

test('ids of all kinds are other keys, and are read back', () => {
  const ids = [
    '',
    'a',
    '\0',
    'a\0b',
    '\x01',
    '\x01a',
    'é',
    '😀',
    '\ud83d',
    '\ude00',
    '\ufffd',
    '{x}',
    'a:b',
    '7',
  ];
  const keys = new Keys('p');
  expect(new Set(ids.map((id) => Buffer.from(keys.of(id).hash).toString('latin1'))).size).toBe(ids.length);
  for (const id of ids) {
    const bytes = Buffer.from(idArgument(id));
    expect(idOf(bytes)).toBe(id);
    const member = Buffer.concat([Buffer.from('cx/1:a\0'), bytes, Buffer.from('\0-12')]);
    expect(factMember(member)).toEqual({ id, place: '-12' });
    expect(
      Buffer.from(keys.of(id).hash)
        .toString('latin1')
        .startsWith(`${keys.of(id).bucket.tag}s:`),
    ).toBe(true);
  }
});

test('sessions are spread evenly over the buckets', () => {
  const keys = new Keys('p');
  const counts = new Map<string, number>();
  for (let i = 0; i < 6400; i++) {
    const { tag } = keys.of(`1f0a-${(i * 7919).toString(16)}`).bucket;
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  expect(counts.size).toBe(64);
  expect(Math.max(...counts.values())).toBeLessThan(200);
});

test.each([
  ['NOSCRIPT No matching script.', 'script'],
  ["READONLY You can't write against a read only replica.", 'new'],
  ['LOADING Redis is loading the dataset in memory', 'wait'],
  ['TRYAGAIN Multiple keys request during rehashing of slot', 'wait'],
  ['CLUSTERDOWN The cluster is down', 'wait'],
  ['Socket closed unexpectedly', 'wait'],
  ["OOM command not allowed when used memory > 'maxmemory'.", 'refused'],
  ['WRONGPASS invalid username-password pair', 'refused'],
  ["NOPERM this user has no permissions to run the 'evalsha' command", 'refused'],
  ['MOVED 12 127.0.0.1:7000', 'refused'],
])('the answer %s is met by: %s', (message, remedy) => {
  expect(remedyOf(new Error(message), false)).toBe(remedy);
});
