/**
 * The same site on SWI-Prolog's HTTP server with library(http/http_session) and on node:http with a session engine: the
 * same visitors get the same statuses, cookies and bodies.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SessionEngine } from 'clausal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, closeServers, serve } from '../support/http.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { sessionSite } from '../support/session-site.ts';
import { type Seen, SiteVisitors, type Step, type Visit } from '../support/site-visitors.ts';
import { describeWithSwipl } from '../support/swipl.ts';
import { type SwiplServer, startSwiplServer } from '../support/swipl-server.ts';

const SCENARIOS = 100;
const VISITS = 20;

const SERVER = fileURLToPath(new URL('session-server.pl', import.meta.url));

/** Visits, one after the other, and between them numbers: seconds that pass. */
type Scenario = readonly (Visit | number)[];

/** A visit: `visit('alice /cart add=pencil list=X')`, perhaps with a `Cookie` header. */
function visit(text: string, cookie?: string): Visit {
  const [visitor = '', path = '', ...steps] = text.split(' ');
  return { visitor, path, steps, ...(cookie !== undefined && { cookie }) };
}

/** The cookie that both libraries make, with the id of a session. */
const cookie = (alias: string) => `swipl_session={${alias}}`;

const NEVER = '0123-4567-89ab-cdef';

const scenarios: Readonly<Record<string, Scenario>> = {
  'a session begins with the first request and goes on with its cookie': [
    visit('alice / id='),
    visit('alice /cart add=cart(pencil,1) add=cart(book,2) first=user(alice) list=X current='),
    visit('alice /cart take=cart(_,N) take=cart(_,N) take=cart(_,N) list=X id='),
    visit("alice /cart add=f(X,Y,X) add='It''s'(1,\"text\") add=[a|T] add=flag list=X list=f(A,1,C)"),
    visit('alice /cart takeall=[H|T] clear=f(_,2,_) list=X'),
    visit('alice / counter='),
    visit('alice / counter= counter= list=counter(N) timeout=300 current='),
    visit('bob / id= counter= list=X sessions= events='),
  ],
  'sessions are opened by hand': [
    visit('alice / options=[create(noauto)]'),
    visit('bob / id='),
    visit('bob / add=lost'),
    visit('bob / list=X'),
    visit('bob / counter='),
    visit('bob / take=X'),
    visit('bob / clear=X'),
    visit('bob / timeout=60'),
    visit('bob / close='),
    visit('bob / session='),
    visit('bob / current='),
    visit('bob / open= id= add=kept list=X open='),
    visit('bob / list=X open= events='),
    visit('bob / close='),
    visit('bob / id= sessions= events='),
    visit('alice / list=X'),
  ],
  'without a timeout a session is for one address, with one for all': [
    visit('alice / options=[timeout(60)] add=user(alice) current='),
    visit('alice@127.0.0.2 / list=X id= current='),
    visit('alice / options=[timeout(0)] list=X'),
    visit('alice@127.0.0.2 / list=X id= current= events='),
    visit('alice@127.0.0.2 / add=user(bob) list=X'),
    visit('alice / list=X id= sessions= events='),
  ],
  'a session that is closed is forgotten, and the request may go on with a new one': [
    visit('alice / add=user(alice)'),
    visit('bob / add=user(bob)'),
    visit('alice / list=X close='),
    visit('alice / list=X id='),
    visit('alice / add=user(carol)'),
    visit('alice / close= renew= list=X add=user(dave) events='),
    visit('alice / list=X id= of={s1} of={s3} of={s4}'),
    visit('bob / list=X id= sessions= events='),
    visit('carol / close='),
    visit('carol / id='),
  ],
  'a session is renewed: a new one, empty, and the old one has ended': [
    visit('alice / add=user(alice) id='),
    visit('alice / renew= list=X id='),
    visit('alice / list=X add=user(bob) open= events='),
    visit('mallory / id= list=X', cookie('s1')),
    visit('alice / renew= renew= renew= id= add=x'),
    visit('alice / list=X'),
    visit('carol / renew= id= events= sessions='),
    visit('dave / header= id= open= renew='),
    visit('alice / header= list=X id= open= renew='),
    visit('alice / header= close='),
    visit('alice / header= id='),
  ],
  'sessions have a path': [
    visit("alice / options=[path('/app')]"),
    visit('bob / id='),
    visit('bob /other id='),
    visit('bob /app id= add=x'),
    visit('bob /app/x/y list=X id='),
    visit('bob / id='),
    visit('bob /app/ id='),
    visit('bob / open= add=outside'),
    visit('bob / id='),
    visit('bob /app list=X id='),
    visit('mallory / id= list=X', cookie('s3')),
    visit('bob /app close='),
    visit('bob /app id='),
    visit('alice / id= options=[path(/)]'),
    visit('alice /app id='),
  ],
  'the cookie has a name and attributes': [
    ...['strict', 'none', 'lax'].flatMap((samesite) => [
      visit(`${samesite} / options=[samesite(${samesite})] option=samesite(S)`),
      visit(`${samesite} / renew= id=`),
      visit(`new-${samesite} / id=`),
      visit(`new-${samesite} / close=`),
    ]),
    visit("alice / options=[cookie(sid),path('/app'),samesite(strict),timeout(60)] option=cookie(C)"),
    visit('alice /app id= add=x'),
    visit('alice /app list=X close='),
    visit('alice /app id='),
  ],
  'where sessions are not enabled there are none': [
    visit('alice / id= options=[enabled(false)]'),
    visit('bob / id='),
    visit('bob / list=X'),
    visit('bob / options=[enabled(true)]'),
    visit('bob / id='),
  ],
  'wrong options and settings are errors of the application': [
    ...['timeout(foo)', 'timeout(1.5)', 'timeout(T)', 'cookie(1)', 'path("x")', 'samesite(bad)', 'gc(x)'].map(
      (option) => visit(`alice / options=[${option}] id=`),
    ),
    visit('alice / options=[unknown(1)]'),
    visit('alice / timeout=foo'),
    visit('alice / timeout=T'),
    visit('alice / id= list=X current='),
  ],
  'visitors come by turns': [
    ...Array.from({ length: 8 }, (_, i) =>
      ['alice', 'bob', 'carol'].flatMap((who) => [
        visit(`${who} / counter= add=seen(${i}) list=counter(N)`),
        visit(`${who} /cart take=seen(S) list=X`),
      ]),
    ).flat(),
    visit('bob / close='),
    visit('alice / list=X sessions= events='),
    visit('bob / list=X'),
  ],
  'cookies that are forged or malformed': [
    visit('alice / add=user(alice)'),
    visit('mallory / id=', `swipl_session=${NEVER}`),
    visit('mallory / id=', `swipl_session=${NEVER}.host`),
    ...[
      ...['', 'swipl_session=', 'swipl_session=;', 'swipl_session={s1}x', 'swipl_session=x{s1}'],
      ...['SWIPL_SESSION={s1}', 'swipl_session2={s1}', 'xswipl_session={s1}', 'other={s1}', '=', ';;;'],
      ...[
        'swipl_session=../../etc/passwd',
        'swipl_session=%00',
        'swipl_session==',
        `swipl_session=${'a'.repeat(2000)}`,
      ],
      ...['swipl_session=[]', "swipl_session='{s1}'", 'swipl_session=X', 'swipl_session=$setting'],
    ].map((text) => visit('mallory / id= list=X', text)),
    visit('alice / list=X'),
  ],
  'cookies that are written in another way': [
    visit('alice / add=user(alice)'),
    ...[
      ...[' swipl_session={s1}', 'swipl_session={s1};', 'swipl_session={s1} ', 'a=b; swipl_session={s1}'],
      ...[
        'a=b;swipl_session={s1}',
        'swipl_session={s1}; a=b',
        'swipl_session={s1};a=b',
        'a=; swipl_session={s1}',
      ],
      ...['swipl_session = {s1}', 'a="b"; swipl_session={s1}'],
      ...['$Version=1; swipl_session={s1}; $Path=/', 'a=b=c; swipl_session={s1}', 'a; swipl_session={s1}'],
      ...['; swipl_session={s1}', 'a=%zz; swipl_session={s1}'],
    ].map((text) => visit('alice / id= list=X', text)),
  ],
  'of several cookies of one name the first that is a session counts': [
    visit('alice / add=user(alice)'),
    visit('bob / add=user(bob)'),
    visit('carol / list=X', `${cookie('s1')}; ${cookie('s2')}`),
    visit('carol / list=X', `${cookie('s2')}; ${cookie('s1')}`),
    visit('carol / list=X', `swipl_session=${NEVER}; ${cookie('s2')}; ${cookie('s1')}`),
    visit('carol / list=X', `swipl_session=; ${cookie('s1')}`),
    visit('carol / close=', `${cookie('s1')}; ${cookie('s2')}`),
    visit('carol / list=X', `${cookie('s1')}; ${cookie('s2')}`),
    visit('carol / id=', `${cookie('s1')}; ${cookie('s1')}`),
  ],
  // Not used between its beginning and its end: SWI-Prolog rounds a later use down to ten seconds.
  'a session ends when it was idle for longer than its own timeout': [
    visit('alice / timeout=1 add=user(alice)'),
    1.3,
    visit('alice / list=X id= of={s1} events='),
  ],
  'or than the common one, if it has none of its own': [
    visit('alice / options=[timeout(1)] add=user(alice)'),
    visit('bob / add=user(bob) timeout=60'),
    visit('carol / add=user(carol) timeout=0'),
    1.3,
    visit('alice / list=X id='),
    visit('bob / list=X id='),
    visit('carol / list=X id='),
  ],
};

