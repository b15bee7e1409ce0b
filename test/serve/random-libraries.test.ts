/** JSON, JavaScript and parameters that nobody thought of, as in SWI-Prolog. `SEED=n` repeats a run. */
import { SwiProlog } from 'clausal/swipl';
import { describeDifferential } from '../support/prolog-differential.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { JSON_WRITERS, quoted, RandomJson } from '../support/random-json.ts';

/** Goals of each kind, and of those that write JSON. */
const COUNT = 80;
const JSON_COUNT = 500;

const PROGRAM = `${JSON_WRITERS}
:- use_module(library(http/html_write)).
:- use_module(library(http/js_write)).
:- use_module(library(http/http_parameters)).

j(Term) :- phrase(js_call(f(Term)), Tokens), print_html(Tokens).
r(Text) :- setup_call_cleanup(open_string(Text, In), json_read(In, Term), close(In)), json_write(current_output, Term, [width(0)]).
p(Search, Parameters) :- http_parameters([search(Search)], Parameters), print(Parameters).
`;

const TEXTS = [
  ...['', '1', '-1', '2.5', '1e3', '0x1F', "0'a", 'true', 'on', 'NO', 'x', 'x y', 'é', '007', ' 1', '1 '],
];

const TYPES = [
  ...['integer', 'nonneg', 'float', 'number', 'boolean', 'atom', 'string', 'any', 'term', 'zero_or_more'],
  ...['between(0, 10)', 'between(0.5, 3)', "oneof(['1', x, true])", 'oneof([1, -1])', 'list(integer)'],
  ...['length > 1', 'length >= 2', 'length < 3', 'length =< 1'],
  ...['(integer;boolean)', 'default(7)', 'optional(true)'],
];

const seed = seedOfRun();
const random = new Random(seed);
const json = new RandomJson(random);

describeDifferential(`random goals answer as in SWI-Prolog, with the seed ${seed}`, {
  topics: [
    topic('JSON terms', () => json.writesTerm(), JSON_COUNT),
    topic('JSON dicts', () => json.writesDict(), JSON_COUNT),
    topic('JavaScript', () => `j(${json.value(3, objects)})`),
    topic('JSON texts', () => `r(${quoted(spaced(JSON.stringify(plain(4))), '"')})`),
    topic('parameters', () => `p([${json.several(4, pair)}], [${json.several(3, parameter)}])`),
  ],
  makeHost: (engine, output, errorOutput) => SwiProlog.create(engine, { output, errorOutput }),
  differences: [],
});

function topic(name: string, goal: () => string, count = COUNT) {
  return { name, program: PROGRAM, goals: Array.from({ length: count }, goal).join('\n') };
}

function objects(depth: number): string {
  const of = () => `${quoted(json.word(), "'")}=${json.value(depth, objects)}`;
  return random.choose([2, () => `object([${json.several(4, of)}])`], [1, () => json.dict(depth)]);
}

/** A value of JavaScript. */
function plain(depth: number): unknown {
  if (depth > 0 && random.chance(0.6)) {
    return random.choose<unknown>(
      [1, () => random.several(0, 4, () => plain(depth - 1))],
      [1, () => Object.fromEntries(random.several(0, 4, () => [json.word(), plain(depth - 1)]))],
    );
  }
  return random.choose<unknown>(
    [2, () => random.between(-100, 100)],
    [1, () => random.pick([1.5, -0.25, 1e5, 123456789.125])],
    [3, () => json.word()],
    [1, () => random.pick([true, false, null])],
  );
}

/** JSON with spaces and comments, and now and then an error. */
function spaced(json: string): string {
  const text = json.replace(/[,:[\]{}](?=(?:[^"]*"[^"]*")*[^"]*$)/g, (char) =>
    random.choose(
      [6, () => char],
      [1, () => `${char} `],
      [1, () => `\n ${char}`],
      [1, () => `${char}/* c */`],
    ),
  );
  if (random.chance(0.8)) return text;
  const at = random.below(text.length);
  return text.slice(0, at) + random.pick(['', '"', ',', '}', ']', 'x', '\\']) + text.slice(at + 1);
}

function pair(): string {
  return `${random.pick(['a', 'b', 'c'])}=${quoted(random.pick(TEXTS), "'")}`;
}

function parameter(): string {
  const name = random.pick(['a', 'b', 'c']);
  return `${name}(_, [${json.several(3, () => random.pick(TYPES))}])`;
}
