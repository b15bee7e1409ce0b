/** JSON, JavaScript and parameters that nobody thought of, as in SWI-Prolog. `SEED=n` repeats a run. */
import { SwiProlog } from 'clausal/swipl';
import { describeDifferential } from '../support/prolog-differential.ts';
import { Random, seedOfRun } from '../support/random.ts';

/** Goals of each kind. */
const COUNT = 80;

const PROGRAM = `
:- use_module(library(http/json)).
:- use_module(library(http/html_write)).
:- use_module(library(http/js_write)).
:- use_module(library(http/http_parameters)).

w(Term, Options) :- json_write(current_output, Term, Options).
d(Term, Options) :- json_write_dict(current_output, Term, Options).
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

const LETTERS = [...'abcxyz019 _-"\'\\/<>&\n\té学'];

const seed = seedOfRun();
const random = new Random(seed);

describeDifferential(`random goals answer as in SWI-Prolog, with the seed ${seed}`, {
  topics: [
    topic('JSON terms', () => `${start()}w(${value(4, pairs)}, ${options()})`),
    topic('JSON dicts', () => `${start()}d(${value(4, dict)}, ${options()})`),
    topic('JavaScript', () => `j(${value(3, objects)})`),
    topic('JSON texts', () => `r(${quoted(spaced(JSON.stringify(plain(4))), '"')})`),
    topic('parameters', () => `p([${several(4, pair)}], [${several(3, parameter)}])`),
  ],
  makeHost: (engine, output, errorOutput) => SwiProlog.create(engine, { output, errorOutput }),
  differences: [],
});

function topic(name: string, goal: () => string) {
  return { name, program: PROGRAM, goals: Array.from({ length: COUNT }, goal).join('\n') };
}

/** What is before it on the line. */
function start(): string {
  return random.choose([4, () => ''], [1, () => `write('${'x'.repeat(random.between(1, 8))}'), `]);
}

function options(): string {
  const option = () =>
    random.choose(
      [3, () => `width(${random.pick([0, 1, 10, 20, 40, 72, 100])})`],
      [1, () => `step(${random.between(1, 9)})`],
      [1, () => `tab(${random.between(1, 8)})`],
      [1, () => 'serialize_unknown(true)'],
      [1, () => 'null(nil)'],
      [1, () => 'true(yes)'],
    );
  return `[${random.chance(0.5) ? '' : several(3, option)}]`;
}

/** A term that is a value of JSON; `object` makes what stands for an object. */
function value(depth: number, object: (depth: number) => string): string {
  if (depth > 0 && random.chance(0.6)) {
    return random.choose(
      [2, () => object(depth - 1)],
      [1, () => `[${several(6, () => value(depth - 1, object))}]`],
    );
  }
  return random.choose(
    [3, () => String(random.between(-1000, 1000))],
    [
      1,
      () => random.pick(['1.5', '-0.25', '100000.0', '3.0e10', '1.0e20', '1.0e-7', '12345678901234567890']),
    ],
    [3, () => quoted(word(), '"')],
    [3, () => quoted(word(), "'")],
    [1, () => random.pick(['true', 'false', 'null', 'nil', 'yes', '@(true)', '@(null)'])],
  );
}

function pairs(depth: number): string {
  const of = () =>
    random.choose(
      [3, () => `${quoted(word(), "'")}=${value(depth, pairs)}`],
      [1, () => `${quoted(word(), "'")}-(${value(depth, pairs)})`],
      [1, () => `k(${value(depth, pairs)})`],
    );
  return `json([${several(5, of)}])`;
}

function dict(depth: number): string {
  const keys = ['a', 'b', 'name', 'a_longer_name', 'x'].filter(() => random.chance(0.5));
  return `_{${keys.map((key) => `${key}: ${value(depth, dict)}`).join(', ')}}`;
}

function objects(depth: number): string {
  const of = () => `${quoted(word(), "'")}=${value(depth, objects)}`;
  return random.choose([2, () => `object([${several(4, of)}])`], [1, () => dict(depth)]);
}

/** A value of JavaScript. */
function plain(depth: number): unknown {
  if (depth > 0 && random.chance(0.6)) {
    return random.choose<unknown>(
      [1, () => random.several(0, 4, () => plain(depth - 1))],
      [1, () => Object.fromEntries(random.several(0, 4, () => [word(), plain(depth - 1)]))],
    );
  }
  return random.choose<unknown>(
    [2, () => random.between(-100, 100)],
    [1, () => random.pick([1.5, -0.25, 1e5, 123456789.125])],
    [3, word],
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
  return `${name}(_, [${several(3, () => random.pick(TYPES))}])`;
}

function word(): string {
  return random.several(0, random.pick([3, 8, 30]), () => random.pick(LETTERS)).join('');
}

function several(most: number, make: () => string): string {
  return random.several(0, most, make).join(', ');
}

function quoted(text: string, quote: string): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}