describeWithSwipl('by HTTP, the session engine and library(http_session) agree', () => {
  const sites = sitesOfTests();

  test.each(Object.entries(scenarios))('on this: %s', async (_name, scenario) => {
    const found = await sites().disagreement(scenario);
    if (found !== undefined) expect.fail(described(found));
  });

  test('on visitors that come at the same time', async () => {
    const { ours, theirs } = await sites().open();
    const scenario = (who: string) => [
      visit(`${who} / add=user(${who})`),
      ...Array.from({ length: 10 }, (_, i) =>
        visit(`${who} / counter= add=seen(${i}) take=seen(S) list=X id=`),
      ),
      visit(`${who} / renew= list=X`),
      visit(`${who} / close=`),
    ];
    const seenBy = async (port: number, who: string) => {
      const visitors = new SiteVisitors(port); // each counts its own ids
      const seen: Seen[] = [];
      for (const each of scenario(who)) seen.push(await visitors.visit(each));
      return seen;
    };
    const names = ['alice', 'bob', 'carol', 'dave', 'eve', 'frank'];
    const [here, there] = await Promise.all(
      [ours, theirs].map((port) => Promise.all(names.map((who) => seenBy(port, who)))),
    );
    expect(here).toEqual(there);
  });

  test(`on ${SCENARIOS} random sequences of ${VISITS} requests`, async () => {
    const seed = seedOfRun();
    console.log(`session http oracle: SEED=${seed}`);
    const maker = new ScenarioMaker(new Random(seed));
    for (let i = 0; i < SCENARIOS; i++) {
      const found = await sites().disagreement(maker.scenario());
      if (found !== undefined) expect.fail(`SEED=${seed}\n${described(await sites().shrunk(found))}`);
    }
  });
});

