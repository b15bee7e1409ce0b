/** JSON that SWI-Prolog in WebAssembly cannot write is a clear error, and the interpreter lives on. */
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, beforeAll, expect, test } from 'vitest';

let host: SwiProlog;
let output = '';

beforeAll(async () => {
  host = await SwiProlog.create(new SessionEngine(), { output: (text) => (output += text) });
  await host.consult({
    name: '/json.pl',
    text: `
:- use_module(library(http/json)).
nested(0, []) :- !.
nested(N, [T]) :- M is N - 1, nested(M, T).
without_end :- T = [a, T], json_write(current_output, T).
too_long :- nested(20000, T), json_write(current_output, T).
too_wide :- json_write(current_output, [1], [width(1), step(1000000000)]).
like_prepared :- json_write_dict(current_output, _{a:'$json'(json, "oops", x), b:1r3}).
`,
  });
});

afterAll(() => host.close());

test.each([
  ['without_end', 'Cannot represent due to `cyclic_term'],
  ['too_long', 'Not enough resources: memory'],
  ['too_wide', 'Not enough resources: memory'],
  ['like_prepared', 'Type error: `json_term'],
])('%s', async (goal, message) => {
  output = '';
  await expect(host.query(goal).first()).rejects.toThrow(message);
  await host.query('nl, json_write_dict(current_output, [1])').first();
  expect(output).toBe('\n[1 ]');
});
