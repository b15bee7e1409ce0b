/** What libraries of web applications do otherwise than in SWI-Prolog 9, and why. */
import type { Difference } from '../../support/prolog-differential.ts';

export const DIFFERENCES: readonly Difference[] = [
  {
    why: 'rational numbers do not get out of the interpreter, or into it',
    goals: ["of([a='1r3'], [a(A, [number])])", 'w(1r3)', 'p(js_arg(1r3))'],
  },
  {
    why: 'any text is read as JSON, not atoms only',
    goals: ['atom_json_term("[1, 2]", T, [])'],
  },
  {
    why: 'two escapes that stand for one character are read as that character',
    goals: [String.raw`reads("\"\\ud83d\\ude00\"", T)`],
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
  {
    why: 'JSON is looked at as a whole before any of it is written',
    goals: [
      'w([X])',
      'w(json([a=X]))',
      'w(json(X))',
      'w(json([X]))',
      'w(json([a]))',
      'w(json([foo(a, b)]))',
      'w(json(foo))',
      'd(_{b:1, a:2, 1:x})',
      'd(_{a:X})',
    ],
  },
];
