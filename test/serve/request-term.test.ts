/** Requests as terms: what SWI-Prolog's http_read_request/2 makes of the same lines. */
import type { IncomingMessage } from 'node:http';
import { PrologError, properList, writeTerm } from 'clausal';
import { expect, test } from 'vitest';
import { requestTerm } from '../../src/prolog/http/request-term.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';

const TARGETS = `
/
/a%20b
/a+b
/%zz/%ff/%c3%bc/%c3/%e5%ad%a6/%c3%28/%f0%9f%98%80
/a%2Fb
/x?
/x?a
/x?a=1&
/x?a=1;b=2
/x?a=1&&b=2
/x?a=1&b
/x?=
/x?a=b=c
/x?a+b=c+d
/x?a=%zz&b=%ff&c=%c3%bc
/x?&a=1
/x?a=%2B%26
/x?a=1;b=2&c
/x?a?b=c/d
/x#y%20z
/x?a=b#y?z
http://h:80/p?a=b
//x/y?z=1
*
a/b
/a:b
`;

const FIELDS = String.raw`
Host: localhost
Host: localhost:80
Host: h:x
Host: [::1]:80
Content-Length: 12
Cookie: a=b
Cookie: a=b; c=d
Cookie: a="q r"; c=d
Cookie: a=b;
Cookie: x; a=b
Cookie: a=b c; d=e
Cookie: a = b
Cookie: a=
Cookie: a==
Cookie: A-b=1;;c=d
Cookie: a=b, c=d
Cookie: a="b
Cookie: a=b "c"
Cookie: a=b; =c
Cookie: a="x\"y"
Cookie: a="x" y ; b
Cookie: ;   =  b   c  ;d
Accept: */*
Accept: text/html
Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
Accept: application/json, text/html;q=0.5
Accept: text/*;level=1
Accept: text/html;level=1;q=0.3
Accept: x
Accept: text/html;q=1
Accept: a/b;q=0.5;x=y;z
Accept: text/html;charset="utf-8, x",application/json
Accept: a/b"c/d
Accept: a/b,"c/d
Accept: a/b;x="y
Accept: a/b;x="y\\"
Accept: a/b","c/d
Accept: a/b;q=0.1, c/d;q=0.1, */d;q=0.1, c/*;q=0.1, c/d;x=y;q=0.1
Range: bytes=0-3
Range: bytes=0-
Range: bytes=-5
Range: bytes=0-3,5-6
X-Foo-Bar: Some  thing
Content-Type: text/html; charset=UTF-8
If-Modified-Since: Thu, 26 Nov 2026 22:13:20 GMT
`;

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

const REQUESTS = [
  ...lines(TARGETS).map((target) => ({ target, field: 'Host: x' })),
  ...lines(FIELDS).map((field) => ({ target: '/', field })),
];

/** As the parser of Node.js gives it. */
function incoming(target: string, field: string): IncomingMessage {
  const colon = field.indexOf(':');
  return {
    method: 'GET',
    url: target,
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    rawHeaders: [field.slice(0, colon), field.slice(colon + 1).trim()],
    socket: { remoteAddress: '127.0.0.1' },
  } as unknown as IncomingMessage;
}

function ours(target: string, field: string): string {
  try {
    const fields = properList(requestTerm(incoming(target, field), undefined))!.slice(3); // behind session, protocol and peer
    return fields.map((term) => writeTerm(term, { quoted: true })).join(' ');
  } catch (error) {
    if (!(error instanceof PrologError)) throw error;
    return error.code;
  }
}

/** In texts of this length, a step for each pair of characters would take minutes. */
const MANY = 200_000;

test.each([
  ['Cookie: a=b', ' ', 'x; c=d'],
  ['Cookie: a;', ' ', 'x; c=d'],
  ['Cookie: a="b"', ' ', 'x; c=d'],
  ['Cookie: c=d; a="', '\\"', ''],
  ['Accept: a/b;x="', '\\"', ''],
  ['Accept: ', '"\\', ''],
])('%s with many of %j behind it takes time that grows with its length', (begin, part, end) => {
  expect(ours('/', begin + part.repeat(MANY) + end)).toMatch(/cookie\(.*c=d|accept\('/);
});

describeWithSwipl('requests as terms', () => {
  test('are those of SWI-Prolog', async () => {
    const texts = REQUESTS.map(({ target, field }) =>
      JSON.stringify(`GET ${target} HTTP/1.1\r\n${field}\r\n\r\n`),
    );
    const program = `
:- use_module(library(http/http_header)).
${texts.map((text, i) => `text(${i}, ${text}).`).join('\n')}
said(Text) :-
    open_string(Text, In),
    (   catch(http_read_request(In, [input(_)|Fields]), error(Formal, _), true)
    ->  (   var(Formal)
        ->  print_all(Fields)
        ;   functor(Formal, Name, _), write(Name)
        )
    ;   write(failed)
    ),
    nl.
print_all(Fields) :- findall(T, ( member(F, Fields), format(atom(T), '~q', [F]) ), Ts), atomic_list_concat(Ts, ' ', A), write(A).
main :- forall(text(_, Text), said(Text)).
`;
    const plain = (text: string) => text.replace(/\b_[G\d]*\b/g, '_');
    const theirs = (await runSwipl(program)).trimEnd().split('\n');
    expect(REQUESTS.map(({ target, field }) => plain(ours(target, field)))).toEqual(theirs.map(plain));
  });
});