describeWithSwipl('by HTTP, on purpose, the session engine differs from SWI-Prolog', () => {
  const sites = sitesOfTests();

  test.each([
    ['a header without any cookie is no error', 'swipl_session', [200, "'s2'"], [500]],
    ['nor is something behind a cookie', 'swipl_session={s1}; a', [200, "'s1'"], [500]],
    ['quotes belong to the value, as in RFC 6265', 'swipl_session="{s1}"', [200, "'s2'"], [200, "'s1'"]],
  ])('%s', async (_name, header, ours, theirs) => {
    const found = await sites().disagreement([visit('alice / id='), visit('alice / id=', header)]);
    const summary = ({ status, lines }: Seen) => [status, ...(status === 200 ? lines : [])];
    expect(found && { ours: summary(found.ours), theirs: summary(found.theirs) }).toEqual({ ours, theirs });
  });
});

interface Disagreement {
  /** The scenario up to the visit that was answered differently. */
  readonly scenario: Scenario;
  readonly ours: Seen;
  readonly theirs: Seen;
}

function described({ scenario, ours, theirs }: Disagreement): string {
  const lines = scenario.map((each) => {
    if (typeof each === 'number') return `${each} s`;
    const { visitor, path, steps, cookie } = each;
    return `${[visitor, path, ...steps].join(' ')}${cookie === undefined ? '' : `   (Cookie: ${cookie})`}`;
  });
  const text = ({ status, cookies, lines }: Seen) => [status, ...cookies, ...lines].join('\n    ');
  return [...lines, `here:\n    ${text(ours)}`, `in SWI-Prolog:\n    ${text(theirs)}`].join('\n');
}

