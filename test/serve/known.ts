/** Tells deviations that are known from others, and notices what is known but does not differ any more. */
import type { Deviation } from './differential.ts';
import { KNOWN_DIFFERENCES, RULES, WITHHELD } from './known-differences.ts';

export class Known {
  readonly #found = new Set<unknown>();

  /** Whether a rule or a line of the table explains the deviation. */
  explains(deviation: Deviation): boolean {
    return this.#hasRule(deviation) || this.#isListed(deviation);
  }

  /** What explained nothing, in words. */
  unused(): string[] {
    const rules = RULES.filter((rule) => !this.#found.has(rule)).map(({ what, why }) => `${what}: ${why}`);
    const compared = KNOWN_DIFFERENCES.filter(({ app }) => !WITHHELD.has(app));
    const listed = compared.flatMap(({ app, requests, what }) =>
      requests.flatMap((request) => what.map((each) => keyOf(app, request, each))),
    );
    return [...rules, ...listed.filter((key) => !this.#found.has(key))];
  }

  #hasRule({ what, theirs, ours, reply }: Deviation): boolean {
    let expected = theirs;
    const changed = RULES.filter((rule) => {
      if (rule.what !== what) return false;
      const before = expected;
      expected = rule.here(expected, reply);
      return expected !== before;
    });
    if (expected !== ours) return false;
    for (const rule of changed) this.#found.add(rule);
    return true;
  }

  #isListed({ app, request, what }: Deviation): boolean {
    const isListed = KNOWN_DIFFERENCES.some(
      (known) => known.app === app && known.requests.includes(request) && known.what.includes(what),
    );
    if (isListed) this.#found.add(keyOf(app, request, what));
    return isListed;
  }
}

function keyOf(app: string, request: string, what: string): string {
  return `${app} › ${request}: ${what}`;
}
