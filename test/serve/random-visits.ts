/** Visits to the program replies.pl that nobody thought of: odd targets, header fields, forms, JSON and parts. */
import type { Random } from '../support/random.ts';
import type { Visit } from './visit.ts';

const PIECES = [
  ...['a', 'b', 'name', '1', '-2', '3.5', '1e3', 'true', 'on', 'x y', 'ü', '学', '\u{1f600}', '<b>', 'null'],
  ...['%41', '%c3%bc', '%zz', '..', '//', '0x1F', "0'a"],
  ...'"\'&=+%%;/?#:@\\~|^[]{},.!$*()`_-\t\n ',
];

/** Characters that may be sent in a target as they are. */
const TARGET = [
  ...['%20', '%C3%BC', '%e5%ad%a6', '%2F', '%26', '%3D', '%4', '..', '%FF', '%f0%9f%98%80'],
  ..."ab1==&&;+%/.-_~!$'()*,:@?",
];

const NO_JSON = ['', '{', '[1', '[1 2]', '{"a" 1}', '{a: 1}', '"a', 'nul', 'x', ']', '[,]', '{}}'];

const FIELDS: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['Accept', ['*/*', 'text/html', 'text/html;q=0.5, application/json', 'a/b;c=d;q=1.0', 'text/*;q=.3', 'x']],
  ['Cookie', ['a=b', 'a=b; c=d', 'a=', 'a="b c"', 'a=b;c=d;', 'a==', '$Version=1; a=b', 'a', '']],
  ['Range', ['bytes=0-1', 'bytes=5-', 'bytes=-5', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=b-a']],
  ['Host', ['localhost', 'a.example:99', '[::1]:81', 'a:', ':80', 'UPPER.example']],
  ['If-Modified-Since', ['Fri, 27 Nov 2020 00:00:00 GMT', 'yesterday']],
  ['User-Agent', ['x/1.0 (y; z)']],
  ['Referer', ['http://a/b?c=d']],
  ['X-Own-Field', ['a', 'a, b', ' b ', '"q"', '1']],
  ['Accept-Language', ['en', 'en, de;q=0.5']],
  ['Content-Language', ['de']],
  ['X-Forwarded-For', ['1.2.3.4', '1.2.3.4, 5.6.7.8']],
];

export function randomVisit(random: Random): Visit {
  return random.choose<Visit>(
    [4, () => ({ ask: `${method(random)} /request${target(random)}`, headers: fields(random) })],
    [2, () => ({ ask: `GET /parameters?${query(random)}` })],
    [2, () => ({ ask: 'POST /parameters', form: form(random) })],
    [2, () => ({ ask: 'POST /post', form: form(random) })],
    [2, () => ({ ask: 'POST /post', json: json(random, 3) })],
    [
      1,
      () => ({
        ask: 'POST /post',
        body: random.pick(NO_JSON),
        headers: { 'Content-Type': 'application/json' },
      }),
    ],
    [1, () => ({ ask: 'POST /post', body: text(random), headers: { 'Content-Type': urlencoded } })],
    [1, () => ({ ask: 'POST /post', body: text(random), headers: { 'Content-Type': contentType(random) } })],
    [2, () => ({ ask: 'POST /post', parts: random.several(1, 4, () => part(random)) })],
    [1, () => ({ ask: `GET /under/${target(random)}` })],
    [1, () => ({ ask: `GET /once/${target(random)}/and/${target(random)}` })],
  );
}

const urlencoded = 'application/x-www-form-urlencoded';

function method(random: Random): string {
  return random.pick(['GET', 'GET', 'GET', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH', 'PUT']);
}

function target(random: Random): string {
  return random.choose(
    [1, () => ''],
    [3, () => `?${random.several(0, 8, () => random.pick(TARGET)).join('')}`],
    [1, () => random.several(1, 4, () => random.pick(TARGET)).join('')],
  );
}

function query(random: Random): string {
  const pairs = random.several(0, 5, () =>
    [random.pick(NAMES), text(random)].map(encodeURIComponent).join('='),
  );
  return pairs.join(random.pick(['&', '&', ';']));
}

/** What /parameters asks for. */
const NAMES = 'atom string integer float number boolean choice range list length else'.split(' ');

function form(random: Random): Record<string, string> {
  const name = () => random.choose([4, () => random.pick(NAMES)], [1, () => text(random)]);
  return Object.fromEntries(random.several(0, 5, () => [name(), text(random)]));
}

function text(random: Random): string {
  return random.several(0, 4, () => random.pick(PIECES)).join('');
}

function fields(random: Random): Record<string, string> {
  return Object.fromEntries(
    random.several(0, 3, () => {
      const [name, values] = random.pick(FIELDS);
      return [name, random.pick(values)];
    }),
  );
}

function json(random: Random, depth: number): unknown {
  const inner = () => json(random, depth - 1);
  return random.choose<unknown>(
    [3, () => text(random)],
    [2, () => random.between(-1000, 1000)],
    [1, () => random.between(-1000, 1000) / 8],
    [1, () => random.pick([true, false, null])],
    [depth > 0 ? 2 : 0, () => random.several(0, 3, inner)],
    [depth > 0 ? 2 : 0, () => Object.fromEntries(random.several(0, 3, () => [text(random), inner()]))],
  );
}

function contentType(random: Random): string {
  const type = random.pick([
    'text/plain',
    'text/html',
    'application/octet-stream',
    'application/x',
    'TEXT/plain',
  ]);
  return type + random.pick(['', '', '; charset=UTF-8', ';charset=utf-8', '; charset=iso-8859-1']);
}

function part(random: Random) {
  const filename = random.chance(0.3) ? random.pick(['a.txt', 'a b.txt', 'ü.txt', 'a']) : undefined;
  // SWI-Prolog may wait for ever for more of a file that has no type; browsers send one
  const type = filename !== undefined || random.chance(0.4) ? contentType(random) : undefined;
  return {
    name: random.pick(NAMES),
    value: random.choose([3, () => text(random)], [1, () => `${text(random)}\r\n${text(random)}\r\n--`]),
    ...(filename !== undefined && { filename }),
    ...(type !== undefined && { type }),
  };
}