/** The two sites, while the tests of a group run. */
function sitesOfTests(): () => Sites {
  let theirs: SwiplServer | undefined;
  beforeAll(async () => {
    theirs = await startSwiplServer(SERVER);
  });
  afterAll(() => {
    theirs?.stop();
    closeServers();
  });
  return () => new Sites(theirs!.port);
}

/** The two sites, of which the one in SWI-Prolog is used again and again. */
class Sites {
  readonly #theirs: number;

  constructor(theirs: number) {
    this.#theirs = theirs;
  }

  /** Makes both sites new, and answers their ports. */
  async open(): Promise<{ ours: number; theirs: number }> {
    closeServers();
    const { port } = await serve(sessionSite(new SessionEngine({ profile: 'swi' })));
    await ask(this.#theirs, { path: '/reset' });
    return { ours: port, theirs: this.#theirs };
  }

  async disagreement(scenario: Scenario): Promise<Disagreement | undefined> {
    const { ours, theirs } = await this.open();
    const here = new SiteVisitors(ours);
    const there = new SiteVisitors(theirs);
    for (const [i, each] of scenario.entries()) {
      if (typeof each === 'number') {
        await sleep(1000 * each);
        continue;
      }
      const [seenHere, seenThere] = await Promise.all([here.visit(each), there.visit(each)]);
      if (JSON.stringify(seenHere) !== JSON.stringify(seenThere))
        return { scenario: scenario.slice(0, i + 1), ours: seenHere, theirs: seenThere };
    }
    return undefined;
  }

  /** A disagreement about a scenario with fewer visits and steps, as few as can be found in some seconds. */
  async shrunk(found: Disagreement): Promise<Disagreement> {
    const end = Date.now() + 15_000;
    let smallest = found;
    let isSmaller = true;
    while (isSmaller) {
      isSmaller = false;
      for (const scenario of reductions(smallest.scenario)) {
        if (Date.now() > end) return smallest;
        const smaller = await this.disagreement(scenario);
        if (smaller === undefined) continue;
        smallest = smaller;
        isSmaller = true;
        break;
      }
    }
    return smallest;
  }
}

/** Scenarios without one of the visits, or with a visit that has a step less. */
function reductions(scenario: Scenario): Scenario[] {
  const without = <T>(items: readonly T[]) => items.map((_, i) => items.filter((_, j) => j !== i));
  const inside = scenario.flatMap((each, i) =>
    typeof each === 'number' ? [] : without(each.steps).map((steps) => scenario.with(i, { ...each, steps })),
  );
  return [...without(scenario), ...inside];
}

const FACTS = [
  'user(alice)',
  'user(bob)',
  'cart(pencil,1)',
  'cart(book,N)',
  'cart(X,X)',
  'f(X,Y,X)',
  'flag',
  '[a|T]',
];
const PATTERNS = [
  'X',
  'X',
  'X',
  'user(X)',
  'cart(Item,N)',
  'cart(X,X)',
  'cart(book,2)',
  'f(1,X,Y)',
  'counter(N)',
];
/** Timeouts are longer than the test: SWI-Prolog lets sessions end up to ten seconds early. */
const TIMEOUTS = ['timeout(60)', 'timeout(600)', 'timeout(0)'];
const OPTIONS = [
  ...['create(noauto)', 'create(auto)', "path('/app')", 'path(/)', 'samesite(strict)', 'samesite(none)'],
  ...['samesite(lax)', 'cookie(sid)', 'cookie(swipl_session)', ...TIMEOUTS],
];
const WRONG_OPTIONS = ['timeout(foo)', 'timeout(T)', 'cookie(1)', 'samesite(bad)', 'unknown(1)'];
const PATHS = ['/', '/', '/app', '/app', '/app/x', '/app/', '/other'];

/** Makes random scenarios. */
class ScenarioMaker {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  scenario(): Scenario {
    const random = this.#random;
    const first = random.chance(0.5) ? [this.#visit([this.#options(random.pick(OPTIONS))])] : [];
    return [...first, ...Array.from({ length: VISITS }, () => this.#visit(this.#steps()))];
  }

  #visit(steps: readonly Step[]): Visit {
    const random = this.#random;
    const cookie = random.chance(0.15) ? { cookie: this.#cookie() } : {};
    return {
      visitor: random.pick(['alice', 'alice', 'bob', 'carol']),
      path: random.pick(PATHS),
      steps,
      ...cookie,
    };
  }

  #cookie(): string {
    const random = this.#random;
    const pairs = random.several(0, 3, () => {
      const name = random.pick(['swipl_session', 'swipl_session', 'sid', 'other']);
      return `${name}=${random.chance(0.8) ? this.#id() : random.pick([NEVER, '', 'bogus', '{s1}x'])}`;
    });
    return pairs.join(random.pick(['; ', ';']));
  }

  #id(): string {
    return `{s${this.#random.between(1, 8)}}`;
  }

  #steps(): Step[] {
    const random = this.#random;
    const steps = random.several(0, 5, () => this.#step());
    if (random.chance(0.1)) steps.splice(random.between(0, steps.length), 0, 'header=');
    if (random.chance(0.12)) {
      steps.push('close=');
      // In SWI-Prolog a closed session stays the current one; here there is none until one is opened.
      if (random.chance(0.4)) steps.push('renew=', ...random.several(0, 3, () => this.#step()));
    }
    // SWI-Prolog looks for the session when it is first asked for, and so by a name that the request itself has set; here it is known
    // by then.
    const isNaming = (step: Step): boolean => step.startsWith('options=[cookie(');
    return [...steps.filter((step) => !isNaming(step)), ...steps.filter(isNaming)];
  }

  #step(): Step {
    const random = this.#random;
    const pattern = () => random.pick(random.chance(0.8) ? PATTERNS : FACTS);
    return random.choose<Step>(
      [8, () => `add=${random.pick(FACTS)}`],
      [3, () => `first=${random.pick(FACTS)}`],
      [6, () => `list=${pattern()}`],
      [4, () => `take=${pattern()}`],
      [2, () => `takeall=${pattern()}`],
      [2, () => `clear=${pattern()}`],
      [5, () => 'counter='],
      [4, () => 'id='],
      [1, () => 'session='],
      [3, () => 'open='],
      [2, () => 'renew='],
      [2, () => `timeout=${random.pick(['60', '600', '0', 'foo', 'T'])}`],
      [2, () => 'current='],
      [2, () => 'sessions='],
      [2, () => 'events='],
      [2, () => `of=${this.#id()}`],
      [2, () => this.#options(random.pick(random.chance(0.8) ? OPTIONS : WRONG_OPTIONS))],
      [
        1,
        () => `option=${random.pick(['timeout(X)', 'path(X)', 'create(X)', 'cookie(X)', 'samesite(lax)'])}`,
      ],
    );
  }

  #options(option: string): Step {
    return `options=[${option}]`;
  }
}
