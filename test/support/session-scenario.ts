/**
 * Scenarios for session engines: lists of steps that say what is done, by session aliases `s1`, `s2`, … in order of
 * creation. Here is what a step can be, its form as a Prolog term, and a maker of random scenarios. Who runs them is in
 * `session-runner.ts` and, for SWI-Prolog, in `test/oracle/session.pl`.
 */
import { writeTerm } from '../../src/syntax/writer.ts';
import { Atom } from '../../src/term/term.ts';
import type { Random } from './random.ts';

/** The alias of a session, or an id that is none. */
export type Alias = string;

/** A fact, pattern, option or list in Prolog syntax. */
export type Text = string;

/** A cookie that a request brings; `current` is the name that the setting `cookie` has at the time. */
export type CookieStep = readonly [name: string, id: Alias];

export type Step =
  | { readonly do: 'set_options'; readonly options: Text }
  | { readonly do: 'session_option'; readonly pattern: Text }
  | { readonly do: 'set_session'; readonly setting: Text; readonly id?: Alias }
  | { readonly do: 'request'; readonly request: RequestStep; readonly steps: readonly Step[] }
  /** Ends the header: from here on the request can send no cookie. */
  | { readonly do: 'end_header' }
  | { readonly do: 'open_session'; readonly renew?: boolean }
  | { readonly do: 'close_session'; readonly id: Alias }
  | { readonly do: 'session_id' | 'in_session' | 'gc' }
  /** An id that begins with a capital is a variable. */
  | { readonly do: 'current_session'; readonly id: Alias; readonly data: Text }
  | { readonly do: 'assert' | 'asserta' | 'retractall' | 'data'; readonly data: Text; readonly id?: Alias }
  | { readonly do: 'retract'; readonly data: Text; readonly most: number; readonly id?: Alias }
  | { readonly do: 'advance'; readonly seconds: number }
  /** `note`: what happened, the current session then and its data. `greet`: asserts `greeting(hello)`. */
  | { readonly do: 'listen'; readonly kind: 'note' | 'greet'; readonly event: Text };

export interface RequestStep {
  readonly cookies: readonly CookieStep[];
  readonly path: string;
  readonly address: string;
  /** The header `X-Forwarded-For`. */
  readonly forwardedFor?: string;
}

/** What a step came to, as texts that are the same wherever the same happened; a request has one for its beginning. */
export interface Outcome {
  /** The solutions, and at the end perhaps `!` and the formal part of an error. */
  readonly result: readonly string[];
  readonly cookies: readonly string[];
  readonly events: readonly string[];
  /** All facts of `current_session/2`, `last_used/2` and `session_data/2`. */
  readonly facts: readonly string[];
}

/** The steps in the order in which their outcomes come. */
export function flatSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => (step.do === 'request' ? [step, ...flatSteps(step.steps)] : [step]));
}

/** The scenario as a list for `test/oracle/session.pl`. */
export function scenarioText(steps: readonly Step[]): string {
  return `[${steps.map(stepText).join(',\n  ')}]`;
}

/** A step as a Prolog term. */
export function stepText(step: Step): string {
  switch (step.do) {
    case 'set_options':
      return `set_options(${step.options})`;
    case 'session_option':
      return `session_option(${step.pattern})`;
    case 'set_session':
      return term('set_session', step.setting, step.id);
    case 'request': {
      const { cookies, path, address, forwardedFor } = step.request;
      const cookieTexts = cookies.map(([name, id]) => `cookie(${quoted(name)},${quoted(id)})`);
      const request = [`[${cookieTexts}]`, quoted(path), quoted(address), quoted(forwardedFor ?? 'none')];
      return `request(${request},${scenarioText(step.steps)})`;
    }
    case 'open_session':
      return `open_session([${step.renew === undefined ? '' : `renew(${step.renew})`}])`;
    case 'close_session':
      return `close_session(${step.id})`;
    case 'current_session':
      return `current_session(${step.id},(${step.data}))`;
    case 'assert':
    case 'asserta':
    case 'retractall':
    case 'data':
      return term(step.do, step.data, step.id);
    case 'retract':
      return term(`retract`, step.data, String(step.most), step.id);
    case 'advance':
      return `advance(${step.seconds})`;
    case 'listen':
      return `listen(${step.kind},${step.event})`;
    default:
      return step.do;
  }
}

