/** What the libraries of web applications do otherwise here than in SWI-Prolog 9.0.4, on purpose or for want of a way. */
import type { Difference } from '../../support/prolog-differential.ts';

export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'requests are answered, and nothing else is spoken on their connections',
    goals: ['http_switch_protocol(x, [])'],
  },
  {
    why: 'requests are read and replies are sent in TypeScript, so there is nothing that does it on streams',
    goals: [
      String.raw`request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", R)`,
      `reply(bytes('text/plain', "abc"))`,
      'http_update_connection([connection(close)], [http_version(1-1)], C, H)',
      'http_update_transfer([http_version(1-1)], [], T, H)',
    ],
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
      ...['out(json([a=X]))', 'out(json(x))', 'outd(_{a: X})', 'outd(_{1: a})'],
      ...['w([X])', 'w(json([a=X]))', 'w(json(X))', 'w(json([X]))', 'w(json([a]))', 'w(json([foo(a, b)]))'],
      ...['w(json(foo))', 'd(_{b:1, a:2, 1:x})', 'd(_{a:X})'],
    ],
  },
  {
    why: 'JSON may be given as a string where it may be given as an atom',
    goals: [String.raw`term("{\"a\": {\"b\": {\"c\": []}}}")`, 'atom_json_term("[1, 2]", T, [])'],
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
