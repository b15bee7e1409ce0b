/** What the libraries of web applications do otherwise here than in SWI-Prolog 9.0.4, on purpose or for want of a way. */
import type { Difference } from '../../support/prolog-differential.ts';

export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'requests are answered, and nothing else is spoken on their connections',
    goals: ['http_switch_protocol(x, [])'],
  },
  {
    why: 'HTML in a reply is UTF-8 and says so: SWI-Prolog sends what the encoding of the stream can say',
    goals: [
      String.raw`page(T), \+ \+ replied(html(T)), fail`,
      'html(p(x), T), replied(html(T), [x_a(b), connection(close)])',
      'html(p(x), T), written([Out]>>http_reply_header(Out, html(T), []))',
      'page(T), posted(html(T))',
    ],
  },
  {
    why: 'SWI-Prolog sends one byte less than it says of a part of a file, all of a stream whatever its length, and a length twice',
    goals: [
      "file('a.txt', F), replied(file(text/plain, F, bytes(2, 4)))",
      'open_string("stream text", In), replied(stream(In, 4))',
      `replied(bytes('text/plain', "abc"), [content_length(7)])`,
    ],
  },
  {
    why: 'what is no reply, no data and no list of parts is an error that says so',
    goals: [
      ...['replied(nonsense)', 'replied(12)', 'replied(_)', 'posted(nonsense)', 'posted(json(json([a=1])))'],
      `status(bytes('text/plain', "abc"), [])`,
      'written([Out]>>http_reply_header(Out, nonsense, []))',
      ...['packed(x)', 'packed(_)'],
    ],
  },
  {
    why: 'the name of a file that is sent is not the whole path here',
    goals: ["file('a.txt', F), packed([f=file(F)])"],
  },
  {
    why: 'errors show the text that has quotes in it, and a comma is before the opaque text',
    goals: [
      `challenged('a"b', [])`,
      `challenged(club, [opaque('a"b')])`,
      `http_digest_response([nonce(a), realm(club)], 'a"b', engine, R, [])`,
      `challenged("the club", [opaque(x), domain('/a')])`,
    ],
  },
  {
    why: 'a message within a message goes where that goes, not to the current output',
    goals: ["packed([mime([], '', [a=b])])"],
  },
  {
    why: 'string(Type, Text) is sent; SWI-Prolog has no header for it',
    goals: ['posted(string(text/html, "x"))'],
  },
  {
    why: 'SWI-Prolog 10 has large letters in %C3',
    goals: [String.raw`posted(form([a=b, c(d), e='f g&\u00e9', n=1]))`],
  },
  {
    why: 'an encoding is found once',
    goals: ["http_update_encoding([content_type('application/xml; charset=UTF-8')], E, H)"],
  },
  {
    why: 'there is one encoding of application/json, not octet as a second one',
    goals: ["http_update_encoding([content_type('application/json')], E, H)"],
  },
  {
    why: 'two surrogates in JSON are the one character that they stand for, and half a pair is an error',
    goals: [
      String.raw`dict("{\"a\": \"\\u00e9\\ud83d\\ude00\\n\\/\"}")`,
      String.raw`term('"\\ud83d\\ude00"')`,
      String.raw`term('"\\ud83d"')`,
      String.raw`reads("\"\\ud83d\\ude00\"", T)`,
    ],
  },
  {
    why: 'JSON is looked at as a whole before any of it is written',
    goals: [
      ...['out(json([a=X]))', 'out(json(x))', 'outd(_{a: X})', 'outd(_{1: a})', 'outd(_{a: f(x)})'],
      ...['w([X])', 'w(json([a=X]))', 'w(json(X))', 'w(json([X]))', 'w(json([a]))', 'w(json([foo(a, b)]))'],
      ...['w(json(foo))', 'd(_{b:1, a:2, 1:x})', 'd(_{a:X})', 'd(_{a: @(true)})', 'd(_{a:foo(x)})'],
      ...['w([f(x), f(y)], [null(f(x))])', 'w([@(null)], [null(null)])', 'w([@(null, 1)])'],
    ],
  },
  {
    why: 'JSON may be given as a string where it may be given as an atom',
    goals: [String.raw`term("{\"a\": {\"b\": {\"c\": []}}}")`, 'atom_json_term("[1, 2]", T, [])'],
  },
  {
    why: 'SWI-Prolog 10 has another way for floats that are taken as text, and for tiny and large ones within terms',
    goals: [
      ...['f(1.0e-7, 1.5) = X, print(X)', 'print(f(6.5e27, 6.509344730398538e27))'],
      'atom_concat(a, 120000.0, X), string_concat(a, 120000.0, Y)',
      'atomic_list_concat([a, 120000.0], X)',
      "format('~a', [120000.0])",
      'atom_codes(120000.0, X), string_length(120000.0, L)',
    ],
  },
  {
    why: 'the format that is asked for is that of the float',
    goals: ["write_term([120000.0], []), write_term(120000.0, [float_format('~4f')])"],
  },
  {
    why: 'SWI-Prolog in WebAssembly writes large and small floats with an exponent of two digits',
    goals: ["term('[1, -2, 3.5, 1e10, 1E-5, -0.0, 123456789012345678901234567890]')"],
  },
  {
    why: 'a session that does not exist has no facts: adding some is an error, as nobody could see or end them',
    goals: ['http_session_assert(x, nobody)', 'http_session_asserta(x, nobody)'],
  },
  {
    why: 'the options of sessions are looked at before any is set, and create may also be lazy',
    goals: ['http_set_session_options(_)', 'http_set_session_options([create(sometimes)])'],
  },
  {
    why: 'each fact is retracted once: one that somebody else erased meanwhile is passed over',
    goals: [
      'fill, http_session_retract(c(X)), ( X == 1 -> http_session_retract(c(2)) ; true ), write(X), fail ; all(L)',
    ],
  },
  {
    why: 'what a listener throws is reported to those who listen to errors, and stops nothing',
    goals: ['catch((listen(me, oops, throw(my_error)), broadcast(oops)), E, true), unlisten(me)'],
  },
  {
    why: 'rational numbers do not get out of the interpreter, or into it',
    goals: ["of([a='1r3'], [a(A, [number])])", 'w(1r3)', 'p(js_arg(1r3))'],
  },
  {
    why: 'a regular expression with a class in it is one token',
    goals: [String.raw`tokens('"a\\"b" ''c\\u00e9'' /re[/]g/gi a/b')`],
  },
  {
    why: 'the names of headers are written; SWI-Prolog calls a predicate that is not there',
    goals: ['cors([*], cors_enable([method(options)], [headers([content_type, x_a])]))'],
  },
  {
    why: 'uuids are made of chance, not of the time and the address of the machine',
    goals: [String.raw`\+ \+ ( uuid(X), sub_atom(X, 14, 1, _, V), print(V) )`],
  },
  {
    why: 'without a log nothing is logged, the first time, too',
    goals: ['http_log("~w~n", [x])'],
  },
];