function term(name: string, data: Text, ...rest: readonly (string | undefined)[]): string {
  return `${name}(${[`(${data})`, ...rest.filter((arg) => arg !== undefined)]})`;
}

function quoted(text: string): string {
  return writeTerm(new Atom(text));
}

const FACTS: readonly Text[] = [
  ...[
    'user(alice)',
    'user(bob)',
    'cart(pencil,12)',
    'cart(book,3)',
    'cart(book,N)',
    'cart(X,X)',
    'cart(A,B)',
  ],
  ...[
    'title(_)',
    'f(X,Y,X)',
    'f(1,2,3)',
    'flag',
    "'It''s'(1)",
    '[a,b]',
    '[a|T]',
    '5',
    '1.5',
    '"text"',
    '{a}',
  ],
  ...['item(1)', 'item(2)', 'item(3)', 'item(1.0)', 'g(h(i(X),X),[1,2])', '(a:-b)', "'$setting'(x)"],
  ...['[]', '(a,b)'],
  "'$setting'(timeout(20))",
];

const PATTERNS: readonly Text[] = [
  ...['X', 'X', 'X', '_', 'user(X)', 'user(alice)', 'cart(Item,N)', 'cart(X,X)', 'cart(book,N)', 'item(X)'],
  ...['f(X,Y,Z)', 'f(X,X,Y)', 'g(h(A,B),[B|T])', '[H|T]', 'nothing(X)', "'$setting'(X)", 'greeting(X)', '5'],
];

/** Times are multiples of 10: the library lets `last_used/2` lag behind by less, and by that ends sessions early. */
const TIMEOUTS = [10, 20, 30, 60, 0];

const PATHS = ['/', '/app', '/app/x', '/other'];

const RIGHT_OPTIONS: readonly Text[] = [
  ...['timeout(30)', 'timeout(0)', 'timeout(60)', 'timeout(600)', 'cookie(sid)', 'cookie(swipl_session)'],
  ...["path('/app')", 'path(/)', 'create(noauto)', 'create(auto)', 'enabled(false)', 'enabled(true)'],
  ...['samesite(strict)', 'samesite(none)', 'samesite(lax)', 'gc(passive)', "route('')", 'route(r1)'],
  ...['proxy_enabled(true)', 'proxy_enabled(false)'],
];

const WRONG_OPTIONS: readonly Text[] = [
  ...[
    'timeout(foo)',
    'timeout(1.5)',
    'timeout(T)',
    'cookie(1)',
    'cookie("c")',
    'path(1)',
    'create(x)',
    'create(1)',
  ],
  ...[
    'gc(x)',
    'samesite(bad)',
    'enabled(maybe)',
    'enabled(1)',
    'unknown(1)',
    'foo',
    'O',
    '1',
    'proxy_enabled(no)',
  ],
];

const SETTINGS: readonly Text[] = [
  ...TIMEOUTS.map((seconds) => `timeout(${seconds})`),
  ...['timeout(foo)', 'timeout(T)', 'path(/)', 'unknown(1)', 'cookie(x)', 'foo', 'S'],
];

const EVENTS: readonly Text[] = ['begin(S,P)', 'end(S,P)', 'begin(S,ip(10,0,0,1))', 'E'];

