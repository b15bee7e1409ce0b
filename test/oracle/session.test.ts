/**
 * Scenarios of sessions, some by hand and many by chance, with a session engine and with the code of SWI-Prolog's own
 * library(http/http_session): the same answers, errors, cookies and events, and the same facts after each step.
 */
import { readFile } from 'node:fs/promises';
import { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { Random, seedOfRun } from '../support/random.ts';
import { runScenario } from '../support/session-runner.ts';
import {
  type CookieStep,
  flatSteps,
  type Outcome,
  type RequestStep,
  ScenarioMaker,
  type Step,
  scenarioText,
  stepText,
} from '../support/session-scenario.ts';
import { describeWithSwipl, runSwipl } from '../support/swipl.ts';

const SCENARIOS = 1_500;

const ADDRESS = '10.0.0.1';

/** A request with the cookie of a session, or without one. */
function request(id: string | undefined, steps: readonly Step[] = [], more: Partial<RequestStep> = {}): Step {
  const cookies: CookieStep[] = id === undefined ? [] : [['current', id]];
  return { do: 'request', request: { cookies, path: '/', address: ADDRESS, ...more }, steps };
}

const options = (...texts: readonly string[]): Step => ({ do: 'set_options', options: `[${texts}]` });
const assertion = (data: string, id?: string): Step => ({ do: 'assert', data, ...(id && { id }) });
const advance = (seconds: number): Step => ({ do: 'advance', seconds });
const setting = (text: string, id?: string): Step => ({
  do: 'set_session',
  setting: text,
  ...(id && { id }),
});
const close = (id: string): Step => ({ do: 'close_session', id });
const open = (renew = false): Step => ({ do: 'open_session', renew });
const data = (pattern: string, id?: string): Step => ({ do: 'data', data: pattern, ...(id && { id }) });
const noting: Step = { do: 'listen', kind: 'note', event: 'E' };
const current: Step = { do: 'in_session' };
const all: Step = { do: 'current_session', id: 'S', data: 'D' };

const scenarios: Readonly<Record<string, readonly Step[]>> = {
  'a session begins with the first request and goes on with its cookie': [
    noting,
    request(undefined, [current, assertion('user(alice)'), { do: 'asserta', data: 'user(bob)' }, data('X')]),
    advance(10),
    request('s1', [current, data('user(X)'), all]),
    request('bogus', [current]),
    all,
  ],
  'it ends when it was idle for longer than its timeout': [
    noting,
    options('timeout(20)'),
    request(undefined, [assertion('x')]),
    advance(20),
    request('s1', [data('X')]),
    advance(30),
    request('s1', [data('X'), current]),
  ],
  'a session has a timeout of its own until that is removed': [
    request(undefined, [setting('timeout(0)'), data('X')]),
    advance(610),
    request('s1', [setting('timeout(60)'), { do: 'session_option', pattern: 'timeout(T)' }, data('X')]),
    { do: 'retractall', data: 'X', id: 's1' },
    advance(70),
    request('s1', [current]),
  ],
  'without a timeout a session is for one address': [
    noting,
    options('timeout(0)'),
    request(undefined, [assertion('x')]),
    advance(10_000),
    request('s1', [current]),
    request('s1', [current, data('X')], { address: '10.0.0.2' }),
    request('s1', [current]),
  ],
  'the end is told in the session that ends, and before its facts go': [
    noting,
    request(undefined, [assertion('left(X,X,Y)')]),
    request(undefined, [assertion('other'), close('s1'), current, data('X'), close('s2'), data('X')]),
  ],
  'greetings are there when a session has begun': [
    { do: 'listen', kind: 'greet', event: 'begin(_,_)' },
    request(undefined, [data('X'), open(true), data('X')]),
  ],
  'a session is renewed only while the header is open': [
    noting,
    request(undefined, [
      assertion('x'),
      open(),
      open(true),
      data('X'),
      { do: 'end_header' },
      open(),
      open(true),
      current,
    ]),
    open(),
    open(true),
  ],
  'sessions are opened by hand': [
    options('create(noauto)'),
    request(undefined, [{ do: 'session_id' }, data('X'), assertion('x'), open(), assertion('x'), current]),
    request('s1', [data('X')]),
    request(undefined, [current]),
  ],
  'sessions are not enabled': [
    options('enabled(false)'),
    request(undefined, [current, { do: 'session_id' }]),
    options('enabled(true)'),
    request(undefined, [current]),
  ],
  'a path, a name and attributes for the cookie': [
    options("path('/app')", 'cookie(sid)', 'samesite(strict)'),
    ...['/', '/app', '/app/x', '/other'].map((path) => request(undefined, [current], { path })),
    request('s1', [current], { path: '/other' }),
    request(undefined, [current], { path: '/other', cookies: [['swipl_session', 's1']] }),
    options('samesite(none)'),
    request(undefined, [open(), close('s3')], { path: '/app' }),
  ],
  'of several cookies the first that is a session counts': [
    request(undefined, [assertion('one')]),
    request(undefined, [assertion('two')]),
    request(undefined, [data('X')], {
      cookies: [
        ['current', 'bogus'],
        ['current', 's2'],
        ['current', 's1'],
      ],
    }),
  ],
  'ids that are none': [
    ...['bogus', 's1'].flatMap((id): Step[] => [
      data('X', id),
      { do: 'retract', data: 'X', most: 2, id },
      { do: 'retractall', data: 'X', id },
      close(id),
      { do: 'current_session', id, data: 'X' },
    ]),
  ],
};

interface Deviation {
  readonly steps: readonly Step[];
  /** What of the last step's outcome it is that differs. */
  readonly part: keyof Outcome;
  readonly ours: string;
  readonly theirs: string;
}

/** What the library does and clausal on purpose does not. */
const deviations: Readonly<Record<string, Deviation>> = {
  'gc: every session has its own timeout': {
    steps: [
      request(undefined, [setting('timeout(0)')]),
      request(undefined, [setting('timeout(10)')]),
      advance(20),
      { do: 'gc' },
    ],
    part: 'facts',
    ours: "current_session(s1,ip(10,0,0,1)); last_used(s1,1000000); session_data(s1,'$setting'(timeout(0)))",
    theirs:
      "current_session(s1,ip(10,0,0,1)); current_session(s2,ip(10,0,0,1)); last_used(s1,1000000); last_used(s2,1000000); session_data(s1,'$setting'(timeout(0))); session_data(s2,'$setting'(timeout(10)))",
  },
  'a session never ends early': {
    steps: [
      options('timeout(20)'),
      request(undefined),
      advance(9),
      request('s1'),
      advance(12),
      request('s1', [current]),
    ],
    part: 'result',
    ours: 's1',
    theirs: 's2',
  },
  'what is closed is not written to': {
    steps: [request(undefined), close('s1'), assertion('x', 's1')],
    part: 'facts',
    ours: '',
    theirs: 'session_data(s1,x)',
  },
  'nor does it get settings': {
    steps: [request(undefined), close('s1'), setting('timeout(5)', 's1')],
    part: 'result',
    ours: '!existence_error(http_session,s1)',
    theirs: 'true',
  },
  'the path is one of whole segments': {
    steps: [options("path('/admin')"), request(undefined, [current], { path: '/administrator' })],
    part: 'result',
    ours: '',
    theirs: 's1',
  },
  'closing another session leaves the client its own cookie': {
    steps: [request(undefined), request(undefined, [close('s1')])],
    part: 'cookies',
    ours: '',
    theirs: 'swipl_session=; path=/; expired',
  },
  'a session that was closed is not the current one': {
    steps: [request(undefined, [close('s1'), current])],
    part: 'result',
    ours: '',
    theirs: 's1',
  },
  'and another one is opened after it': {
    steps: [request(undefined, [close('s1'), open()])],
    part: 'result',
    ours: 's2',
    theirs: 's1',
  },
  'where sessions are not enabled there are none': {
    steps: [request(undefined), options('enabled(false)'), request('s1', [current])],
    part: 'result',
    ours: '',
    theirs: 's1',
  },
  'a client whose session expired is not told to forget it': {
    steps: [options('create(noauto)'), request(undefined, [open()]), advance(610), request('s1')],
    part: 'cookies',
    ours: '',
    theirs: 'swipl_session=; path=/; expired',
  },
  'all options are set or none': {
    steps: [options('timeout(1)', 'unknown(1)'), { do: 'session_option', pattern: 'timeout(T)' }],
    part: 'result',
    ours: 'timeout(600)',
    theirs: 'timeout(1)',
  },
  'an address from a proxy is ip/4': {
    steps: [
      options('proxy_enabled(true)'),
      request(undefined, [{ do: 'current_session', id: 's1', data: 'peer(P)' }], {
        forwardedFor: '192.0.2.1',
      }),
    ],
    part: 'result',
    ours: 's1-peer(ip(192,0,2,1))',
    theirs: "s1-peer('192.0.2.1')",
  },
};

describeWithSwipl('the session engine and library(http_session) agree', () => {
  const theirs = once(() => theirOutcomes(Object.values(scenarios)));
  test.each(Object.entries(scenarios))('on this: %s', async (name, steps) => {
    const found = disagreement(steps, (await theirs())[Object.keys(scenarios).indexOf(name)]!);
    if (found !== undefined) expect.fail(described(found));
  });

  test('on what an id looks like', async () => {
    const texts = await runSwipl(`
      :- use_module(library(http/http_session)).
      main :- id, forall(member(R, [r1, '']), ( http_set_session_options([route(R)]), id )).
      id :- retractall(http_session:route_cache(_)), http_session_cookie(Id), writeln(Id).`);
    const theirs = texts.trimEnd().split('\n');
    const engine = new SessionEngine({ profile: 'swi' });
    const ours = [engine.sessionCookie()];
    for (const route of ['r1', '']) {
      engine.setSessionOptions({ route });
      ours.push(engine.sessionCookie());
    }
    const shape = (id: string) => id.replace(/^([0-9a-f]{4}-){3}[0-9a-f]{4}/, 'HEX');
    expect(ours.map(shape)).toEqual(theirs.map(shape));
    expect(theirs.map(shape).slice(1)).toEqual(['HEX.r1', 'HEX']);
  });

  test(`on ${SCENARIOS} random scenarios`, async () => {
    const seed = seedOfRun();
    console.log(`session oracle: SEED=${seed}`);
    const maker = new ScenarioMaker(new Random(seed));
    const found = await firstDisagreement(Array.from({ length: SCENARIOS }, () => maker.scenario()));
    if (found !== undefined) expect.fail(`SEED=${seed}\n${described(await shrunk(found))}`);
  }, 120_000);
});

describeWithSwipl('on purpose, the session engine differs from library(http_session)', () => {
  const theirs = once(() =>
    theirOutcomes(
      Object.values(deviations).map(({ steps }) => steps),
      ['plain'],
    ),
  );
  test.each(Object.entries(deviations))('%s', async (name, deviation) => {
    const { steps, part } = deviation;
    const last = (outcomes: readonly Outcome[]) =>
      comparable(outcomes.at(-1)!, flatSteps(steps).at(-1)!)[part].join('; ');
    const there = last((await theirs())[Object.keys(deviations).indexOf(name)]!);
    expect({ ours: last(runScenario(steps)), theirs: there }).toEqual({
      ours: deviation.ours,
      theirs: deviation.theirs,
    });
  });
});

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Disagreement {
  /** The scenario, and the steps of it that were run up to the one that came to something else. */
  readonly scenario: readonly Step[];
  readonly steps: readonly Step[];
  readonly ours: Outcome;
  readonly theirs: Outcome;
}

function described({ scenario, steps, ours, theirs }: Disagreement): string {
  const parts = (['result', 'cookies', 'events', 'facts'] as const).filter(
    (part) => String(ours[part]) !== String(theirs[part]),
  );
  return [
    scenarioText(scenario),
    `after ${steps.length} steps, at: ${stepText(steps.at(-1)!)}`,
    ...parts.flatMap((part) => [
      `${part} here:           ${ours[part].join('; ')}`,
      `${part} in SWI-Prolog:  ${theirs[part].join('; ')}`,
    ]),
  ].join('\n');
}

async function firstDisagreement(scenarios: readonly (readonly Step[])[]): Promise<Disagreement | undefined> {
  const theirs = await theirOutcomes(scenarios);
  for (const [i, scenario] of scenarios.entries()) {
    const found = disagreement(scenario, theirs[i]!);
    if (found !== undefined) return found;
  }
  return undefined;
}

function disagreement(
  scenario: readonly Step[],
  theirOutcomes: readonly Outcome[],
): Disagreement | undefined {
  const steps = flatSteps(scenario);
  const ourOutcomes = runScenario(scenario);
  for (const [at, step] of steps.entries()) {
    const ours = comparable(ourOutcomes[at]!, step);
    const theirs = comparable(theirOutcomes[at]!, step);
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      return { scenario, steps: steps.slice(0, at + 1), ours, theirs };
  }
  return undefined;
}

async function theirOutcomes(
  scenarios: readonly (readonly Step[])[],
  args: readonly string[] = [],
): Promise<Outcome[][]> {
  const program = await readFile(new URL('session.pl', import.meta.url), 'utf8');
  const input = scenarios.map((scenario) => `${scenarioText(scenario)}.\n`).join('');
  const output = await runSwipl(program, { input, args });
  const list = (text: string) => (text === '' ? [] : text.split('\x1c'));
  return output
    .split('\x1d')
    .slice(0, -1)
    .map((scenario) =>
      scenario
        .split('\x1e')
        .slice(0, -1)
        .map((step) => {
          const [result, cookies, events, facts] = step.split('\x1f').map(list);
          return { result: result!, cookies: cookies!, events: events!, facts: facts! };
        }),
    );
}

/** The settings that the library has from the start; clausal has more, and shows the route before it is set. */
const LIBRARY_SETTINGS = /^(timeout|cookie|path|enabled|create|proxy_enabled|gc|samesite)\(/;

/** An outcome without what differs on purpose. */
function comparable(outcome: Outcome, step: Step): Outcome {
  let result = outcome.result.map((text) =>
    text
      // The library names the stream that it cannot write to.
      .replace(/^!permission_error\(open,http_session,.*\)$/, '!permission_error(open,http_session,_)')
      // There is one more value here.
      .replace('oneof([auto,noauto,lazy])', 'oneof([auto,noauto])'),
  );
  // There are other settings here, and those which change come first in the library even if they do not change.
  if (step.do === 'session_option') result = result.filter((text) => LIBRARY_SETTINGS.test(text)).sort();
  return {
    result,
    cookies: outcome.cookies.map(comparableCookie),
    events: endsSorted(outcome.events),
    facts: outcome.facts,
  };
}

/** Sessions that end at once do so in another order: here by their deadlines, in the library by when they were used. */
function endsSorted(events: readonly string[]): string[] {
  const sorted: string[] = [];
  let ends: string[] = [];
  for (const event of [...events, '']) {
    if (event.startsWith('heard(end(')) ends.push(event);
    else {
      sorted.push(...ends.sort(), event);
      ends = [];
    }
  }
  return sorted.slice(0, -1);
}

/** A cookie by what it does: an outdated version attribute, capitals and order of attributes do not count. */
function comparableCookie(text: string): string {
  const [pair = '', ...attributes] = text.replace(/^Set-Cookie: /, '').split(/;\s*/);
  const isExpired = attributes.some((attribute) => /^expires=.*\b1970\b/i.test(attribute));
  const kept = attributes.map(lowerName).filter((attribute) => !/^(version|expires)=/.test(attribute));
  // The library's text that ends a cookie has no SameSite.
  const relevant = isExpired ? kept.filter((attribute) => !/^samesite=/.test(attribute)) : kept;
  return [pair, ...relevant.sort(), ...(isExpired ? ['expired'] : [])].join('; ');
}

function lowerName(attribute: string): string {
  const [name = '', ...value] = attribute.split('=');
  return [
    name.toLowerCase(),
    name.toLowerCase() === 'samesite' ? value.join('=').toLowerCase() : value.join('='),
  ].join('=');
}

/** A disagreement about a scenario with fewer steps, as few as can be found in some seconds. */
async function shrunk(found: Disagreement): Promise<Disagreement> {
  const end = Date.now() + 20_000;
  let smallest = found;
  while (Date.now() < end) {
    const smaller = await firstDisagreement(reductions(smallest.scenario));
    if (smaller === undefined) break;
    smallest = smaller;
  }
  return smallest;
}

/** Scenarios without one step or several, or with a request that has fewer. */
function reductions(steps: readonly Step[]): Step[][] {
  const half = Math.ceil(steps.length / 2);
  const halves = steps.length < 2 ? [] : [steps.slice(0, half), steps.slice(half)];
  const singles = steps.map((_, i) => steps.filter((_, j) => j !== i));
  const inside = steps.flatMap((step, i) =>
    step.do === 'request'
      ? reductions(step.steps).map((fewer) => steps.with(i, { ...step, steps: fewer }))
      : [],
  );
  return [...halves, ...singles, ...inside];
}
