/** JSON as terms. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const json: Topic = {
  name: 'JSON',
  program: ':- use_module(library(http/json)).\n',
  goals: String.raw`
atom_json_term('{"a":1,"b":[1,2.5,"x",true,false,null],"c":{}}', T, [])
member(A, ['[]', '12', '-1.5e3', '1E2', '1.0', '12345678901234567890', ' [1] ', '"a b"', 'null']), atom_json_term(A, T, [])
atom_json_term('"x\\u00e9\\n\\ud83d\\ude00"', T, []), atom_length(T, N), N < 5, fail
atom_json_term('"\\u00e9\\n\\t\\"\\\\"', T, [])
catch(atom_json_term('{"a":}', T, []), error(E, _), true)
catch(atom_json_term('{a:1}', T, []), error(E, _), true)
catch(atom_json_term('', T, []), error(E, _), true)
catch(atom_json_term('"abc', T, []), error(E, _), true)
catch(atom_json_term('[1 2]', T, []), error(E, _), true)
catch(atom_json_term('"\\q"', T, []), error(E, _), true)
catch(atom_json_term('.5', T, []), error(E, _), true)
catch(atom_json_term('1e400', T, []), error(E, _), true)
catch(atom_json_term('[1, -1.5E+999]', T, []), error(E, _), true)
atom_json_term('1e-400', T, [])
atom_json_term('{"a":"x","b":null}', T, [null(n)])
member(T, [json([a = 1, b = "x"]), [1, 2, 3], json([]), [], "str", atom, 1.0, 1.5, -3, true, null, @(true), json([a - 1]), json([a(1)]), json(["k" = 1])]), atom_json_term(A, T, [])
member(T, [1.0e20, 12345678901234567890, "q\"\\\n\t/é</script></b>", [[1], [2, [3]]], json([a = json([b = [1, 2, json([c = d])]])]), json([a = [], b = json([])])]), atom_json_term(A, T, [])
atom_json_term(A, f(x), [])
atom_json_term(A, _, [])
atom_json_term(A, [a|b], [])
atom_json_term(A, json([a = 1, b = json([c = 2])]), [as(string), width(0)])
numlist(1, 40, L), json_write(current_output, L), fail
json_write(current_output, json([name = 'A long name that goes on', list = [1, 2, 3], inner = json([x = "some more text here", y = "and some more text here"])]))
json_write(current_output, json([a = [json([b = 1, c = 2]), json([b = 3, c = 4])], text = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]))
json_write(current_output, [json([b = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", c = [1, 2]]), [json([b = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", c = 4])], json([])])
json_write(current_output, json([a = json([b = json([c = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", d = 1])])]))
json_write(current_output, json([a = 1, b = [1, 2]]), [width(0)])
json_write(current_output, json([a = f(x)]), [serialize_unknown(true)])
json_write(current_output, f(x))
open_string("{\"a\":1} [2] ", S), json_read(S, A), json_read(S, B), json_read(S, C, [end_of_file(eof)]), print(A-B-C), fail
open_string("", S), catch(json_read(S, T), error(E, _), ( print(E), fail ))
is_json_term(json([a = 1]))
is_json_term(foo)
is_json_term(f(x))
`,
};