/** Makes random scenarios. */
export class ScenarioMaker {
  readonly #random: Random;
  #sessions = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  scenario(): Step[] {
    this.#sessions = 0;
    const random = this.#random;
    const first = random.chance(0.7) ? [this.#listening('note', 'E')] : [];
    const settings = random.chance(0.5) ? [this.#options(random.pick(RIGHT_OPTIONS))] : [];
    return [...first, ...settings, ...random.several(3, 14, () => this.#outerStep())];
  }

  #outerStep(): Step {
    return this.#random.choose<Step>(
      [12, () => this.#request()],
      [4, () => this.#advance()],
      [1, () => this.#setOptions()],
      [5, () => this.#innerStep(true)],
      [1, () => ({ do: 'gc' })],
      [1, () => this.#listening(this.#random.pick(['note', 'greet'] as const), this.#random.pick(EVENTS))],
    );
  }

  #request(): Step {
    const random = this.#random;
    const cookies = random.choose<CookieStep[]>(
      [3, () => []],
      [10, () => [['current', this.#alias()]]],
      [1, () => [[random.pick(['sid', 'swipl_session']), this.#alias()]]],
      [
        1,
        () => [
          ['current', random.pick(['bogus', this.#alias()])],
          ['current', this.#alias()],
        ],
      ],
    );
    if (random.chance(0.4)) this.#sessions++;
    const request = {
      cookies,
      path: random.pick(PATHS),
      address: random.pick(['10.0.0.1', '10.0.0.1', '10.0.0.2']),
      ...(random.chance(0.1) && { forwardedFor: random.pick(['192.0.2.1', '192.0.2.1, 192.0.2.2']) }),
    };
    return { do: 'request', request, steps: random.several(0, 7, () => this.#innerStep(false)) };
  }

  /** Something that needs no request, but may be in one. */
  #innerStep(isOutside: boolean): Step {
    const random = this.#random;
    const of = () => (random.chance(isOutside ? 0.9 : 0.3) ? { id: this.#alias() } : {});
    const fact = () => random.pick(FACTS);
    const pattern = () => (random.chance(0.7) ? random.pick(PATTERNS) : fact());
    return random.choose<Step>(
      [8, () => ({ do: 'assert', data: fact(), ...of() })],
      [3, () => ({ do: 'asserta', data: fact(), ...of() })],
      [4, () => ({ do: 'data', data: pattern(), ...of() })],
      [3, () => ({ do: 'retract', data: pattern(), most: random.pick([1, 1, 2, 100]), ...of() })],
      [2, () => ({ do: 'retractall', data: pattern(), ...of() })],
      [2, () => ({ do: 'current_session', id: this.#aliasOrVariable(), data: this.#sessionPattern() })],
      [2, () => ({ do: 'set_session', setting: random.pick(SETTINGS), ...of() })],
      [
        1,
        () => ({ do: 'session_option', pattern: random.pick(['X', 'timeout(X)', 'path(P)', 'unknown(X)']) }),
      ],
      [1, () => ({ do: 'session_id' })],
      [1, () => ({ do: 'in_session' })],
      [1, () => ({ do: 'close_session', id: this.#alias() })],
      [isOutside ? 1 : 2, () => this.#opening()],
      [1, () => (isOutside ? this.#advance() : { do: 'end_header' })],
    );
  }

  #opening(): Step {
    this.#sessions++;
    const renew = this.#random.pick([true, true, false, undefined]);
    return { do: 'open_session', ...(renew !== undefined && { renew }) };
  }

  #setOptions(): Step {
    const random = this.#random;
    const right = random.several(0, 2, () => random.pick(RIGHT_OPTIONS));
    // A wrong option is the first: the library keeps what it has set before it, clausal sets all or none.
    return this.#options(...(random.chance(0.4) ? [random.pick(WRONG_OPTIONS)] : []), ...right);
  }

  #options(...options: readonly Text[]): Step {
    return { do: 'set_options', options: `[${options}]` };
  }

  #advance(): Step {
    return { do: 'advance', seconds: this.#random.pick([0, 10, 10, 20, 30, 40, 70, 610]) };
  }

  #listening(kind: 'note' | 'greet', event: Text): Step {
    return { do: 'listen', kind, event };
  }

  #sessionPattern(): Text {
    return this.#random.choose<Text>(
      [2, () => 'D'],
      [2, () => 'idle(I)'],
      [2, () => 'peer(P)'],
      [3, () => this.#random.pick(PATTERNS)],
    );
  }

  /** Mostly a session that was made lately, sometimes one that is not, or not yet. */
  #alias(): Alias {
    const random = this.#random;
    if (random.chance(0.04)) return 'bogus';
    const last = Math.max(1, this.#sessions);
    return `s${random.chance(0.6) ? last : random.between(1, last + 1)}`;
  }

  #aliasOrVariable(): Alias {
    return this.#random.chance(0.5) ? 'S' : this.#alias();
  }
}
